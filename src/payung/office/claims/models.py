"""Claims with their frozen working, papers, heirs, money, and the family afterwards. Medical words lie apart."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id
from payung.office.core.vault import unseal_fields

SEALED_CLAIM = "claims.claim"  # the vault's purposes
SEALED_MEDICAL = "claims.medical"
SEALED_WORKING = "claims.working"
SEALED_HEIR = "claims.heir"
SEALED_CHILD = "claims.child"
SEALED_VISIT = "claims.visit"
STORED_PAPER = "claims.paper"  # the store's purpose


class Kind(models.TextChoices):
    """What happened, in the words of the benefit engine."""

    ACCIDENT = "accident", _("Work accident")
    DISEASE = "disease", _("Disease from work")
    DEATH = "death", _("Death, not from work")


class Outcome(models.TextChoices):
    RECOVERED = "recovered", _("Being treated, or recovered")
    PARTIAL = "partial", _("Partly disabled for life")
    TOTAL = "total", _("Wholly disabled for life")
    DEATH = "death", _("Died")


class State(models.TextChoices):
    REPORTED = "reported", _("Event reported")
    GATHERED = "gathered", _("Documents complete")
    HANDED = "handed", _("With BPJS")
    OBJECTED = "objected", _("Objection raised")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused by BPJS")
    PAID = "paid", _("Money paid")
    CANCELLED = "cancelled", _("Reported by mistake")


OPEN_STATES = (State.REPORTED, State.GATHERED, State.HANDED, State.OBJECTED, State.GRANTED)


class Claim(models.Model):
    """One event of one participant. ``sealed`` holds reporter and phone; where the person lived, worked and who
    paid is kept as it was on the day."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=8, choices=Kind)
    day = models.DateField()  # of the accident or diagnosis, or of the death where there was none
    outcome = models.CharField(max_length=9, choices=Outcome)
    died_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.REPORTED)
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="+")
    occupation = models.CharField(max_length=80, blank=True)
    sealed = models.BinaryField()
    owed = models.BigIntegerField(default=0)  # rupiah of the working in force, scholarship apart
    owed_scholarship = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)  # rupiah paid so far, scholarship apart
    paid_scholarship = models.BigIntegerField(default=0)
    doctor_statement = models.DateField(null=True)
    complete = models.DateField(null=True)  # BPJS has every document: its days to pay begin
    paid_on = models.DateField(null=True)  # the last payment that made the claim a paid one
    why_refused = models.TextField(blank=True)
    dispute = models.TextField(blank=True)  # who of the heirs disagrees, and where it lies
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(outcome="death") & ~Q(state="cancelled"),
                name="claim_one_death_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "day"], condition=~Q(state="cancelled"), name="claim_event_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="death") | Q(outcome="death"), name="claim_death_is_death"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="death") | Q(died_on__isnull=False), name="claim_death_dated"
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False), name="claim_paid_dated"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handed", "granted", "paid", "objected"]) | Q(complete__isnull=False),
                name="claim_handed_is_complete",
            ),
        ]
        indexes = [models.Index(fields=["village", "state"]), models.Index(fields=["programme", "day"])]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"


