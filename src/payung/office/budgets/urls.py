from django.urls import path

from payung.office.budgets import views

urlpatterns = [
    path("anggaran/", views.what_if, name="budgets"),
    path("anggaran/tebing/", views.cliff, name="budget_cliff"),
    path("anggaran/unduh/", views.export, name="budget_export"),
]
