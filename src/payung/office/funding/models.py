"""Funds: who pays, for whom, up to how much."""

from __future__ import annotations

from django.conf import settings
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


class Kind(models.TextChoices):
    """Where the money comes from, as offices know it. What each asks and which rate it has: funding/kinds.py."""

    APBD_REGENCY = "apbd_regency", _("APBD of the regency or city")
    APBD_PROVINCE = "apbd_province", _("APBD of the province")
    APBDES = "apbdes", _("Village budget (APBDes, ADD)")
    DANA_DESA = "dana_desa", _("Dana Desa")
    DBH_CHT = "dbh_cht", _("Tobacco excise share (DBH CHT)")
    DBH_SAWIT = "dbh_sawit", _("Palm oil share (DBH Sawit)")
    POKIR = "pokir", _("Proposed by a council member (pokir DPRD)")
    CSR = "csr", _("Company (CSR)")
    BAZNAS = "baznas", _("Zakat (BAZNAS)")
    ASN = "asn", _("Civil servants and other donors")
    BANK = "bank", _("Bank")
    SELF = "self", _("The workers themselves")
    APBN = "apbn", _("State budget (APBN)")


class Fund(models.Model):
    """Money for cover. ``committed`` is what decisions hold against it and can never pass ``ceiling``.

    ``ceiling`` is the sum of its appropriations, and the database lets it be nothing else; null: none yet.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="funds")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")  # whom it may pay
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=13, choices=Kind, default=Kind.APBD_REGENCY)
    payer = models.CharField(max_length=6, choices=Payer)
    year = models.SmallIntegerField()
    ceiling = models.BigIntegerField(null=True, blank=True)  # rupiah; null: none set
    committed = models.BigIntegerField(default=0)
    legal_note = models.TextField(blank=True)
    proposer = models.CharField(max_length=120, blank=True)  # of a pokir: the council member

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


class Appropriation(models.Model):
    """Money put into a fund, or taken out of it again, by a document. Never changed: a mistake is set right by another."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="appropriations")
    amount = models.BigIntegerField()  # rupiah; below 0 in a revision that cuts
    document = models.CharField(max_length=160)
    dated = models.DateField()
    why = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund", "dated", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "document", "dated", "amount"], name="appropriation_once")
        ]

    def __str__(self) -> str:
        return self.document


class FundRule(models.Model):
    """One version of whom a fund may pay, in force from a date, never edited: a change is a new version."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="rules")
    version = models.SmallIntegerField()
    valid_from = models.DateField()
    rules = models.JSONField()  # see funding/terms.py
    basis = models.CharField(max_length=250, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund", "-version"]
        constraints = [models.UniqueConstraint(fields=["fund", "version"], name="fund_rule_version_once")]

    def __str__(self) -> str:
        return f"{self.fund} v{self.version}"


class Asnaf(models.TextChoices):
    """The eight who may receive zakat."""

    FAKIR = "fakir", _("Fakir: destitute")
    MISKIN = "miskin", _("Miskin: poor")
    AMIL = "amil", _("Amil: collects and hands out zakat")
    MUALAF = "mualaf", _("Mualaf: new in the faith")
    RIQAB = "riqab", _("Riqab: in bondage")
    GHARIM = "gharim", _("Gharim: in debt")
    FISABILILLAH = "fisabilillah", _("Fisabilillah: in the way of God")
    IBNU_SABIL = "ibnu_sabil", _("Ibnu sabil: stranded on the road")


class PeopleGroup(models.Model):
    """A list of people whom some fund is for: tobacco growers, mustahik, members of a grower institution."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)
    dated = models.DateField()
    people = models.IntegerField()
    skipped = models.IntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="people_group_once")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """Somebody on such a list, by the blind index of the NIK alone."""

    group = models.ForeignKey(PeopleGroup, on_delete=models.PROTECT, related_name="members")
    nik_index = models.BinaryField(max_length=32)
    asnaf = models.CharField(max_length=12, choices=Asnaf, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nik_index", "group"], name="group_member_once")]

    def __str__(self) -> str:
        return f"{self.group_id}"
