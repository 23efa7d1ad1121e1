"""Sweeps over members, and what each of them found: a match that a person confirms or rejects."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

SEALED = "sweeps.match"  # the vault's purpose


class Kind(models.TextChoices):
    DEATH = "death", _("Deaths")
    TWICE = "twice", _("One person under two numbers")
    PAYER = "payer", _("Paid by another too")
    JOB = "job", _("Wage jobs")


class How(models.TextChoices):
    """On what a match rests. Only the first is certain; it too counts once a person has confirmed it."""

    CERTAIN = "certain", _("NIK and name agree")
    NIK = "nik", _("The NIK agrees")
    NAME_DIFFERS = "name", _("The NIK agrees, the name does not: a person must decide")
    PROBABLE = "probable", _("Probably the same person: a person must decide")


class State(models.TextChoices):
    OPEN = "open", _("Waiting for a decision")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class Claim(models.TextChoices):
    """What is known of the death benefit; the office hears of it from the heirs or from BPJS."""

    UNKNOWN = "unknown", _("Not asked yet")
    NEVER = "never", _("Never claimed")
    CLAIMED = "claimed", _("Claimed")


class Sweep(models.Model):
    """One run over everybody in cover within an area. The same list runs again as people join: only what is new is
    added."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=6, choices=Kind)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    list = models.ForeignKey(
        "references.ReferenceList", on_delete=models.PROTECT, null=True, related_name="sweeps"
    )
    members = models.IntegerField()  # people in cover who were looked at
    found = models.IntegerField()  # matches, known ones included
    added = models.IntegerField()  # matches that nobody had seen before
    silent = models.IntegerField(default=0)  # lines of the list of whom nothing could be said
    ran_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ran = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Match(models.Model):
    """One member whom a sweep found. ``sealed`` holds what the list says and the explanation.

    The months that should not have been paid run from ``first_month`` to ``last_month`` (null: without end). ``key``
    is a blind index of who and what: the same finding of a later list is this match again, decided once.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=6, choices=Kind)
    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="matches")
    list = models.ForeignKey(
        "references.ReferenceList", on_delete=models.PROTECT, null=True, related_name="matches"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="matches")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How)
    score = models.FloatField(null=True)
    sealed = models.BinaryField()
    key = models.BinaryField(max_length=32, unique=True)
    died = models.DateField(null=True)
    began = models.DateField(null=True)  # a wage job, where the list or a person gives the day
    payer = models.CharField(max_length=120, blank=True)
    first_month = models.IntegerField(null=True)  # yyyymm
    last_month = models.IntegerField(null=True)
    # Cover on the day of death, by the law and the months paid then; reckoned anew with each run.
    paid_months = models.IntegerField(null=True)
    benefit = models.BigIntegerField(null=True)  # rupiah that a death on that day pays
    claim = models.CharField(max_length=8, choices=Claim, default=Claim.UNKNOWN)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    why = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided = models.DateTimeField(null=True)
    draft = models.ForeignKey(
        "decisions.Decision", on_delete=models.SET_NULL, null=True, related_name="matches"
    )  # the change that withdraws the months

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "matches"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_by=None) | (~Q(state="open") & Q(decided_by__isnull=False)),
                name="match_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(kind="death", state="confirmed") | Q(died__isnull=False),
                name="match_death_has_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(kind="twice") & Q(other__isnull=False) & ~Q(other=F("person")))
                | (~Q(kind="twice") & Q(other=None)),
                name="match_twice_is_two",
            ),
        ]
        indexes = [models.Index(fields=["kind", "state", "village", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
