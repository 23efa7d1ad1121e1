from django.urls import path

from payung.office.accounts import style, views

urlpatterns = [
    path("", views.home, name="home"),
    path("bahasa/", views.language, name="language"),
    path("saya/", views.profile, name="profile"),
    path("gaya/", style.page, name="style"),
]
