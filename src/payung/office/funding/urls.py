from django.urls import path

from payung.office.funding import group_views, views

urlpatterns = [
    path("dana/", views.funds, name="funds"),
    path("dana/-/baru/", views.new, name="fund_new"),
    path("dana/-/daftar-orang/", group_views.groups, name="fund_groups"),
    path("dana/-/daftar-orang/baru/", group_views.new, name="fund_group_new"),
    path("dana/<str:public_id>/", views.fund, name="fund"),
    path("dana/<str:public_id>/pagu/", views.ceiling, name="fund_ceiling"),
    path("dana/<str:public_id>/aturan/", views.rules, name="fund_rules"),
    path("program/<str:public_id>/dana/", views.programme_funds, name="programme_funds"),
    path("program/<str:public_id>/dana/hubungkan/", views.link, name="fund_link"),
    path("program/<str:public_id>/dana/<str:fund_id>/lepas/", views.unlink, name="fund_unlink"),
]
