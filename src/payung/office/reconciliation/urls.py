from django.urls import path

from payung.office.reconciliation import views

urlpatterns = [
    path("rekonsiliasi/", views.page, name="reconciliation"),
    path("rekonsiliasi/orang/", views.people, name="reconciliation_people"),
    path("rekonsiliasi/unduh/", views.download, name="reconciliation_download"),
]
