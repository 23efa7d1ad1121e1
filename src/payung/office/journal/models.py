"""Entries of the journal, append-only and chained: each holds the hash of the one before."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act: who, when, what, why, on which rows. Holds no personal data: rows are named by public id and hash."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True)  # "decision:4k2m..." of the row acted on
    area_code = models.CharField(max_length=13, blank=True)
    why = models.TextField(blank=True)
    facts = models.JSONField(default=dict)  # counts, hashes, before and after
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["subject", "seq"]),
            models.Index(fields=["act", "seq"]),
            models.Index(fields=["area_code", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"


class Head(models.Model):
    """The end of the chain, one row. Locking it puts concurrent acts in order."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_one_head")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class Sent(models.Model):
    """A form that was sent, by the token in it, and what became of it: sent again, its act is not done again."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=40)
    result = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "token"], name="sent_once")]

    def __str__(self) -> str:
        return self.token
