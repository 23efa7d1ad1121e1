from django.urls import path

from payung.office.references import views

urlpatterns = [
    path("daftar-acuan/", views.index, name="references"),
    path("daftar-acuan/baru/", views.new, name="reference_new"),
    path("daftar-acuan/<slug:public_id>/", views.detail, name="reference"),
]
