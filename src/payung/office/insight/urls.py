from django.urls import path

from payung.office.insight import coverage_views, import_views, reason_views, track_views, views

urlpatterns = [
    path("ringkasan/", views.summary, name="insight"),
    path("ringkasan/<str:public_id>/", views.programme, name="insight_programme"),
    path("ringkasan/<str:public_id>/orang/", views.people, name="insight_people"),
    path("sebab/", reason_views.league, name="reasons"),
    path("sebab/<str:code>/", reason_views.area, name="reasons_area"),
    path("cakupan/", coverage_views.coverage_list, name="coverage"),
    path("cakupan/-/baru/", coverage_views.add, name="coverage_new"),
    path("cakupan/-/sasaran/", coverage_views.add_target, name="target_new"),
    path("cakupan/-/angka/", coverage_views.add_count, name="count_new"),
    path("cakupan/-/tabel/", import_views.new, name="coverage_import_new"),
    path("cakupan/-/tabel/<str:public_id>/", import_views.preview, name="coverage_import"),
    path("cakupan/-/tabel/<str:public_id>/simpan/", import_views.keep, name="coverage_import_keep"),
    path("cakupan/-/jalan/<str:code>/", track_views.page, name="coverage_track"),
    path("cakupan/-/wilayah/<str:code>/", coverage_views.area, name="coverage_area"),
    path("cakupan/<str:public_id>/", coverage_views.figure, name="coverage_figure"),
]
