"""Cover: person-months and how they come to be enrolled with BPJS."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

SEALED_KPJ = "cover.kpj"  # the vault's purposes
SEALED_RETURN = "cover.return"


class Membership(models.Model):
    """A person's number with BPJS (KPJ). ``sealed`` holds it; lists show the tail."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    kpj_index = models.BinaryField(max_length=32, unique=True)
    kpj_tail = models.CharField(max_length=4)
    sealed = models.BinaryField()
    since = models.DateField(null=True)  # start of cover as BPJS holds it
    returned_in = models.ForeignKey(
        "cover.EnrolmentReturn", on_delete=models.PROTECT, related_name="memberships"
    )
    card_code = models.CharField(
        max_length=12, unique=True, default=public_id
    )  # what the QR of the card says

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], name="membership_one_per_person")]

    def __str__(self) -> str:
        return f"•••••••{self.kpj_tail}"


class ColumnProfile(models.Model):
    """Columns of the registration file, as this office's BPJS branch wants them; read by payung.exchange."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    columns = models.TextField()  # TOML

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="profile_once")]

    def __str__(self) -> str:
        return self.name


class EnrolmentExport(models.Model):
    """A registration file handed to BPJS: who made it, with which profile, how many rows, its hash."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="exports")
    profile = models.TextField()  # the TOML as it was
    rows = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.public_id


class EnrolmentReturn(models.Model):
    """BPJS's answer: the return list, kept sealed, with its counts."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="returns")
    file_name = models.CharField(max_length=200)
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.IntegerField()
    accepted = models.IntegerField()
    refused = models.IntegerField()
    unknown = models.IntegerField()
    unclear = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)
    months = models.IntegerField(default=0)  # person-months that it enrolled
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["decision", "sha256"], name="return_once")]

    def __str__(self) -> str:
        return self.file_name


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", _("Enrolled")
    REFUSED = "refused", _("Refused by BPJS")
    UNKNOWN = "unknown", _("Not on the decision")
    UNCLEAR = "unclear", _("Not clear: ask BPJS")
    SKIPPED = "skipped", _("No person")


class ReturnLine(models.Model):
    """One row of a return list; every non-blank row is here."""

    enrolment_return = models.ForeignKey(EnrolmentReturn, on_delete=models.CASCADE, related_name="lines")
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.CharField(max_length=300, blank=True)
    sealed = models.BinaryField()  # nik, kpj, name as the list has them

    class Meta:
        ordering = ["enrolment_return", "row"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment_return", "sheet", "row"], name="return_row_once")
        ]
        indexes = [models.Index(fields=["enrolment_return", "verdict", "row"])]

    def __str__(self) -> str:
        return f"{self.row} {self.verdict}"


class Answer(models.Model):
    """What BPJS answered, each wording kept once: people with the same answer are counted together."""

    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["verdict", "reason"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.reason}".strip()


class PersonMonth(models.Model):
    """One worker in one contribution month: the four gates, each naming its document.

    decided: ``line``; enrolled: ``enrolled_by``; billed: ``bill_line``; paid: ``payment``.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="months", db_index=False
    )
    month = models.IntegerField()  # yyyymm
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey("decisions.Line", on_delete=models.PROTECT, related_name="person_months")
    enrolled_by = models.ForeignKey(EnrolmentReturn, on_delete=models.PROTECT, null=True, related_name="+")
    bill_line = models.ForeignKey("billing.BillLine", on_delete=models.PROTECT, null=True, related_name="+")
    payment = models.ForeignKey("billing.Payment", on_delete=models.PROTECT, null=True, related_name="+")
    planned = models.IntegerField(default=0)  # rupiah by the law as it stood when decided; the fund holds it
    due = models.IntegerField(null=True)  # rupiah, set when billed
    withdrawn_by = models.ForeignKey(
        "decisions.Decision", on_delete=models.PROTECT, null=True, related_name="withdrawn_months"
    )
    # Why it is not enrolled: the newest answer of BPJS about the person under this decision. Without a constraint, for
    # which each of a million rows would be looked at again; answers are never deleted.
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"],
                condition=Q(withdrawn_by=None),
                name="one_payer_for_person_and_month",
            ),
            models.CheckConstraint(
                condition=Q(bill_line=None) | (Q(enrolled_by__isnull=False) & Q(due__isnull=False)),
                name="billed_is_enrolled",
            ),
            models.CheckConstraint(
                condition=Q(payment=None) | Q(bill_line__isnull=False), name="paid_is_billed"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "month", "fund", "village"]),
            models.Index(fields=["fund", "month"]),
            models.Index(fields=["village", "month"]),
            # What stands between two gates, for lists of whom that concerns: a row is here while it stands there.
            models.Index(
                fields=["answer", "id"],
                condition=Q(enrolled_by=None, withdrawn_by=None),
                name="month_not_enrolled",
            ),
            models.Index(
                fields=["id"],
                condition=Q(enrolled_by__isnull=False, bill_line=None, withdrawn_by=None),
                name="month_not_billed",
            ),
            models.Index(
                fields=["bill_line", "id"],
                condition=Q(bill_line__isnull=False, payment=None, withdrawn_by=None),
                name="month_unpaid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month}"
