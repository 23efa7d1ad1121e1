"""People, each once. Only a decision makes a person; proposals stay apart until then."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

SEALED = "people.person"  # the vault's purpose


class Sex(models.TextChoices):
    MALE = "L", _("Male")
    FEMALE = "P", _("Female")


class Sector(models.TextChoices):
    OTHER = "other", _("Other work")
    TRANSPORT = "transport", _("Transport")


class Person(models.Model):
    """``sealed`` holds nik, kk, phone, mother_name, address, heirs as JSON; ``nik_index`` finds the NIK blind.

    Whoever writes ``sealed`` writes ``phone_index`` and ``kk_index`` with it (people.sharing).
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    nik_index = models.BinaryField(max_length=32, unique=True)
    nik_tail = models.CharField(max_length=4)
    sealed = models.BinaryField()
    phone_index = models.BinaryField(max_length=16, null=True)
    kk_index = models.BinaryField(max_length=16, null=True)
    name = models.CharField(max_length=120)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex)
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    occupation = models.CharField(max_length=80, blank=True)
    sector = models.CharField(max_length=10, choices=Sector, default=Sector.OTHER)
    since = models.DateTimeField(auto_now_add=True)
    died = models.DateField(null=True)  # once a person has confirmed it

    class Meta:
        indexes = [
            models.Index(fields=["village", "name", "id"]),
            models.Index(fields=["name", "id"]),
            *(
                models.Index(
                    fields=[f"{number}_index", "id"],
                    condition=Q(died=None, **{f"{number}_index__isnull": False}),
                    name=f"person_same_{number}",
                )
                for number in ("phone", "kk")
            ),
        ]

    def __str__(self) -> str:
        return self.name
