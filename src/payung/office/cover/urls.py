from django.urls import path

from payung.office.cover import participant_views, views

urlpatterns = [
    path("kepesertaan/", views.decisions, name="enrolments"),
    path("kepesertaan/<str:public_id>/", views.decision, name="enrolment"),
    path("kepesertaan/<str:public_id>/ekspor/", views.export, name="enrolment_export"),
    path("kepesertaan/<str:public_id>/kolom/", views.profile, name="enrolment_profile"),
    path("kepesertaan/<str:public_id>/balikan/", views.upload, name="enrolment_upload"),
    path("kepesertaan/<str:public_id>/balikan/muat/", views.confirm, name="enrolment_confirm"),
    path("kepesertaan/<str:public_id>/balikan/<str:return_id>/", views.result, name="enrolment_return"),
    path("kepesertaan/<str:public_id>/kartu/", views.cards, name="enrolment_cards"),
    path("peserta/", participant_views.participant_list, name="participants"),
    path("peserta/cari-nik/", participant_views.by_nik, name="participant_by_nik"),
    path("peserta/<str:public_id>/", participant_views.participant, name="participant"),
    path("peserta/<str:public_id>/nik/", participant_views.nik, name="participant_nik"),
]
