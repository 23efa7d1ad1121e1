"""Activities with people, campaigns of them, who came, photos, and what was agreed. Minutes and photos are sealed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core import identifiers
from payung.office.core.identifiers import public_id

SEALED_MINUTES = "outreach.minutes"  # the vault's purpose
STORED_PHOTO = "outreach.photo"  # the store's purpose


class Campaign(models.Model):
    """A series of activities under one name: Kerja Keras Bebas Cemas Masuk Desa."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("about"), blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="campaign_once")]

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    FGD = "fgd", _("Focus group discussion (FGD)")
    COORDINATION = "coordination", _("Coordination meeting")
    SOCIALISATION = "socialisation", _("Socialisation to citizens")
    CARDS = "cards", _("Hand-over of cards")
    TRAINING = "training", _("Training of officers")
    OTHER = "other", _("Other")


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Activity(models.Model):
    """One meeting. ``villages`` are those it is for; ``code`` stands in the address where people sign themselves in,
    which answers only while ``attendance_open``."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    kind = models.CharField(max_length=13, choices=Kind)
    title = models.CharField(max_length=150)
    day = models.DateField()
    place = models.CharField(max_length=160)
    agenda = models.TextField(blank=True)
    villages = models.ManyToManyField("areas.Area", related_name="+", blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    held_on = models.DateField(null=True)
    cards_handed = models.IntegerField(default=0)
    sealed = models.BinaryField(default=b"")  # minutes
    why_cancelled = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=12, unique=True, default=identifiers.public_id)
    attendance_open = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-id"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False), name="activity_held_dated"
            ),
            # Attendance closes with the activity, whatever a page says.
            models.CheckConstraint(
                condition=Q(attendance_open=False) | Q(state="planned"), name="activity_signing_while_planned"
            ),
            models.CheckConstraint(condition=Q(cards_handed__gte=0), name="activity_cards"),
        ]
        indexes = [models.Index(fields=["area", "state", "day"])]

    def __str__(self) -> str:
        return self.title


class Way(models.TextChoices):
    """How a name came onto the list of those present."""

    CODE = "code", _("Signed in by the code")
    LIST = "list", _("From an attendance list")
    HAND = "hand", _("Written by an officer")


class Attendance(models.Model):
    """Somebody who came. ``key`` is name and institution without case and signs: nobody stands twice."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="present")
    name = models.CharField(max_length=120)
    institution = models.CharField(max_length=120, blank=True)
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=4, choices=Way)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["activity", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "key"], name="present_once")]
        indexes = [models.Index(fields=["activity", "village"])]

    def __str__(self) -> str:
        return self.name


class Photo(models.Model):
    """A photo or a signed paper of the activity, sealed in the store."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="photos")
    caption = models.CharField(max_length=160, blank=True)
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # media type, found from the bytes
    file = models.CharField(max_length=120)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["activity", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "sha256"], name="photo_once")]

    def __str__(self) -> str:
        return self.file_name


class FollowUp(models.Model):
    """Something agreed, with who owes it and by when; it ends as done or dropped, with words."""

    class End(models.TextChoices):
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    due = models.DateField()
    end = models.CharField(max_length=7, choices=End, blank=True)
    ended_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end="", ended_on=None) | (~Q(end="") & Q(ended_on__isnull=False)),
                name="follow_up_end_dated",
            )
        ]
        indexes = [models.Index(fields=["ended_on", "due"])]

    def __str__(self) -> str:
        return self.what
