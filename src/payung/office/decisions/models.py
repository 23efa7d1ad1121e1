"""Decisions: lists are generated, never edited; one is submitted, approved by another user, and frozen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    DISCARDED = "discarded", _("Discarded")


class Decision(models.Model):
    """One list for a decree (SK). ``list_hash`` is SHA-256 over its lines; it stands in the journal and on the annex.

    ``cycle`` counts the programme's decrees: every draft made while n of them are approved belongs to cycle n + 1,
    and of these drafts the database lets one be approved.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="decisions")
    changes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="changed_by"
    )
    criteria = models.ForeignKey("programmes.Criteria", on_delete=models.PROTECT, related_name="+")
    cycle = models.IntegerField(default=1)
    first_month = models.IntegerField()  # yyyymm
    months = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    people = models.IntegerField(default=0)
    waiting = models.IntegerField(default=0)
    rupiah = models.BigIntegerField(default=0)
    list_hash = models.CharField(max_length=64, blank=True)
    number = models.CharField(_("SK number"), max_length=120, blank=True)
    dated = models.DateField(_("SK date"), null=True, blank=True)
    note = models.TextField(blank=True)
    generated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    generated = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")), name="decision_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(approved_by__isnull=False) & Q(dated__isnull=False) & ~Q(number="") & ~Q(list_hash="")),
                name="decision_approved_is_whole",
            ),
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=~Q(number="") & Q(state="approved"),
                name="decision_number_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "cycle"],
                condition=Q(state="approved"),
                name="decision_one_approved_in_cycle",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("Draft %(id)s") % {"id": self.public_id})


class Line(models.Model):
    """One person on the list: taken with a fund and months, or waiting with a position and the reason."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    number = models.IntegerField()  # line of the annex, or position in the waiting list
    taken = models.BooleanField()
    row = models.ForeignKey("proposals.Row", on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="lines")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, null=True, related_name="lines")
    first_month = models.IntegerField()  # yyyymm
    months = models.SmallIntegerField()
    # What sets the rate beside the fund: the kind of work, and the first month of membership (yyyymm).
    sector = models.CharField(max_length=10, default="other")
    registered = models.IntegerField(default=0)
    rupiah = models.BigIntegerField(default=0)  # due for all its months, at generation
    why = models.CharField(max_length=40, blank=True)  # of waiting, see decisions/reasons.py
    rank = models.JSONField(default=list)  # the priority key by which it was ordered

    class Meta:
        ordering = ["decision", "-taken", "number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "taken", "number"], name="line_number_once"),
            models.UniqueConstraint(fields=["decision", "row"], name="line_row_once"),
            models.CheckConstraint(
                condition=Q(taken=False) | Q(fund__isnull=False), name="line_taken_has_fund"
            ),
        ]
        indexes = [models.Index(fields=["decision", "village", "number"])]

    def __str__(self) -> str:
        return f"{self.decision_id}:{self.number}"


class Tally(models.Model):
    """What the lines of a list add up to by village, fund and reason: written with them, frozen with them."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="tallies")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    taken = models.BooleanField()
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=40, blank=True)  # of waiting
    people = models.IntegerField()
    rupiah = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.decision_id} {self.village_id} {self.people}"


class Withdrawal(models.Model):
    """A person whom a later decision takes off an earlier list, from a month on."""

    class Why(models.TextChoices):
        DIED = "died", _("Died")
        MOVED = "moved", _("Moved away")
        JOB = "job", _("Found work with wages")
        DECLINED = "declined", _("Declined")
        AGE = "age", _("Turned 65 before entry")
        OTHER = "other", _("Other")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="withdrawals")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="withdrawals")
    from_month = models.IntegerField()  # yyyymm, the first month without cover
    why = models.CharField(max_length=8, choices=Why)
    note = models.CharField(max_length=250, blank=True)
    months = models.SmallIntegerField(default=0)  # taken away at approval; months already billed stay
    rupiah = models.BigIntegerField(default=0)  # given back to the fund at approval

    class Meta:
        ordering = ["decision", "line"]
        constraints = [models.UniqueConstraint(fields=["decision", "line"], name="withdrawal_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.from_month}"


class Vacancy(models.Model):
    """A place that fell free, or will: who leaves, why, from which month, and where that is known from.

    It changes nothing by itself: a replacement is a new decision that cites the old one. ``first_month`` is the first
    month without cover; ``draft`` the decision that fills the place, whose state says how far that is.
    """

    class Source(models.TextChoices):
        HAND = "hand", _("Reported by hand")
        DEATH = "death", _("Death confirmed")
        SWEEP = "sweep", _("Found by a sweep")
        CLAIM = "claim", _("Claim of the family")
        AGE = "age", _("Birth date")
        CHANGE = "change", _("Earlier change without replacement")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="vacancies")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=8, choices=Withdrawal.Why)
    since = models.DateField(null=True)  # the day it happened, where that is known
    first_month = models.IntegerField()  # yyyymm
    source = models.CharField(max_length=6, choices=Source)
    reference = models.CharField(max_length=40, blank=True)  # of the finding, the claim, the earlier change
    note = models.CharField(max_length=250, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the office itself
    reported = models.DateTimeField(auto_now_add=True)
    dismissed = models.BooleanField(default=False)
    why_dismissed = models.CharField(max_length=250, blank=True)
    draft = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="vacancies")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "vacancies"
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(dismissed=False), name="vacancy_once_for_a_line"
            ),
            models.CheckConstraint(
                condition=Q(dismissed=False) | ~Q(why_dismissed=""), name="vacancy_dismissed_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["village", "dismissed"])]

    def __str__(self) -> str:
        return f"{self.line_id} {self.why}"


class LetterTemplate(models.Model):
    """A Word letter as the office of an area wants it; the newest of a kind is used, older ones are kept."""

    class Kind(models.TextChoices):
        DECREE = "decree", _("Letter of the decree")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DECREE)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()  # .docx
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class Signing(models.Model):
    """Who signs the decrees of an area, and under which title they go out."""

    area = models.OneToOneField("areas.Area", on_delete=models.PROTECT, related_name="+", primary_key=True)
    regulation = models.CharField(_("title of the decree"), max_length=120)  # Keputusan Bupati Sijunjung
    title = models.CharField(_("title of who signs"), max_length=120)  # BUPATI SIJUNJUNG
    name = models.CharField(_("name of who signs"), max_length=120)
    rank = models.CharField(_("rank"), max_length=80, blank=True)
    nip = models.CharField(_("NIP"), max_length=20, blank=True)
    place = models.CharField(_("place of signing"), max_length=80)

    def __str__(self) -> str:
        return f"{self.title} {self.name}"
