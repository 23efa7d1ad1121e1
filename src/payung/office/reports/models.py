"""What is owed to whom, and every report that was made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

STORED_REPORT = "reports.report"  # the store's purpose


class Recipient(models.TextChoices):
    REGENT = "regent", _("Regent or mayor")
    PROVINCE = "province", _("Province")
    BPJS = "bpjs", _("BPJS")
    DPRD = "dprd", _("DPRD")
    SPONSOR = "sponsor", _("Sponsor")


class Every(models.TextChoices):
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    YEAR = "year", _("Every year")


class Obligation(models.Model):
    """A report owed to somebody for every month, quarter or year from ``first_month`` on, ``due_days`` after its end."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    recipient = models.CharField(max_length=8, choices=Recipient)
    sponsor = models.ForeignKey("funding.Sponsor", on_delete=models.PROTECT, null=True, related_name="+")
    every = models.CharField(max_length=7, choices=Every)
    due_days = models.SmallIntegerField()
    first_month = models.IntegerField()  # yyyymm, in the first period that is owed
    basis = models.CharField(max_length=250, blank=True)  # the regulation or agreement that asks for it
    stopped = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["recipient", "every", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient="sponsor", sponsor__isnull=False)
                | (~Q(recipient="sponsor") & Q(sponsor=None)),
                name="obligation_sponsor_named",
            ),
            models.CheckConstraint(condition=Q(due_days__range=(1, 120)), name="obligation_due_days"),
            models.UniqueConstraint(
                fields=["area", "recipient", "every"],
                condition=Q(stopped=False, sponsor=None),
                name="obligation_once",
            ),
            models.UniqueConstraint(
                fields=["sponsor", "every"],
                condition=Q(stopped=False, sponsor__isnull=False),
                name="obligation_once_to_a_sponsor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sponsor or self.get_recipient_display()}"  # type: ignore[attr-defined]


class Report(models.Model):
    """One report as it was made. ``content`` holds its figures, from which page, workbook and PDF are written;
    ``sha256`` is of the content, the others of the files. Nothing in it ever changes but that it was sent."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="reports")
    first_month = models.IntegerField()  # yyyymm
    last_month = models.IntegerField()
    due = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    xlsx = models.CharField(max_length=120)  # in the store
    xlsx_sha256 = models.CharField(max_length=64)
    pdf = models.CharField(max_length=120)
    pdf_sha256 = models.CharField(max_length=64)
    made = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent = models.DateField(null=True)
    letter = models.CharField(max_length=120, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-last_month", "obligation", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "first_month"], name="report_once"),
            models.CheckConstraint(
                condition=Q(sent=None, letter="") | (Q(sent__isnull=False) & ~Q(letter="")),
                name="report_sent_whole",
            ),
        ]
        indexes = [models.Index(fields=["due"])]

    def __str__(self) -> str:
        return f"{self.obligation} {self.first_month}"
