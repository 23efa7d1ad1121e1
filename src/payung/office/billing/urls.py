from django.urls import path

from payung.office.billing import unpaid, views

urlpatterns = [
    path("tagihan/", views.bills, name="bills"),
    path("tagihan/-/terbitkan/", views.issue, name="bill_issue"),
    path("tagihan/<str:public_id>/", views.bill, name="bill"),
    path("tagihan/<str:public_id>/unduh/", views.download, name="bill_download"),
    path("tagihan/<str:public_id>/kode/", views.code, name="bill_code"),
    path("tagihan/<str:public_id>/bayar/", views.pay, name="bill_pay"),
    path("tagihan/<str:public_id>/belum-dibayar/", unpaid.people, name="bill_unpaid"),
]
