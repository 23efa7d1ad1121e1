"""Reference lists. A list is never changed: a newer one is another list, and findings say which they rest on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Kind(models.TextChoices):
    REGISTRY = "registry", _("Social registry (DTKS, DTSEN)")
    ACTIVE = "active", _("Active members of BPJS")
    DEATHS = "deaths", _("Deaths")
    EXCLUDED = "excluded", _("Civil servants, army, police, pensioners")
    OTHER_PAYERS = "other_payers", _("Paid by others")


class ReferenceList(models.Model):
    """``file`` names the sealed Parquet snapshot in the store; ``sha256`` is of the snapshot before sealing."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    source = models.CharField(_("source"), max_length=200, blank=True)
    dated = models.DateField(_("date of the data"))
    rows = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=120)
    original_name = models.CharField(max_length=200)
    original_sha256 = models.CharField(max_length=64)
    # [{"id", "en"}]: by which of its lines nobody can be found or judged; NULL of lists older than this
    notices = models.JSONField(null=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-dated", "-id"]
        constraints = [models.UniqueConstraint(fields=["area", "kind", "sha256"], name="reference_list_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.dated})"
