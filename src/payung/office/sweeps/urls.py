from django.urls import path

from payung.office.sweeps import views
from payung.office.sweeps.views import certain, matches, stops

urlpatterns = [
    path("penyisiran/", views.index, name="sweeps"),
    path("penyisiran/jalankan/", views.run, name="sweep_run"),
    path("penyisiran/kematian/", matches.deaths, name="deaths"),
    path("penyisiran/kematian/pasti/", certain.deaths, name="deaths_certain"),
    path("penyisiran/pekerja-upah/", matches.jobs, name="jobs"),
    path("penyisiran/pekerja-upah/pasti/", certain.jobs, name="jobs_certain"),
    path("penyisiran/ganda/", matches.twice, name="twice"),
    path("penyisiran/pembayar/", matches.payers, name="payers_twice"),
    path("penyisiran/pembayar/bersama/", matches.payer, name="payer_together"),
    path("penyisiran/berhenti/", stops.index, name="stops"),
    path("penyisiran/temuan/<slug:public_id>/", matches.detail, name="match"),
    path("penyisiran/temuan/<slug:public_id>/klaim/", matches.claim, name="match_claim"),
]
