"""Coverage figures from outside: never only a percentage, always its parts, definition, source and date."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Segment(models.TextChoices):
    ALL = "all", _("All workers")
    PU = "pu", _("Wage workers (PU)")
    BPU = "bpu", _("Informal workers (BPU)")
    VULNERABLE = "vulnerable", _("Vulnerable workers")


class CoverageFigure(models.Model):
    """``published`` is the percentage as printed, in hundredths of a percent, where one was printed."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(max_length=10, choices=Segment)
    definition = models.CharField(max_length=250)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    published = models.IntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    dated = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["area", "-dated"]
        constraints = [
            models.CheckConstraint(
                condition=Q(denominator__gt=0) & Q(numerator__gte=0), name="coverage_parts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.segment} {self.dated}"


class Target(models.Model):
    """How many people an area means to protect in a year, of how many; ``stock`` may be unknown."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    people = models.IntegerField()
    stock = models.IntegerField(null=True, blank=True)  # all who would need it
    about = models.CharField(max_length=250)  # definition and source of both

    class Meta:
        ordering = ["area", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "about"], name="target_once"),
            models.CheckConstraint(
                condition=Q(people__gt=0) & (Q(stock=None) | Q(stock__gt=0)), name="target_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.year} {self.people}"
