"""Programmes: dated criteria, occupations, quotas, legal bases, the agreement with BPJS."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class BasisKind(models.TextChoices):
    """From the highest to the lowest; the award of the year asks for the kind."""

    NATIONAL = "national", _("Law or regulation of the state")
    PERDA = "perda", _("Regional regulation (Perda)")
    HEAD = "head", _("Regulation of the governor, regent or mayor (Pergub, Perbup, Perwali)")
    VILLAGE = "village", _("Village regulation (Perdes, Pernag)")
    DECREE = "decree", _("Decree of the head (SK)")
    INSTRUCTION = "instruction", _("Instruction or circular")
    OTHER = "other", _("Other")


class LegalBasis(models.Model):
    """A regulation or instruction that programmes cite, with the days between which it is in force.

    ``replaced_by`` took its place from that one's first day. ``valid_from`` empty: from its own date.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=11, choices=BasisKind, default=BasisKind.OTHER)
    number = models.CharField(_("number"), max_length=120)
    about = models.CharField(_("about"), max_length=250)
    dated = models.DateField(_("dated"))
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    until = models.DateField(_("valid until"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        ordering = ["-dated", "number"]
        verbose_name_plural = "legal bases"
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")), name="basis_replaced_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Scope(models.TextChoices):
    """For whom an agreement is. Two that run at once for one scope of an area would leave open which one holds."""

    VULNERABLE = "vulnerable", _("Vulnerable workers")
    VILLAGE = "village", _("Village officials and institutions")
    STAFF = "staff", _("Staff without civil-servant status")
    CONSTRUCTION = "construction", _("Construction work")
    OTHER = "other", _("Other, as its subject says")


class StartRule(models.TextChoices):
    """From when a person is covered who is registered under the agreement (law.md 5.2)."""

    RECEIVED = "received", _("The day BPJS has the complete form")
    AGREEMENT = "agreement", _("The first day of the agreement, on a letter of the BPJS regional office")


class Agreement(models.Model):
    """Perjanjian kerja sama (PKS) between the region and the BPJS branch; an extension names what it extends."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=120, unique=True)
    branch = models.CharField(_("BPJS branch"), max_length=120)
    parties = models.TextField(_("parties"), blank=True)  # one on each line; the branch apart
    scope = models.CharField(_("scope"), max_length=12, choices=Scope, default=Scope.VULNERABLE)
    about = models.CharField(_("subject"), max_length=250, blank=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    start_rule = models.CharField(max_length=9, choices=StartRule, default=StartRule.RECEIVED)
    extends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="extensions"
    )

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="agreement_ends_after_start"),
            models.UniqueConstraint(fields=["extends"], name="agreement_extended_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Annex(models.Model):
    """A paper of an agreement or of a regulation, sealed in the store; its hash stands beside it."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="annexes")
    basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, null=True, related_name="annexes")
    title = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # media type, found from the bytes
    file = models.CharField(max_length=120)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "annexes"
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement=None, basis__isnull=False) | Q(agreement__isnull=False, basis=None),
                name="annex_of_one",
            ),
            models.UniqueConstraint(fields=["agreement", "sha256"], name="annex_once_in_agreement"),
            models.UniqueConstraint(fields=["basis", "sha256"], name="annex_once_in_basis"),
        ]

    def __str__(self) -> str:
        return self.title


class Reminder(models.Model):
    """That an agreement ends, said 90, 60 and 30 days before, with whom and how much it holds that day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reminders")
    days = models.SmallIntegerField()
    day = models.DateField()
    people = models.IntegerField()
    rupiah = models.BigIntegerField()  # a month

    class Meta:
        ordering = ["agreement", "-days"]
        constraints = [models.UniqueConstraint(fields=["agreement", "days"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.agreement} {self.days}"


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
