from django.urls import path

from payung.office.proposals.views import by_hand, desk, people, sending, submissions, together

urlpatterns = [
    path("usulan/", submissions.index, name="submissions"),
    path("usulan/kirim/", sending.programme, name="propose"),
    path("usulan/kirim/<slug:programme_id>/", sending.file, name="propose_file"),
    path("usulan/kirim/<slug:programme_id>/isian/", by_hand.begin, name="entry_begin"),
    path("usulan/isian/<slug:public_id>/", by_hand.overview, name="entry"),
    path("usulan/isian/<slug:public_id>/periksa/", by_hand.check, name="entry_check"),
    path("usulan/isian/<slug:public_id>/kirim/", by_hand.send, name="entry_send"),
    path("usulan/isian/<slug:public_id>/hapus/<int:at>/", by_hand.remove, name="entry_remove"),
    path("usulan/isian/<slug:public_id>/<slug:name>/", by_hand.step, name="entry_step"),
    path("usulan/orang/", people.index, name="rows"),
    path("usulan/orang/nik/", people.by_nik, name="rows_by_nik"),
    path("usulan/orang/<slug:public_id>/", people.detail, name="row"),
    path("usulan/orang/<slug:public_id>/lihat/", people.reveal, name="row_reveal"),
    path("usulan/<slug:public_id>/", submissions.detail, name="submission"),
    path("usulan/<slug:public_id>/kemajuan/", submissions.progress, name="submission_progress"),
    path("usulan/<slug:public_id>/pratinjau/", sending.preview, name="submission_preview"),
    path("usulan/<slug:public_id>/setuju/", sending.confirm, name="submission_confirm"),
    path("usulan/<slug:public_id>/batal/", sending.cancel, name="submission_cancel"),
    path("usulan/<slug:public_id>/lanjut/", sending.resume, name="submission_resume"),
    path("usulan/<slug:public_id>/terlewat/", submissions.skipped, name="skipped"),
    path("usulan/<slug:public_id>/balas/", submissions.reply, name="reply"),
    path("usulan/<slug:public_id>/balasan/<slug:reply_id>/", submissions.take_reply, name="reply_take"),
    path("tinjau/", desk.desk, name="desk"),
    path("tinjau/bersama/", together.many, name="review_many"),
    path("tinjau/bersama/kedua/", together.confirm_many, name="confirm_many"),
    path("tinjau/<slug:public_id>/kedua/", desk.confirm, name="case_second"),
    path("tinjau/<slug:public_id>/nik/", desk.settle, name="case_nik"),
    path("tinjau/<slug:public_id>/", desk.case, name="case"),
]
