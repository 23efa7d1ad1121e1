"""Bills per fund and month, and the money that answers them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


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
    """Money for one bill. ``settled`` is what paid whole person-months; the rest is the residual, shown, never hidden."""

    class State(models.TextChoices):
        PAID = "paid", _("Paid")
        REFUSED = "refused", _("Refused")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    state = models.CharField(max_length=8, choices=State, default=State.PAID)
    document = models.CharField(_("SP2D or transfer receipt"), max_length=80)
    dated = models.DateField(_("date"))
    amount = models.BigIntegerField()  # rupiah that left the treasury
    settled = models.BigIntegerField(default=0)
    people = models.IntegerField(default=0)
    residual = models.BigIntegerField(
        default=0
    )  # amount - settled: below zero where it drew on an earlier rest
    why = models.TextField(blank=True)  # of a refusal
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["bill", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "document"], condition=Q(state="paid"), name="payment_document_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount"),
            models.CheckConstraint(
                condition=Q(residual=models.F("amount") - models.F("settled")), name="payment_ties"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.amount}"
