"""Payments from before Payung, overpayments with their months, and the letters that claim them back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id
from payung.office.core.stored_headings import StoredHeadings

SEALED = "overpayments.history"  # the vault's purpose


class HistoryProfile(StoredHeadings):
    """Headings of an area's payment histories."""

    class Meta(StoredHeadings.Meta):
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="history_profile_once")]


class HistoryFile(models.Model):
    """Months that a fund paid before Payung kept its books. ``income`` and ``with_jht`` set what the law asked."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="histories")
    agreement = models.ForeignKey(
        "programmes.Agreement", on_delete=models.PROTECT, null=True, related_name="+"
    )
    income = models.IntegerField(default=1_000_000)
    with_jht = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.IntegerField()
    known = models.IntegerField()  # rows of people whom the office knows
    unknown = models.IntegerField()
    rupiah = models.BigIntegerField()  # of all rows
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["fund", "sha256"], name="history_file_once")]

    def __str__(self) -> str:
        return self.file_name


class HistoryLine(models.Model):
    """One person-month that a fund paid. Who is not known to the office stays sealed, and is counted only."""

    file = models.ForeignKey(HistoryFile, on_delete=models.CASCADE, related_name="lines")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="+", db_index=False)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField()
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="paid_before", db_index=False
    )
    month = models.IntegerField()  # yyyymm
    amount = models.IntegerField()  # rupiah
    document = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    sealed = models.BinaryField(default=bytes)  # nik and name of who is not known

    class Meta:
        ordering = ["file", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month", "fund"],
                condition=Q(person__isnull=False),
                name="history_month_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="history_amount"),
        ]
        indexes = [models.Index(fields=["fund", "document"])]

    def __str__(self) -> str:
        return f"{self.row} {self.month}"


class Kind(models.TextChoices):
    RELIEF = "relief", _("Full rate in a month of relief")
    DEATH = "death", _("Paid after death")
    JOB = "job", _("Paid after a wage job began")
    TWICE = "twice", _("Paid by two payers")


class State(models.TextChoices):
    FOUND = "found", _("Found")
    CLAIMED = "claimed", _("Claimed back")
    CREDITED = "credited", _("Credited to a bill")
    REFUNDED = "refunded", _("Refunded")
    REFUSED = "refused", _("Refused")


WAITING = (State.FOUND, State.CLAIMED)


class ClaimLetter(models.Model):
    """A letter that claims everything found for a fund for one reason. Its findings no longer change."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="overpayment_letters")
    kind = models.CharField(max_length=6, choices=Kind)
    number = models.CharField(max_length=80)
    dated = models.DateField()
    findings = models.IntegerField()
    months = models.IntegerField()
    rupiah = models.BigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["fund", "number"], name="overpayment_letter_once")]

    def __str__(self) -> str:
        return self.number


class Finding(models.Model):
    """What a fund paid too much, for one reason: of one person, or of a month where everybody paid the full rate.

    While it is found only, each look of the finder brings it up to date; claimed, it stands.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    key = models.CharField(max_length=80)  # kind, fund, programme, person, month: what makes it one finding
    kind = models.CharField(max_length=6, choices=Kind)
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="overpayments")
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: from before Payung
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="overpayments"
    )
    first_month = models.IntegerField(default=0)  # yyyymm
    last_month = models.IntegerField(default=0)
    months = models.IntegerField(default=0)  # person-months
    rupiah = models.BigIntegerField(default=0)
    evidence = models.CharField(max_length=80, blank=True)
    since = models.DateField(null=True)  # the day of what the evidence tells
    state = models.CharField(max_length=8, choices=State, default=State.FOUND)
    letter = models.ForeignKey(ClaimLetter, on_delete=models.PROTECT, null=True, related_name="claimed")
    why = models.TextField(blank=True)  # of a refusal, or what is noted of the settlement
    document = models.CharField(max_length=80, blank=True)  # of the refund
    settled_on = models.DateField(null=True)
    credited_to = models.ForeignKey("billing.Bill", on_delete=models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    found = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-rupiah", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state="found"), name="finding_open_once"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(why=""), name="finding_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="refunded") | (~Q(document="") & Q(settled_on__isnull=False)),
                name="finding_refunded_with_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="credited") | Q(credited_to__isnull=False),
                name="finding_credited_to_a_bill",
            ),
        ]
        indexes = [models.Index(fields=["fund", "state", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Item(models.Model):
    """A month behind a finding: what was paid and what of it was too much.

    ``whole``: nothing of the month was owed. The database lets no month be claimed back twice.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="items")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    month = models.IntegerField()  # yyyymm
    people = models.IntegerField(default=1)
    paid = models.BigIntegerField()  # rupiah
    rupiah = models.BigIntegerField()
    whole = models.BooleanField()
    bill = models.ForeignKey("billing.Bill", on_delete=models.PROTECT, null=True, related_name="+")
    person_month = models.ForeignKey(
        "cover.PersonMonth", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    history = models.ForeignKey(
        HistoryLine, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["finding", "month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_month", "whole"],
                condition=Q(person_month__isnull=False),
                name="item_month_once",
            ),
            models.UniqueConstraint(
                fields=["history", "whole"], condition=Q(history__isnull=False), name="item_history_once"
            ),
            models.CheckConstraint(condition=Q(rupiah__gt=0) & Q(people__gt=0), name="item_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.month} {self.rupiah}"
