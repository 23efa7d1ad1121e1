from django.urls import path

from payung.office.award import views

urlpatterns = [
    path("penghargaan/", views.awards, name="awards"),
    path("penghargaan/-/baru/", views.new, name="award_new"),
    path("penghargaan/-/inovasi/", views.innovations, name="innovations"),
    path("penghargaan/-/inovasi/baru/", views.innovation_new, name="innovation_new"),
    path("penghargaan/<str:public_id>/", views.award, name="award"),
    path("penghargaan/<str:public_id>/bobot/", views.edit, name="award_edit"),
    path("penghargaan/<str:public_id>/unduh/", views.download, name="award_download"),
]
