from django.urls import path

from payung.office.decisions.views import acting, looking, papers, replacing

urlpatterns = [
    path("keputusan/", looking.decisions, name="decisions"),
    path("keputusan/-/baru/", acting.new, name="decision_new"),
    path("keputusan/-/naskah/", papers.template, name="letter_template"),
    path("keputusan/-/penanda-tangan/", papers.signing, name="signing"),
    path("keputusan/<str:public_id>/", looking.decision, name="decision"),
    path("keputusan/<str:public_id>/daftar/", looking.taken, name="decision_lines"),
    path("keputusan/<str:public_id>/tunggu/", looking.waiting, name="decision_waiting"),
    path("keputusan/<str:public_id>/berhenti/", looking.leaving, name="decision_leaving"),
    path("keputusan/<str:public_id>/ajukan/", acting.submit, name="decision_submit"),
    path("keputusan/<str:public_id>/kembalikan/", acting.give_back, name="decision_return"),
    path("keputusan/<str:public_id>/sisihkan/", acting.discard, name="decision_discard"),
    path("keputusan/<str:public_id>/setujui/", acting.approve, name="decision_approve"),
    path("keputusan/<str:public_id>/ubah/", acting.change, name="decision_change"),
    path("keputusan/<str:public_id>/lampiran/", papers.annex, name="decision_annex"),
    path("keputusan/<str:public_id>/surat/", papers.letter, name="decision_letter"),
    path("keputusan/<str:public_id>/pengganti/", replacing.choose, name="replacements"),
    path("pengganti/", replacing.index, name="vacancies"),
    path("pengganti/lapor/", replacing.report, name="vacancy_report"),
    path("pengganti/cari/", replacing.gather, name="vacancy_gather"),
    path("pengganti/<str:public_id>/", replacing.detail, name="vacancy"),
    path("pengganti/<str:public_id>/sisihkan/", replacing.dismiss, name="vacancy_dismiss"),
]
