from django.urls import path

from payung.office.insight import coverage_views, reason_views, views

urlpatterns = [
    path("ringkasan/", views.summary, name="insight"),
    path("ringkasan/<str:public_id>/", views.programme, name="insight_programme"),
    path("ringkasan/<str:public_id>/orang/", views.people, name="insight_people"),
    path("sebab/", reason_views.league, name="reasons"),
    path("sebab/<str:code>/", reason_views.area, name="reasons_area"),
    path("cakupan/", coverage_views.coverage_list, name="coverage"),
    path("cakupan/-/baru/", coverage_views.add, name="coverage_new"),
    path("cakupan/-/sasaran/", coverage_views.add_target, name="target_new"),
    path("cakupan/-/wilayah/<str:code>/", coverage_views.area, name="coverage_area"),
    path("cakupan/<str:public_id>/", coverage_views.figure, name="coverage_figure"),
]
