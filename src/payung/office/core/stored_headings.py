"""Headings that the files of an area's partners use beside those we know, kept for the next file of the same kind."""

from __future__ import annotations

from django.db import models

from payung.office.core.identifiers import public_id


class StoredHeadings(models.Model):
    """What ``payung.exchange.HeadingProfile`` is made from; an area has one of each name."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    headings = models.TextField()  # TOML

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
