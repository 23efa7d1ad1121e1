"""Programmes: dated criteria, occupations, quotas, legal bases, the agreement with BPJS."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class LegalBasis(models.Model):
    """A regulation or instruction that programmes cite."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    number = models.CharField(_("number"), max_length=120)
    about = models.CharField(_("about"), max_length=250)
    dated = models.DateField(_("dated"))
    until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["-dated", "number"]
        verbose_name_plural = "legal bases"

    def __str__(self) -> str:
        return self.number


class Agreement(models.Model):
    """Perjanjian kerja sama (PKS) between the region and the BPJS branch; an extension names what it extends."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=120, unique=True)
    branch = models.CharField(_("BPJS branch"), max_length=120)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    extends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="extensions"
    )

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="agreement_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.number


class Programme(models.Model):
    """What is given to whom: the package, the months, the order of preference."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)  # UU 27/2022: purpose and legal basis are recorded
    bases = models.ManyToManyField(LegalBasis, related_name="programmes", blank=True)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    first_month = models.IntegerField(_("first month"))  # yyyymm
    months = models.SmallIntegerField(_("months"))
    income = models.IntegerField(_("income base"), default=1_000_000)  # rupiah a month, sets the band
    with_jht = models.BooleanField(_("with JHT"), default=False)
    # Ordered keys, see programmes/priority.py: ["decile", "oldest", "first_come"]
    priority = models.JSONField(_("priority"), default=list)
    registry_max_age = models.SmallIntegerField(_("days a registry list stays usable"), default=400)
    delegated = models.BooleanField(_("the village decides"), default=False)  # berita acara at the village
    two_reviewers = models.BooleanField(_("a second reviewer confirms"), default=False)
    closed = models.BooleanField(_("closed"), default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first_month", "name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="programme_name_once_in_area"),
            models.CheckConstraint(condition=Q(months__range=(1, 60)), name="programme_months"),
            models.CheckConstraint(condition=Q(income__gt=0), name="programme_income"),
        ]

    def __str__(self) -> str:
        return self.name


class Criteria(models.Model):
    """One version of the criteria, in force from a date, never edited: a change is a new version."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    version = models.SmallIntegerField()
    valid_from = models.DateField()
    rules = models.JSONField()  # the mapping that payung.verification.Programme reads
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["programme", "-version"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["programme", "version"], name="criteria_version_once")]

    def __str__(self) -> str:
        return f"{self.programme} v{self.version}"


class Occupation(models.Model):
    """A kind of work that a programme accepts; words as people write them are its synonyms."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="occupations")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    synonyms = models.JSONField(default=list)
    sector = models.CharField(max_length=10, default="other")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="occupation_once")]

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """Places of a programme in a village, or in total (``village`` null). ``taken`` can never pass ``places``."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="quotas")
    village = models.ForeignKey(
        "areas.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    places = models.IntegerField()
    taken = models.IntegerField(default=0)

    class Meta:
        ordering = ["programme", "village"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "village"], name="quota_once"),
            models.UniqueConstraint(fields=["programme"], condition=Q(village=None), name="quota_total_once"),
            models.CheckConstraint(
                condition=Q(taken__gte=0) & Q(taken__lte=F("places")), name="quota_never_exceeded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.village_id or 'total'} {self.taken}/{self.places}"
