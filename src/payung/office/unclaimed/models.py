"""Word of a death that no list of deaths brought; what lists bring stands in the sweeps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

SEALED = "unclaimed.notice"  # the vault's purpose


class Source(models.TextChoices):
    VILLAGE = "village", _("Village report")
    REGISTRY = "registry", _("Note of the civil registry")
    FAMILY = "family", _("Word of the family")
    DECREE = "decree", _("Taken off a decree as died")
    SILENT = "silent", _("Not seen any more")


class State(models.TextChoices):
    OPEN = "open", _("Waits to be reported")
    REPORTED = "reported", _("Reported as a claim")
    SETTLED = "settled", _("Alive, or claimed already")
    NOBODY = "nobody", _("No member found")


class Notice(models.Model):
    """``sealed`` holds what was told: name, birth date, who tells it, from which paper.

    ``benefit`` is what the law pays for a death on that day, null while the day is not known. A notice that fits no
    member is kept as well, so that nothing told is lost.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="death_notices"
    )
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source)
    died = models.DateField(null=True)
    last_month = models.IntegerField(null=True)  # yyyymm, the last paid month of one who is not seen any more
    benefit = models.BigIntegerField(null=True)  # rupiah, scholarship apart
    sealed = models.BinaryField(default=b"")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    why = models.CharField(max_length=300, blank=True)
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, null=True, related_name="+")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    noted = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="open"), name="notice_one_open_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(state="nobody") | Q(person__isnull=False), name="notice_is_of_somebody"
            ),
        ]
        indexes = [models.Index(fields=["village", "state"])]

    def __str__(self) -> str:
        return f"{self.source} {self.public_id}"
