"""Registers of payment orders (SP2D) as the treasury keeps them, and what each order was found to be."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id
from payung.office.core.stored_headings import StoredHeadings

SEALED = "treasury.register"  # the vault's purpose


class RegisterProfile(StoredHeadings):
    """Headings of an area's registers."""

    class Meta(StoredHeadings.Meta):
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="register_profile_once")]


class Register(models.Model):
    """A register that was loaded, kept sealed, with every order of it."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.IntegerField()
    skipped = models.IntegerField()  # rows that are no order: titles, headings, totals, notes
    rupiah = models.BigIntegerField()  # of all rows whose amount could be read
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["area", "sha256"], name="register_once")]

    def __str__(self) -> str:
        return self.file_name


class Order(models.Model):
    """One payment order of a register: which bill it pays, as far as that could be told, and what came of it."""

    class Finding(models.TextChoices):
        PAYS = "pays", _("Pays a bill")
        PERHAPS = "perhaps", _("Perhaps for a bill")
        SEVERAL = "several", _("Fits several bills")
        RECORDED = "recorded", _("Recorded")
        CLASHES = "clashes", _("Contradicts the books")
        UNCLEAR = "unclear", _("Cannot be read")
        OTHER = "other", _("Not for a bill")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="orders")
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField()
    document = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)  # rupiah
    finding = models.CharField(max_length=8, choices=Finding)
    reason = models.CharField(max_length=400, blank=True)  # why, in the language of who loaded it
    fund = models.ForeignKey(
        "funding.Fund", on_delete=models.PROTECT, null=True, related_name="+"
    )  # it names
    bill = models.ForeignKey("billing.Bill", on_delete=models.PROTECT, null=True, related_name="orders")
    payment = models.ForeignKey("billing.Payment", on_delete=models.PROTECT, null=True, related_name="orders")
    sealed = models.BinaryField(default=bytes)  # purpose and payee: registers name people

    class Meta:
        ordering = ["register", "row", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(payment=None) | Q(finding="recorded"), name="order_recorded_with_its_payment"
            )
        ]
        indexes = [models.Index(fields=["register", "finding", "row"])]

    def __str__(self) -> str:
        return self.document
