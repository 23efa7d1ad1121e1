from django.urls import path

from payung.office.followup import views, visiting

urlpatterns = [
    path("klaim/<str:public_id>/kunjungan/<str:visit_id>/", visiting.visit, name="claim_visit"),
    path("kunjungan/desa/", views.fare, name="visit_villages"),
    path("kunjungan/<str:visit_id>/foto/", views.photos, name="visit_photos"),
    path("kunjungan/foto/<str:photo_id>/", views.photo, name="visit_photo"),
    path("contoh/", views.samples, name="samples"),
    path("contoh/tarik/", views.sample_new, name="sample_new"),
    path("contoh/<str:public_id>/", views.sample, name="sample"),
    path("contoh/<str:public_id>/<int:position>/", views.check, name="sample_check"),
]
