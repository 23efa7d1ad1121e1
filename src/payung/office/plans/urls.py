from django.urls import path

from payung.office.plans.views import acting, comparing, looking

urlpatterns = [
    path("rencana/", looking.plans, name="plans"),
    path("rencana/-/baru/", acting.new, name="plan_new"),
    path("rencana/<str:public_id>/", looking.plan, name="plan"),
    path("rencana/<str:public_id>/kemajuan/", looking.progress, name="plan_progress"),
    path("rencana/<str:public_id>/orang/", looking.covered, name="plan_covered"),
    path("rencana/<str:public_id>/menunggu/", looking.waiting, name="plan_waiting"),
    path("rencana/<str:public_id>/terlalu-singkat/", looking.short, name="plan_short"),
    path("rencana/<str:public_id>/andaikan/", acting.what_if, name="plan_what_if"),
    path("rencana/<str:public_id>/jadikan-daftar/", acting.turn, name="plan_turn"),
    path("rencana/<str:public_id>/banding/<str:other_id>/", comparing.compare, name="plan_compare"),
    path("rencana/<str:public_id>/banding/<str:other_id>/orang/", comparing.moves, name="plan_moves"),
]
