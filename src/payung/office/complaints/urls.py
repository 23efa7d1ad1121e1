from django.urls import path

from payung.office.complaints import public_views, views

urlpatterns = [
    path("pengaduan/", public_views.complain, name="complain"),
    path("pengaduan/tiket/", public_views.ticket, name="complaint_ticket"),
    path("pengaduan/tiket/belum-puas/", public_views.not_content, name="complaint_object"),
    path("cek/", public_views.check, name="cover_check"),
    path("pengaduan/daftar/", views.complaints, name="complaints"),
    path("pengaduan/catat/", views.take, name="complaint_take"),
    path("pengaduan/angka/", views.figures, name="complaint_figures"),
    path("pengaduan/lama-menjawab/", views.clock, name="complaint_clock"),
    path("pengaduan/daftar/<str:public_id>/", views.complaint, name="complaint"),
    path("pengaduan/daftar/<str:public_id>/jawab/", views.answer, name="complaint_answer"),
    path("pengaduan/daftar/<str:public_id>/teruskan/", views.pass_on, name="complaint_pass_on"),
]
