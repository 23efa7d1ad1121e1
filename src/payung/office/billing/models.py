"""Bills per fund and month, and the money that answers them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id
from payung.office.core.stored_headings import StoredHeadings


class Bill(models.Model):
    """What a fund owes for a programme's enrolled people in one month. ``part`` counts later bills of late joiners."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="bills")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="bills")
    month = models.IntegerField()  # yyyymm
    part = models.SmallIntegerField(default=1)
    code = models.CharField(_("payment code"), max_length=40, blank=True)  # kode iuran, from BPJS
    people = models.IntegerField()
    total = models.BigIntegerField()  # rupiah
    normal = models.BigIntegerField()  # rupiah without any relief
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-month", "fund", "part"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "fund", "month", "part"], name="bill_once"),
            models.CheckConstraint(condition=Q(people__gt=0) & Q(total__gte=0), name="bill_whole"),
        ]
        indexes = [models.Index(fields=["fund", "month"])]

    def __str__(self) -> str:
        return f"{self.fund} {self.month}"


class BillLine(models.Model):
    """The people of a bill who owe the same for the same reason; ``working`` is the law's explanation."""

    bill = models.ForeignKey(Bill, on_delete=models.CASCADE, related_name="lines")
    sector = models.CharField(max_length=10)
    registered = models.IntegerField(default=0)  # yyyymm, first month of membership: reliefs ask for it
    relief = models.CharField(max_length=40, blank=True)
    jkk = models.IntegerField()  # rupiah a person
    jkm = models.IntegerField()
    jht = models.IntegerField(default=0)
    normal = models.IntegerField()
    due = models.IntegerField()
    people = models.IntegerField()
    total = models.BigIntegerField()
    working = models.JSONField(default=dict)  # citations and doubts, both languages

    class Meta:
        ordering = ["bill", "-due", "sector"]
        constraints = [models.CheckConstraint(condition=Q(people__gt=0), name="bill_line_people")]

    def __str__(self) -> str:
        return f"{self.people} × {self.due}"


class Payment(models.Model):
    """An entry of money for one bill, never edited and never deleted.

    ``settled`` is what paid whole person-months; the rest is the residual, shown, never hidden. The amounts of all
    standing entries of a bill, whatever their kind, are the money that it has. A reversal is an entry of its own,
    with the amount of what it reverses below zero. Money left over is carried to another bill of the same fund by
    a pair of entries, out of one and into the other.
    """

    class State(models.TextChoices):
        PAID = "paid", _("Paid")
        REFUSED = "refused", _("Refused")

    class Kind(models.TextChoices):
        MONEY = "money", _("Money")
        REVERSAL = "reversal", _("Reversal")
        CARRY_OUT = "out", _("Carried to another bill")
        CARRY_IN = "in", _("Carried from another bill")
        OFFSET = "offset", _("Settled by a correction")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="payments")  # the bill's
    state = models.CharField(max_length=8, choices=State, default=State.PAID)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.MONEY)
    document = models.CharField(_("SP2D or transfer receipt"), max_length=80)
    dated = models.DateField(_("date"))
    amount = models.BigIntegerField()  # rupiah that left the treasury; below zero where an entry takes back
    settled = models.BigIntegerField(default=0)
    people = models.IntegerField(default=0)
    residual = models.BigIntegerField(
        default=0
    )  # amount - settled: below zero where it drew on an earlier rest
    why = models.TextField(blank=True)  # of a refusal, a reversal, a carrying over
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="carried_to"
    )
    stands = models.BooleanField(default=True)  # until a reversal cites it; the one column that ever changes
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["bill", "id"]
        constraints = [
            models.UniqueConstraint(
                "fund",
                Upper("document"),
                condition=Q(state="paid", kind="money", stands=True),
                name="payment_document_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["money", "in"], amount__gt=0)
                | Q(kind="out", amount__lt=0)
                | Q(kind="offset", amount=0, settled__gt=0)
                | (Q(kind="reversal") & ~Q(amount=0)),
                name="payment_amount",
            ),
            models.CheckConstraint(condition=Q(residual=F("amount") - F("settled")), name="payment_ties"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False)
                | (~Q(kind="reversal") & Q(reverses=None)),
                name="payment_reversal_cites",
            ),
            models.CheckConstraint(
                condition=Q(kind="in", carried_from__isnull=False) | (~Q(kind="in") & Q(carried_from=None)),
                name="payment_carried_in_cites",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.amount}"

    def save(self, *args: Any, **more: Any) -> None:
        if self.fund_id is None:
            self.fund_id = self.bill.fund_id
        super().save(*args, **more)


