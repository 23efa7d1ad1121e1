from django.urls import path

from payung.office.aid import views

urlpatterns = [
    path("bantuan/", views.aids, name="aids"),
    path("bantuan/-/baru/", views.new, name="aid_new"),
    path("bantuan/<str:public_id>/", views.aid, name="aid"),
    path("bantuan/<str:public_id>/stok/", views.deliveries, name="aid_deliveries"),
    path("bantuan/<str:public_id>/stok/terima/", views.receive, name="aid_receive"),
    path("bantuan/<str:public_id>/undi/", views.draw, name="aid_draw"),
    path("bantuan/<str:public_id>/serah/", views.hand, name="aid_hand"),
    path("bantuan/<str:public_id>/lembar/", views.sheet, name="aid_sheet"),
    path("bantuan/<str:public_id>/lembar/cetak/", views.print_sheet, name="aid_print"),
    path("bantuan/<str:public_id>/paket/<str:receipt_id>/tarik/", views.undo, name="aid_undo"),
    path("bantuan/<str:public_id>/tutup/", views.close, name="aid_close"),
]
