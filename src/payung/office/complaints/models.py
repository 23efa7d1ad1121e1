"""Complaints with their way, the answer clock of an area, and the counters that keep floods out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

SEALED = "complaints.complaint"  # the vault's purposes
SEALED_ANSWER = "complaints.answer"
HIGHEST = 2  # 0 verifier, 1 manager, 2 inspectorate


class Kind(models.TextChoices):
    EXCLUDED = "excluded", _("Left out wrongly, or told no reason")
    UNPAID = "unpaid", _("Claim or scholarship not paid")
    FEE = "fee", _("Money was asked for")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")


class Level(models.IntegerChoices):
    VERIFIER = 0, _("Labour office")
    MANAGER = 1, _("Head of the programme")
    INSPECTORATE = 2, _("Inspectorate")


class Complaint(models.Model):
    """``public_id`` is the ticket. ``sealed`` holds the words and, where given, name and phone of who complains."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    sealed = models.BinaryField()
    anonymous = models.BooleanField(default=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # the clerk who wrote it down; null: through the public page
    token = models.CharField(max_length=40, unique=True)  # of the form, so that it is kept once
    received = models.DateField()
    due_on = models.DateField()  # by the clock of the area, in working days
    level = models.SmallIntegerField(choices=Level, default=Level.VERIFIER)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.BinaryField(default=b"")  # sealed
    answered_on = models.DateField(null=True)
    in_time = models.BooleanField(null=True)  # of the last answer
    days = models.IntegerField(null=True)  # working days from the complaint to the last answer

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_on__isnull=False, in_time__isnull=False),
                name="complaint_answered_dated",
            ),
            models.CheckConstraint(condition=Q(level__range=(0, HIGHEST)), name="complaint_level_known"),
        ]
        indexes = [
            models.Index(fields=["state", "level", "village"]),
            models.Index(fields=["state", "due_on"]),
        ]

    def __str__(self) -> str:
        return self.public_id


class Step(models.Model):
    """One step of a complaint's way, told to whoever holds the ticket; no names."""

    class What(models.TextChoices):
        RECEIVED = "received", _("Received")
        RAISED = "raised", _("Passed on to a higher place")
        ANSWERED = "answered", _("Answered")
        OBJECTED = "objected", _("Not content with the answer")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=8, choices=What)
    level = models.SmallIntegerField(choices=Level)
    dated = models.DateField()

    class Meta:
        ordering = ["complaint", "id"]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.what}"


class Clock(models.Model):
    """Working days to answer in an area, and after each passing on."""

    area = models.OneToOneField("areas.Area", on_delete=models.PROTECT, related_name="+")
    answer_days = models.SmallIntegerField(default=5)
    raised_days = models.SmallIntegerField(default=3)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_days__range=(1, 60), raised_days__range=(1, 60)), name="clock_days"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.answer_days}"


class Attempt(models.Model):
    """How often something was tried within a span of time. ``key`` is a blind index: no address, no NIK rests here."""

    key = models.BinaryField(max_length=32)
    span = models.BigIntegerField()  # which hour or day, counted from 1970
    count = models.IntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "span"], name="attempt_once")]

    def __str__(self) -> str:
        return f"{self.span} {self.count}"
