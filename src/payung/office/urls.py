"""Addresses of the office: each app brings its own ``urls.py``."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
    *[
        path("", include(f"payung.office.{app}.urls"))
        for app in settings.APPS
        if find_spec(f"payung.office.{app}.urls")
    ],
]
