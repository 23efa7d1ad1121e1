from django.urls import path

from payung.office.accounts import style, token_views, user_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("bahasa/", views.language, name="language"),
    path("saya/", views.profile, name="profile"),
    path("saya/kunci/", token_views.tokens, name="tokens"),
    path("saya/kunci/<str:public_id>/cabut/", token_views.revoke, name="token_revoke"),
    path("gaya/", style.page, name="style"),
    path("pengguna/", user_views.users, name="users"),
    path("pengguna/-/baru/", user_views.new, name="user_new"),
    path("pengguna/-/wilayah/", user_views.area_suggestions, name="area_suggestions"),
    path("pengguna/<str:username>/", user_views.user, name="user"),
    path("pengguna/<str:username>/ubah/", user_views.edit, name="user_edit"),
    path("pengguna/<str:username>/tugas/", user_views.give_duty, name="duty_give"),
    path("pengguna/<str:username>/tugas/<str:public_id>/", user_views.take_duty, name="duty_take"),
    path("pengguna/<str:username>/tutup/", user_views.close, name="user_close"),
    path("pengguna/<str:username>/buka/", user_views.reopen, name="user_reopen"),
    path("pengguna/<str:username>/sandi/", user_views.reset_password, name="user_reset_password"),
    path("pengguna/<str:username>/dua-langkah/", user_views.reset_two_step, name="user_reset_two_step"),
]
