"""What the last count found: one row for each person who was ever decided, and when it was counted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    ACTIVE = "active", _("Protected")
    ARREARS = "arrears", _("In arrears")
    WAITING = "waiting", _("Decided, never paid")
    ENDED = "ended", _("Membership ended")


class Cause(models.TextChoices):
    """What the first open month waits for."""

    NONE = "none", _("Nothing, paid ahead")
    UNPAID = "unpaid", _("Payment")
    NOT_BILLED = "not_billed", _("Bill")
    NOT_ENROLLED = "not_enrolled", _("Enrolment with BPJS")
    NO_DECREE = "no_decree", _("Decree for the coming months")


class Count(models.Model):
    """One run of the guard. Its rows replace those of the run before; a day has one run at least."""

    day = models.DateField()  # the day that standings are stated for
    made = models.DateTimeField(auto_now_add=True)
    people = models.IntegerField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.day} {self.people}"


class Watch(models.Model):
    """A person's standing on the day of the count, in full calendar days and rupiah.

    ``needed`` pays every decided month that is open up to that month; ``death_now`` is what a death not from work
    would pay on the day under the reading acted on, ``death_full`` what it pays once the waiting rule is past.
    """

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="watch")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=8, choices=Standing)
    cause = models.CharField(max_length=12, choices=Cause)
    paid_months = models.IntegerField()
    paid_until = models.IntegerField(null=True)  # yyyymm, the last month of the run that holds the day
    open_months = models.IntegerField()
    needed = models.BigIntegerField()
    owed_months = models.IntegerField()  # as the law counts arrears, decided or not
    death_now = models.BigIntegerField()
    doubted = models.BooleanField()  # another reading of the law pays a death today differently
    arrears_on = models.DateField(null=True)
    earliest_end_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    full_on = models.DateField(null=True)
    scholarship_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["village", "standing"]),
            models.Index(fields=["fund", "standing"]),
            models.Index(fields=["ends_on", "id"], name="watch_soonest_first"),
            models.Index(fields=["standing", "arrears_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.standing}"


class Tally(models.Model):
    """People of the count by all that the pages group and add up: a million people are a few thousand of these."""

    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="+", db_index=False)
    standing = models.CharField(max_length=8, choices=Standing)
    cause = models.CharField(max_length=12, choices=Cause)
    arrears_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    full_on = models.DateField(null=True)
    scholarship_on = models.DateField(null=True)
    heads = models.IntegerField()
    needed = models.BigIntegerField()  # rupiah of all of them
    death_now = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.heads} {self.standing}"
