from django.urls import path

from payung.office.outreach.views import activity, attending, following, lists

urlpatterns = [
    path("kegiatan/", lists.activities, name="activities"),
    path("kegiatan/-/baru/", activity.new, name="activity_new"),
    path("kegiatan/-/kampanye/", lists.campaigns, name="campaigns"),
    path("kegiatan/-/kampanye/baru/", lists.campaign_new, name="campaign_new"),
    path("kegiatan/-/tindak-lanjut/", lists.follow_ups, name="follow_ups"),
    path("kegiatan/-/jangkauan/", lists.reached, name="reach"),
    path("kegiatan/<str:public_id>/", activity.activity, name="activity"),
    path("kegiatan/<str:public_id>/ubah/", activity.edit, name="activity_edit"),
    path("kegiatan/<str:public_id>/terlaksana/", activity.hold, name="activity_hold"),
    path("kegiatan/<str:public_id>/notulen/", activity.minutes, name="activity_minutes"),
    path("kegiatan/<str:public_id>/batal/", activity.cancel, name="activity_cancel"),
    path("kegiatan/<str:public_id>/hadir/", attending.present, name="activity_present"),
    path("kegiatan/<str:public_id>/hadir/kode/", attending.code, name="activity_code"),
    path("kegiatan/<str:public_id>/hadir/buka/", attending.signing, name="activity_signing"),
    path("kegiatan/<str:public_id>/hadir/daftar/", attending.upload, name="activity_list"),
    path("kegiatan/<str:public_id>/hadir/tulis/", attending.write, name="activity_write"),
    path("kegiatan/<str:public_id>/hadir/<int:number>/hapus/", attending.remove, name="present_remove"),
    path("kegiatan/<str:public_id>/tindak-lanjut/", following.agree, name="follow_up_new"),
    path("kegiatan/<str:public_id>/tindak-lanjut/<str:action_id>/", following.follow_up, name="follow_up"),
    path("kegiatan/<str:public_id>/foto/", following.photos, name="activity_photos"),
    path("kegiatan/<str:public_id>/foto/<str:photo_id>/", following.photo, name="photo"),
    path("hadir/<str:code>/", attending.sign_in, name="sign_in"),
]
