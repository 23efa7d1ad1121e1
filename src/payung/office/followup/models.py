"""Photos of a visit with the family's consent, and samples of families that are looked at again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

SEALED_CONSENT = "followup.consent"  # the vault's purposes
SEALED_CHECK = "followup.check"


class VisitPhoto(models.Model):
    """A photo, sealed in the store, with who of the family agreed. Taken back: the file goes, the line stays."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    visit = models.ForeignKey("claims.Visit", on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20)  # media type, found from the bytes
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField()  # who agreed, and to what
    consented = models.DateField()
    withdrawn = models.DateField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["visit", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "sha256"], name="visit_photo_once"),
            models.CheckConstraint(
                condition=Q(withdrawn=None) | Q(file=""), name="visit_photo_withdrawn_is_gone"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Sample(models.Model):
    """Families drawn by a seed out of a frame that is kept: whoever has both draws the same again."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    paid_from = models.DateField()
    paid_until = models.DateField()
    seed = models.CharField(max_length=40)
    size = models.IntegerField()
    frame = models.TextField()  # public ids of the claims, in order, a space between them
    frame_sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=40)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="sample_not_empty")]

    def __str__(self) -> str:
        return self.public_id


class Outcome(models.TextChoices):
    AGREES = "agrees", _("As recorded")
    DIFFERS = "differs", _("Otherwise than recorded")
    ABSENT = "absent", _("Family not met")


class Drawn(models.Model):
    """One family of a sample, and what the second look found. ``sealed`` holds the checker's words."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="families")
    position = models.IntegerField()
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    money_received = models.BooleanField(null=True)  # the family has had the sum that was recorded
    sealed = models.BinaryField(default=b"")
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "claim"], name="drawn_once"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="drawn_checked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.position}"
