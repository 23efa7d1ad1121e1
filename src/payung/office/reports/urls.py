from django.urls import path

from payung.office.reports import views

urlpatterns = [
    path("laporan/", views.listed, name="reports"),
    path("laporan/-/kewajiban/", views.obligations, name="obligations"),
    path("laporan/-/kewajiban/baru/", views.owe, name="obligation_new"),
    path("laporan/-/kewajiban/<str:public_id>/", views.obligation, name="obligation"),
    path("laporan/-/kewajiban/<str:public_id>/buat/", views.make, name="report_make"),
    path("laporan/-/kewajiban/<str:public_id>/hentikan/", views.stop, name="obligation_stop"),
    path("laporan/<str:public_id>/", views.one, name="report"),
    path("laporan/<str:public_id>/unduh/", views.take, name="report_take"),
    path("laporan/<str:public_id>/terkirim/", views.sent, name="report_sent"),
]
