from django.urls import path

from payung.office.rules import benefit_views, parameter_views, views

urlpatterns = [
    path("hitung/", views.start, name="rules"),
    path("hitung/iuran/", views.contribution, name="contribution"),
    path("hitung/manfaat/", benefit_views.events, name="benefit"),
    path("hitung/manfaat/<str:event>/", benefit_views.outcomes, name="benefit_event"),
    path("hitung/manfaat/<str:event>/<str:outcome>/", benefit_views.case, name="benefit_case"),
    path("hitung/aturan/", parameter_views.parameters, name="parameters"),
    path("hitung/aturan/<path:path>/", parameter_views.parameter, name="parameter"),
]
