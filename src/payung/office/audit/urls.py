from django.urls import path

from payung.office.audit.views import archives, flags, samples

urlpatterns = [
    path("audit/", flags.page, name="audit"),
    path("audit/lihat/", flags.look, name="audit_look"),
    path("audit/tanda/<str:public_id>/", flags.one, name="audit_flag"),
    path("audit/tanda/<str:public_id>/jawab/", flags.answer, name="audit_flag_answer"),
    path("audit/arsip/", archives.listed, name="audit_archives"),
    path("audit/arsip/baru/", archives.ask, name="audit_archive_new"),
    path("audit/arsip/-/periksa_arsip.py", archives.script, name="audit_script"),
    path("audit/arsip/<str:public_id>/", archives.one, name="audit_archive"),
    path("audit/arsip/<str:public_id>/kemajuan/", archives.progress, name="audit_progress"),
    path("audit/arsip/<str:public_id>/unduh/", archives.take, name="audit_archive_take"),
    path("audit/sampel/", samples.listed, name="audit_samples"),
    path("audit/sampel/baru/", samples.draw, name="audit_sample_new"),
    path("audit/sampel/<str:public_id>/", samples.one, name="audit_sample"),
    path("audit/sampel/<str:public_id>/unduh/", samples.take, name="audit_sample_take"),
]
