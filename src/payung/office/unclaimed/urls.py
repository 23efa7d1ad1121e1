from django.urls import path

from payung.office.unclaimed import views

urlpatterns = [
    path("belum-diklaim/", views.leads, name="unclaimed"),
    path("belum-diklaim/kabar/", views.note, name="unclaimed_note"),
    path("belum-diklaim/bukan-peserta/", views.nobody, name="unclaimed_nobody"),
    path("belum-diklaim/<str:public_id>/", views.lead, name="unclaimed_lead"),
    path("belum-diklaim/<str:public_id>/laporkan/", views.report, name="unclaimed_report"),
    path("belum-diklaim/<str:public_id>/keluarkan/", views.settle, name="unclaimed_settle"),
]
