from django.urls import path

from payung.office.billing import chain_views, file_views, unpaid, views

urlpatterns = [
    path("tagihan/", views.bills, name="bills"),
    path("tagihan/-/terbitkan/", views.issue, name="bill_issue"),
    path("tagihan/<str:public_id>/", views.bill, name="bill"),
    path("tagihan/<str:public_id>/unduh/", views.download, name="bill_download"),
    path("tagihan/<str:public_id>/kode/", views.code, name="bill_code"),
    path("tagihan/<str:public_id>/bayar/", views.pay, name="bill_pay"),
    path("tagihan/<str:public_id>/dokumen/<str:kind>/", chain_views.step, name="bill_step"),
    path("tagihan/<str:public_id>/batal/<str:payment_id>/", chain_views.reverse, name="payment_reverse"),
    path("tagihan/<str:public_id>/alihkan/", chain_views.carry, name="bill_carry"),
    path("tagihan/<str:public_id>/koreksi/", chain_views.correct, name="bill_correct"),
    path("tagihan/<str:public_id>/berkas/", file_views.upload, name="bill_files"),
    path("tagihan/<str:public_id>/berkas/-/judul/", file_views.headings, name="bill_headings"),
    path("tagihan/<str:public_id>/berkas/<str:file_id>/", file_views.compared, name="bill_file"),
    path("pembukuan/", chain_views.books, name="books"),
    path("pembukuan/<str:public_id>/tutup/<int:month>/", chain_views.close, name="books_close"),
    path("tagihan/<str:public_id>/belum-dibayar/", unpaid.people, name="bill_unpaid"),
]
