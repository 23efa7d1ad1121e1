"""Criteria with their weights, in versions that are never edited; and innovations, which only people can tell."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Level(models.TextChoices):
    AREA = "area", _("The region itself")
    VILLAGE = "village", _("A league of its villages")


class Scheme(models.Model):
    """One version of the criteria of an award. ``criteria``: code of the evidence -> weight, and the value that
    earns the whole weight. Weights add up to 100."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=7, choices=Level, default=Level.AREA)
    version = models.SmallIntegerField(default=1)
    criteria = models.JSONField()  # {"coverage": {"weight": 30, "full": 5000}}
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name", "version"], name="award_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="award_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Innovation(models.Model):
    """Something new that an area did, in words: no table can find it."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    about = models.TextField()
    dated = models.DateField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-dated", "-id"]

    def __str__(self) -> str:
        return self.title
