from django.urls import path

from payung.office.journal import views

urlpatterns = [
    path("jurnal/", views.journal, name="journal"),
    path("jurnal/bukti/", views.proof, name="journal_proof"),
    path("jurnal/<int:seq>/", views.entry, name="journal_entry"),
]
