"""Funds: who pays, for whom, up to how much."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Sponsor(models.Model):
    """Whose money it is: a regency, a village, a company, a zakat body."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="sponsor_once")]

    def __str__(self) -> str:
        return self.name


class Payer(models.TextChoices):
    """The kind of money, which sets the rate (PP 50/2025 art. 3): the words of ``payung contribution``."""

    APBN = "apbn", _("State budget (APBN)")
    APBD = "apbd", _("Regional budget (APBD)")
    APBDES = "apbdes", _("Village budget (APBDes)")
    CSR = "csr", _("Company (CSR)")
    BAZNAS = "baznas", _("Zakat (BAZNAS)")
    DONOR = "donor", _("Donor")
    SELF = "self", _("The worker")


class Fund(models.Model):
    """Money for cover. ``committed`` is what decisions hold against it and can never pass ``ceiling``."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="funds")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")  # whom it may pay
    name = models.CharField(max_length=120)
    payer = models.CharField(max_length=6, choices=Payer)
    year = models.SmallIntegerField()
    ceiling = models.BigIntegerField(null=True, blank=True)  # rupiah; null: none set
    committed = models.BigIntegerField(default=0)
    legal_note = models.TextField(blank=True)

    class Meta:
        ordering = ["year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name", "year"], name="fund_once"),
            models.CheckConstraint(
                condition=Q(committed__gte=0) & (Q(ceiling=None) | Q(committed__lte=F("ceiling"))),
                name="fund_ceiling_never_exceeded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class ProgrammeFund(models.Model):
    """A fund that pays in a programme; the lower rank is asked first."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="fund_links")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="programme_links")
    rank = models.SmallIntegerField(default=1)

    class Meta:
        ordering = ["programme", "rank", "fund"]
        constraints = [models.UniqueConstraint(fields=["programme", "fund"], name="programme_fund_once")]

    def __str__(self) -> str:
        return f"{self.programme} ← {self.fund}"
