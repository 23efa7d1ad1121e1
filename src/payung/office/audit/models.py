"""What an audit keeps: archives that were asked for, samples that were drawn, red flags and what became of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

STORED_ARCHIVE = "audit.archive"  # the store's purpose


class Stage(models.TextChoices):
    QUEUED = "queued", _("Queued")
    WRITING = "writing", _("Being written")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Broke off")


class Archive(models.Model):
    """One archive of a programme and a run of months. ``file`` names the sealed zip in the store; ``attempt`` is the
    job's token: a job that finds another number there has been replaced."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    first_month = models.IntegerField()  # yyyymm
    last_month = models.IntegerField()
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.QUEUED)
    done = models.IntegerField(default=0)  # rows written, of about how many
    todo = models.IntegerField(default=0)
    touched = models.DateTimeField(null=True)  # a job that lives says so here
    attempt = models.SmallIntegerField(default=0)
    problem_id = models.TextField(blank=True)  # why it broke off
    problem_en = models.TextField(blank=True)
    full_nik = models.BooleanField(default=False)
    journal_seq = models.BigIntegerField(default=0)  # the last entry of the journal that it holds
    file = models.CharField(max_length=120, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    public_key = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="ready") | (~Q(file="") & ~Q(sha256="")), name="archive_ready_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(last_month__gte=models.F("first_month")), name="archive_months_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.first_month}-{self.last_month}"


class Method(models.TextChoices):
    SIMPLE = "simple", _("Simple random: every person-month has the same chance")
    MONETARY = "monetary", _("By rupiah (monetary unit sampling): every rupiah has the same chance")


class Sample(models.Model):
    """A sample of person-months, drawn anew from the same seed at any time as long as the ledger is the same."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    first_month = models.IntegerField()  # yyyymm
    last_month = models.IntegerField()
    gate = models.CharField(max_length=8)  # of cover.months.GATES
    method = models.CharField(max_length=8, choices=Method)
    seed = models.CharField(max_length=60)
    asked_size = models.IntegerField()
    population = models.BigIntegerField()  # person-months
    rupiah = models.BigIntegerField()  # of the population
    interval = models.BigIntegerField(default=0)  # rupiah between two hits, monetary only
    start = models.BigIntegerField(default=0)  # the first rupiah that was hit
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.programme} {self.method} {self.seed}"


class Drawn(models.Model):
    """One person-month of a sample; ``position`` is its place in the population, ``hits`` how often it was hit."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="items")
    number = models.IntegerField()
    person_month = models.ForeignKey("cover.PersonMonth", on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField()
    rupiah = models.BigIntegerField()
    hits = models.IntegerField(default=1)

    class Meta:
        ordering = ["sample", "number"]
        constraints = [models.UniqueConstraint(fields=["sample", "number"], name="drawn_number_once")]

    def __str__(self) -> str:
        return f"{self.sample_id}:{self.number}"


class FlagState(models.TextChoices):
    NEW = "new", _("New")
    EXPLAINED = "explained", _("Explained")
    PASSED = "passed", _("Passed on")


class Flag(models.Model):
    """What a rule found: told apart by rule and ``key``, so that the next look finds the same flag again.

    ``standing`` says whether the last look still saw it. ``facts`` holds what the rule looked at, no personal data.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    rule = models.CharField(max_length=24)
    key = models.CharField(max_length=120)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, related_name="+"
    )
    what = models.CharField(
        max_length=200
    )  # a public thing's name: a village, a decree, users; never a citizen
    count = models.IntegerField()  # rows behind it, in the rule's unit
    rupiah = models.BigIntegerField(default=0)
    facts = models.JSONField(default=dict)
    people = models.ManyToManyField("people.Person", related_name="+")
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    standing = models.BooleanField(default=True)
    state = models.CharField(max_length=9, choices=FlagState, default=FlagState.NEW)
    why = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided = models.DateTimeField(null=True)
    answered_count = models.IntegerField(
        default=0
    )  # what was answered: a flag that grows past it is new again

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "key"], name="flag_once"),
            models.CheckConstraint(
                condition=Q(state="new", decided_by=None)
                | (~Q(state="new") & Q(decided_by__isnull=False) & ~Q(why="")),
                name="flag_answered_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["area", "standing", "state", "rule"])]

    def __str__(self) -> str:
        return f"{self.rule} {self.key}"


class Look(models.Model):
    """One look at everything by all rules: when, and with which thresholds."""

    day = models.DateField()
    made = models.DateTimeField(auto_now_add=True)
    thresholds = models.JSONField()
    found = models.IntegerField()
    added = models.IntegerField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.day} {self.found}"
