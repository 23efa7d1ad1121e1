"""A person-month of everybody with the same history, read from the summary that the database itself keeps."""

from __future__ import annotations

from typing import Any

from django.db import models

_KEPT: dict[str, Any] = {"on_delete": models.DO_NOTHING, "related_name": "+", "db_constraint": False}


class _Month(models.Model):
    """The fields of ``cover.PersonMonth`` by which person-months are counted, under the same names, so that the same
    filters hold for both; months that a decree took away are not in it."""

    history = models.BigIntegerField(primary_key=True)  # of the row: with ``month``
    month = models.IntegerField()  # yyyymm
    people = models.BigIntegerField()
    programme = models.ForeignKey("programmes.Programme", **_KEPT)
    fund = models.ForeignKey("funding.Fund", **_KEPT)
    village = models.ForeignKey("areas.Area", **_KEPT)
    decision = models.ForeignKey("decisions.Decision", **_KEPT)
    sector = models.CharField(max_length=10)
    enrolled_by = models.ForeignKey("cover.EnrolmentReturn", null=True, **_KEPT)
    bill_line = models.ForeignKey("billing.BillLine", null=True, **_KEPT)
    payment = models.ForeignKey("billing.Payment", null=True, **_KEPT)
    answer = models.ForeignKey("cover.Answer", null=True, **_KEPT)
    planned = models.IntegerField()
    due = models.IntegerField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.people} × {self.month}"


class SummaryMonth(_Month):
    """A month of a history, with how many ``people`` share that history. On PostgreSQL only, see ``counted``."""

    class Meta:
        managed = False
        db_table = "summaries_month"


class SummaryWork(_Month):
    """The same, with how many of them do the ``work``, as it is written. See ``counted_by_work``."""

    work = models.CharField(max_length=80)

    class Meta:
        managed = False
        db_table = "summaries_workmonth"


class MonthOfPerson(models.Model):
    """A standing month of one person, found by the person. On PostgreSQL only, see ``counted.of_persons``."""

    person_id = models.BigIntegerField(primary_key=True)  # of the row: with ``month``
    month = models.IntegerField()  # yyyymm
    decision = models.ForeignKey("decisions.Decision", **_KEPT)
    bill_line = models.ForeignKey("billing.BillLine", null=True, **_KEPT)
    payment = models.ForeignKey("billing.Payment", null=True, **_KEPT)
    planned = models.IntegerField()
    due = models.IntegerField(null=True)

    class Meta:
        managed = False
        db_table = "summaries_personmonth"

    def __str__(self) -> str:
        return f"{self.person_id} {self.month}"
