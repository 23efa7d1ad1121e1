from django.urls import path

from payung.office.treasury import views

urlpatterns = [
    path("sp2d/", views.index, name="registers"),
    path("sp2d/-/muat/", views.load, name="register_load"),
    path("sp2d/-/judul/", views.headings, name="register_headings"),
    path("sp2d/<str:public_id>/", views.detail, name="register"),
    path("sp2d/<str:public_id>/catat/", views.record_all, name="register_record"),
    path("sp2d/<str:public_id>/<str:order_id>/", views.order, name="order"),
]
