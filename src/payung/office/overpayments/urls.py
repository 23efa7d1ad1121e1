from django.urls import path

from payung.office.overpayments.views import acting, history, looking

urlpatterns = [
    path("kelebihan/", looking.index, name="overpayments"),
    path("kelebihan/cari/", acting.find, name="overpayment_find"),
    path("kelebihan/temuan/", looking.findings, name="overpaid"),
    path("kelebihan/temuan/<str:public_id>/", looking.finding, name="overpayment"),
    path("kelebihan/temuan/<str:public_id>/kredit/", acting.credit, name="overpayment_credit"),
    path("kelebihan/temuan/<str:public_id>/kembali/", acting.refund, name="overpayment_refund"),
    path("kelebihan/temuan/<str:public_id>/tolak/", acting.refuse, name="overpayment_refuse"),
    path("kelebihan/surat/", looking.letters, name="overpaid_letters"),
    path("kelebihan/surat/<str:public_id>/", looking.letter, name="overpaid_letter"),
    path("kelebihan/surat/<str:public_id>/unduh/", acting.download, name="overpaid_letter_download"),
    path("kelebihan/dana/<str:public_id>/<str:kind>/", acting.claim, name="overpaid_claim"),
    path("kelebihan/riwayat/", history.index, name="histories"),
    path("kelebihan/riwayat/-/muat/", history.load, name="history_load"),
    path("kelebihan/riwayat/-/judul/", history.headings, name="history_headings"),
    path("kelebihan/riwayat/<str:public_id>/", history.detail, name="history"),
]
