from django.urls import path

from payung.office.continuity import views

urlpatterns = [
    path("keberlanjutan/", views.guard, name="continuity"),
    path("keberlanjutan/orang/", views.people, name="continuity_people"),
    path("keberlanjutan/hitung/", views.count, name="continuity_count"),
    path("keberlanjutan/memo/", views.memo, name="continuity_memo"),
    path("keberlanjutan/surat-terlambat/", views.late, name="continuity_late"),
]
