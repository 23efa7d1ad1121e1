from django.urls import path

from payung.office.cover import participant_views

urlpatterns = [
    path("peserta/", participant_views.participant_list, name="participants"),
    path("peserta/<str:public_id>/", participant_views.participant, name="participant"),
    path("peserta/<str:public_id>/nik/", participant_views.nik, name="participant_nik"),
]
