"""Days that an office corrects: the list of holidays comes with the software, the government's decrees come later."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from payung.office.core.identifiers import public_id


class CorrectedDay(models.Model):
    """A day that is off (``works`` false) or a working day all the same, in an area and all within it."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=120)  # what day it is: cuti bersama, a regional election
    document = models.CharField(max_length=200)  # the decree that says so
    why = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set = models.DateTimeField(auto_now_add=True)
    removed = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "day"], condition=Q(removed=None), name="corrected_day_once"
            ),
            models.CheckConstraint(
                condition=Q(removed=None, removed_by=None)
                | Q(removed__isnull=False, removed_by__isnull=False),
                name="corrected_day_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