class Medical(models.Model):
    """Medical words of a claim (diagnosis, what happened to the body), sealed apart: see decision 24."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="medical")
    sealed = models.BinaryField()  # happened, diagnosis, facts
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.claim_id}"


class Working(models.Model):
    """One answer of the benefit engine, frozen: the case as it was asked, the answer in both languages, the law.

    Never changed: new facts make a new version. The newest is in force. ``sealed`` holds case and answer.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="workings")
    version = models.SmallIntegerField()
    sealed = models.BinaryField()  # case, answer: a disability's part of the body stands in them
    standing = models.JSONField()  # of the person on the day, by payung.law.continuity, both languages
    law_versions = models.JSONField()
    total = models.BigIntegerField()  # rupiah, scholarship apart
    scholarship_total = models.BigIntegerField()
    why = models.CharField(max_length=300, blank=True)
    computed = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "-version"]
        constraints = [models.UniqueConstraint(fields=["claim", "version"], name="working_version_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.version}"

    @cached_property
    def _held(self) -> dict[str, Any]:
        return unseal_fields(self.sealed, SEALED_WORKING)

    @property
    def case(self) -> dict[str, Any]:
        """As ``payung benefit`` reads it."""
        held: dict[str, Any] = self._held["case"]
        return held

    @property
    def answer(self) -> dict[str, Any]:
        """Language -> what ``payung benefit`` prints."""
        held: dict[str, Any] = self._held["answer"]
        return held


class Step(models.Model):
    """One step of a claim's way."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=State)
    dated = models.DateField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "id"]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.state}"


class Fetcher(models.TextChoices):
    """Who fetches a paper."""

    FAMILY = "family", _("The family")
    VILLAGE = "village", _("The village office")
    OFFICE = "office", _("The labour office")
    DOCTOR = "doctor", _("Doctor or clinic")


class Paper(models.Model):
    """One paper that the claim needs, by the law's checklist. ``spared``: not needed in this case, with the reason."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(max_length=200)  # Indonesian, as the law's list has it
    name_en = models.CharField(max_length=200)
    fetcher = models.CharField(max_length=8, choices=Fetcher, default=Fetcher.FAMILY)
    medical = models.BooleanField(default=False)
    came = models.DateField(null=True)
    spared = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["claim", "id"]
        constraints = [models.UniqueConstraint(fields=["claim", "name"], name="paper_once")]

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """A photo or PDF, sealed in the store. Without a paper it came with the report and counts as medical."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="attachments")
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="attachments")
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # media type, found from the bytes
    file = models.CharField(max_length=120)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    medical = models.BooleanField(default=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "id"]
        constraints = [models.UniqueConstraint(fields=["claim", "sha256"], name="attachment_once")]

    def __str__(self) -> str:
        return self.file_name


class Heir(models.Model):
    """Somebody who may receive; ``sealed`` holds name, phone, account and guardian."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="heirs")
    relation = models.CharField(max_length=16)  # of payung.law.heirs
    birth_date = models.DateField(null=True)
    guarded = models.BooleanField(default=False)  # a minor with a guardian named
    sealed = models.BinaryField()

    class Meta:
        ordering = ["claim", "id"]

    def __str__(self) -> str:
        return self.relation


class Payment(models.Model):
    """Money that BPJS paid, by the code of the benefit line. ``sealed`` names who received it."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="payments")
    code = models.CharField(max_length=20)
    amount = models.BigIntegerField()  # rupiah
    dated = models.DateField()
    heir = models.ForeignKey(Heir, on_delete=models.PROTECT, null=True, related_name="payments")
    sealed = models.BinaryField()  # to
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "dated", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="benefit_payment_amount")]

    def __str__(self) -> str:
        return f"{self.code} {self.amount}"


class Difference(models.Model):
    """Why one line was paid otherwise than owed: explained, or contested with a letter."""

    class Verdict(models.TextChoices):
        EXPLAINED = "explained", _("Explained")
        CONTESTED = "contested", _("Contested")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="differences")
    code = models.CharField(max_length=20)
    verdict = models.CharField(max_length=9, choices=Verdict)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "code"], name="difference_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.verdict}"


class Child(models.Model):
    """A child of the participant, for the scholarship; ``sealed`` holds name and, where known, NIK."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="children")
    name_index = models.BinaryField(max_length=32)  # blind: the same child twice on a claim
    birth_date = models.DateField()
    level = models.CharField(max_length=3, blank=True)  # on the day of the event
    grade = models.SmallIntegerField(default=1)
    ended = models.DateField(null=True)  # married or at work since
    ended_why = models.CharField(max_length=8, blank=True)  # married, working
    sealed = models.BinaryField()

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "name_index", "birth_date"], name="child_once")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.birth_date}"


class SchoolYear(models.Model):
    """One year's scholarship of a child: planned by the engine, proven, paid, or ended."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        PROVEN = "proven", _("Proof received")
        PAID = "paid", _("Money paid")
        ENDED = "ended", _("Ended")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="years")
    year = models.CharField(max_length=9)  # 2026/2027
    starts = models.DateField()  # of the school year
    due_on = models.DateField()  # the day of the yearly claim
    level = models.CharField(max_length=3)
    planned_level = models.CharField(max_length=3)  # as the engine had it first
    amount = models.IntegerField()  # rupiah
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    proof = models.CharField(max_length=200, blank=True)  # which paper shows that the child is at school
    paid = models.IntegerField(default=0)
    paid_on = models.DateField(null=True)

    class Meta:
        ordering = ["child", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["child", "year"], name="school_year_once"),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & Q(paid__gt=0)),
                name="school_year_paid_dated",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts"])]

    def __str__(self) -> str:
        return f"{self.year} {self.level}"


class VisitPlan(models.Model):
    """After how many months families are visited: of one programme, or of an area whose programmes say nothing."""

    area = models.OneToOneField("areas.Area", on_delete=models.PROTECT, null=True, related_name="+")
    programme = models.OneToOneField(
        "programmes.Programme", on_delete=models.PROTECT, null=True, related_name="visit_plan"
    )
    months = models.CharField(max_length=60, default="1,6,12")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(area=None, programme__isnull=False) | Q(area__isnull=False, programme=None),
                name="visit_plan_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.months


class Visit(models.Model):
    """A visit to the family after the money; ``sealed`` holds the visitor's words."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="visits")
    months = models.SmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    use = models.CharField(max_length=10, blank=True)
    business = models.BooleanField(null=True)
    income_before = models.IntegerField(null=True)  # rupiah a month, of the household
    income_after = models.IntegerField(null=True)
    children = models.SmallIntegerField(null=True)  # of school age
    at_school = models.SmallIntegerField(null=True)
    decile = models.SmallIntegerField(null=True)
    sealed = models.BinaryField(default=b"")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["claim", "months"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "months"], name="visit_once"),
            models.CheckConstraint(
                condition=Q(at_school=None) | Q(at_school__lte=models.F("children")),
                name="visit_children_counted",
            ),
        ]
        indexes = [models.Index(fields=["done_on", "due_on"])]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.months}"
