from django.urls import path

from payung.office.workdays import views

urlpatterns = [
    path("hari-kerja/", views.days, name="workdays"),
    path("hari-kerja/koreksi/", views.correct, name="workday_correct"),
    path("hari-kerja/koreksi/<str:public_id>/cabut/", views.take_back, name="workday_take_back"),
]
