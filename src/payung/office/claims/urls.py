from django.urls import path

from payung.office.claims.views import acting, claim, experience, lists, papers, reporting, school

urlpatterns = [
    path("klaim/", lists.claims, name="claims"),
    path("klaim/lapor/", reporting.find, name="claim_find"),
    path("klaim/lapor/cari-nik/", reporting.by_nik, name="claim_by_nik"),
    path("klaim/lapor/<str:public_id>/", reporting.report, name="claim_report"),
    path("klaim/<str:public_id>/", claim.claim, name="claim"),
    path("klaim/<str:public_id>/medis/", claim.medical, name="claim_medical"),
    path("klaim/<str:public_id>/berkas/<str:attachment_id>/", claim.attachment, name="claim_attachment"),
    path("klaim/<str:public_id>/hitungan/", acting.set_facts, name="claim_facts"),
    path("klaim/<str:public_id>/ahli-waris/", acting.add_heir, name="claim_heir"),
    path(
        "klaim/<str:public_id>/ahli-waris/<str:heir_id>/hapus/", acting.remove_heir, name="claim_heir_remove"
    ),
    path("klaim/<str:public_id>/sengketa/", acting.dispute, name="claim_dispute"),
    path("klaim/<str:public_id>/anak/", acting.add_child, name="claim_child"),
    path("klaim/<str:public_id>/keliru/", acting.cancel, name="claim_cancel"),
    path("klaim/<str:public_id>/kertas/<str:paper_id>/", acting.paper, name="claim_paper"),
    path("klaim/<str:public_id>/langkah/<str:slug>/", acting.step, name="claim_step"),
    path("klaim/<str:public_id>/selisih/<str:code>/", acting.difference, name="claim_difference"),
    path("klaim/<str:public_id>/surat/", papers.letter, name="claim_letter"),
    path("klaim/<str:public_id>/beasiswa/", school.schedule, name="claim_school"),
    path("klaim/<str:public_id>/beasiswa/<str:year_id>/bukti/", school.prove, name="school_prove"),
    path("klaim/<str:public_id>/beasiswa/<str:year_id>/jenjang/", school.level, name="school_level"),
    path("klaim/<str:public_id>/beasiswa/<str:year_id>/bayar/", school.pay, name="school_pay"),
    path("klaim/<str:public_id>/anak/<str:child_id>/akhir/", school.end, name="school_end"),
    path("beasiswa/", school.school_list, name="school"),
    path("kunjungan/", lists.visits, name="visits"),
    path("kunjungan/rencana/", lists.plan, name="visit_plan"),
    path("pengalaman-klaim/", experience.experience, name="experience"),
]