class Unsettled(models.Model):
    """A person-month that a reversal put back from paid to billed, and which payment had settled it."""

    reversal = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="unsettled")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="+")
    person_month = models.ForeignKey("cover.PersonMonth", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reversal", "person_month"], name="unsettled_once_by_a_reversal")
        ]

    def __str__(self) -> str:
        return f"{self.reversal_id} {self.person_month_id}"


class Step(models.Model):
    """A paper on the way of the money beside the SP2D: number and date, by the duty that answers for it."""

    class Kind(models.TextChoices):
        SPP = "spp", _("SPP, request for payment")
        SPM = "spm", _("SPM, order to pay")
        BANK = "bank", _("Proof of the bank")
        RECEIPT = "receipt", _("Receipt of BPJS")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.CharField(max_length=80)
    dated = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["bill", "dated", "id"]
        constraints = [models.UniqueConstraint("bill", "kind", Upper("number"), name="step_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Closing(models.Model):
    """A programme's month whose books are closed, with its figures as they stood then."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="closings")
    month = models.IntegerField()  # yyyymm
    figures = models.JSONField(default=dict)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["programme", "-month"]
        constraints = [models.UniqueConstraint(fields=["programme", "month"], name="closing_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.month}"


class Correction(models.Model):
    """What a bill is found to be too much (below zero) or too little, where the bill itself no longer changes."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="corrections")
    person_month = models.ForeignKey(
        "cover.PersonMonth", on_delete=models.PROTECT, null=True, related_name="+"
    )
    amount = models.BigIntegerField()  # rupiah, signed
    dated = models.DateField()  # in an open month
    why = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["bill", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0) & ~Q(why=""), name="correction_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.amount}"


class BillingProfile(StoredHeadings):
    """Headings of a branch's billing files."""

    class Meta(StoredHeadings.Meta):
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="billing_profile_once")]


class BillingFile(models.Model):
    """BPJS's billing list compared with a bill: kept sealed, with what was the same and what was not."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="files")
    file_name = models.CharField(max_length=200)
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=40, blank=True)
    total = models.BigIntegerField()  # rupiah of its rows
    same = models.IntegerField()
    amount = models.IntegerField()
    unknown = models.IntegerField()
    missing = models.IntegerField()
    unclear = models.IntegerField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["bill", "sha256"], name="billing_file_once")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def differs(self) -> int:
        return self.amount + self.unknown + self.missing + self.unclear


class BillingFileLine(models.Model):
    """One row of a billing list, or one of our person-months that it lacks (``row`` 0)."""

    class Verdict(models.TextChoices):
        SAME = "same", _("The same")
        AMOUNT = "amount", _("Another amount")
        UNKNOWN = "unknown", _("Not on our bill")
        MISSING = "missing", _("Not on the list of BPJS")
        UNCLEAR = "unclear", _("Cannot be read")

    billing_file = models.ForeignKey(BillingFile, on_delete=models.CASCADE, related_name="lines")
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    person_month = models.ForeignKey(
        "cover.PersonMonth", on_delete=models.PROTECT, null=True, related_name="+"
    )
    listed = models.BigIntegerField(null=True)  # rupiah as BPJS has it
    ours = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    sealed = models.BinaryField(default=bytes)  # nik, kpj, name of a row that is not ours

    class Meta:
        ordering = ["billing_file", "verdict", "row", "id"]
        indexes = [models.Index(fields=["billing_file", "verdict", "row"])]

    def __str__(self) -> str:
        return f"{self.row} {self.verdict}"
