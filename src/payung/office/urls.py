"""Addresses of the office: each app brings its own ``urls.py``."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path, re_path

from payung.office.accounts.views import closed
from payung.office.api import urls as api_urls

# Accounts are made, and passwords given back, by administrators; the office sends no e-mail.
_CLOSED = r"^akun/(signup|email|confirm-email|login/code|password/(set|reset))(/|$)"

urlpatterns = [
    re_path(_CLOSED, closed),
    path("api/v1/", api_urls),
    path("akun/", include("allauth.urls")),
    *[
        path("", include(f"payung.office.{app}.urls"))
        for app in settings.APPS
        if find_spec(f"payung.office.{app}.urls")
    ],
]
