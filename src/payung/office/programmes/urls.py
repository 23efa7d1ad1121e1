from django.urls import path

from payung.office.programmes.views import legal, programme, rules

urlpatterns = [
    path("program/", programme.programmes, name="programmes"),
    path("program/-/baru/", programme.new, name="programme_new"),
    path("program/-/dasar-hukum/", legal.bases, name="bases"),
    path("program/-/dasar-hukum/baru/", legal.basis_new, name="basis_new"),
    path("program/-/dasar-hukum/<str:public_id>/", legal.basis, name="basis"),
    path("program/-/dasar-hukum/<str:public_id>/ubah/", legal.basis_edit, name="basis_edit"),
    path("program/-/dasar-hukum/<str:public_id>/berkas/", legal.basis_annex, name="basis_annex"),
    path("program/-/pks/", legal.agreements, name="agreements"),
    path("program/-/pks/baru/", legal.agreement_new, name="agreement_new"),
    path("program/-/pks/<str:public_id>/", legal.agreement, name="agreement"),
    path("program/-/pks/<str:public_id>/ubah/", legal.agreement_edit, name="agreement_edit"),
    path("program/-/pks/<str:public_id>/berkas/", legal.agreement_annex, name="agreement_annex"),
    path("program/-/berkas/<str:public_id>/", legal.annex, name="annex"),
    path("program/<str:public_id>/", programme.programme, name="programme"),
    path("program/<str:public_id>/ubah/", programme.edit, name="programme_edit"),
    path("program/<str:public_id>/tutup/", programme.close, name="programme_close"),
    path("program/<str:public_id>/syarat/", rules.criteria, name="criteria"),
    path("program/<str:public_id>/syarat/baru/", rules.criteria_new, name="criteria_new"),
    path("program/<str:public_id>/pekerjaan/", rules.occupations, name="occupations"),
    path("program/<str:public_id>/pekerjaan/mulai/", rules.occupations_start, name="occupations_start"),
    path("program/<str:public_id>/pekerjaan/baru/", rules.occupation_edit, name="occupation_new"),
    path("program/<str:public_id>/pekerjaan/<slug:code>/", rules.occupation_edit, name="occupation_edit"),
    path("program/<str:public_id>/kuota/", rules.quotas, name="quotas"),
    path("program/<str:public_id>/kuota/-/sama/", rules.quota_each, name="quota_each"),
    path("program/<str:public_id>/kuota/<str:code>/", rules.quota_edit, name="quota_edit"),
]
