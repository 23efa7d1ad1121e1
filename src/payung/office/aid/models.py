"""Aid in kind: packs received, a frozen list of who is drawn, and one receipt for each pack that left.

``handed`` never passes ``received``: the database says so, whatever many hands do at once.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Distribution(models.Model):
    """One aid: 400 packs of 5 kg of rice. ``rule`` says who may be drawn, ``seed`` settles the lot."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    pack = models.CharField(_("pack"), max_length=80)  # karung beras 5 kg
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule = models.JSONField(default=dict, blank=True)  # month, programme, villages, occupation
    seed = models.CharField(max_length=40, blank=True)
    candidates = models.IntegerField(default=0)  # whom the rule found
    list_hash = models.CharField(max_length=64, blank=True)
    drawn = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received = models.IntegerField(default=0)  # packs
    handed = models.IntegerField(default=0)
    closed = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="aid_once"),
            models.CheckConstraint(
                condition=Q(handed__gte=0) & Q(handed__lte=F("received")), name="aid_stock_never_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """Packs that came in (or, below zero, were spoilt or sent back), with the document that says so."""

    distribution = models.ForeignKey(Distribution, on_delete=models.CASCADE, related_name="deliveries")
    packs = models.IntegerField()
    document = models.CharField(max_length=120)
    giver = models.CharField(max_length=120)
    dated = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["dated", "id"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(condition=~Q(packs=0), name="aid_delivery_of_something"),
            models.UniqueConstraint(fields=["distribution", "document"], name="aid_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.packs}"


class Recipient(models.Model):
    """Somebody on the drawn list; ``reserve`` ones wait for a pack that nobody fetches."""

    distribution = models.ForeignKey(Distribution, on_delete=models.CASCADE, related_name="recipients")
    number = models.IntegerField()
    reserve = models.BooleanField(default=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["distribution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["distribution", "number"], name="aid_number_once"),
            models.UniqueConstraint(fields=["distribution", "person"], name="aid_person_once"),
        ]
        indexes = [models.Index(fields=["distribution", "village", "number"])]

    def __str__(self) -> str:
        return f"{self.distribution_id}:{self.number}"


class Receipt(models.Model):
    """One pack in somebody's hands: a recipient has one, and no pack is handed out twice."""

    class Way(models.TextChoices):
        CARD = "card", _("Card or member number")
        SHEET = "sheet", _("Signature on the sheet")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    distribution = models.ForeignKey(Distribution, on_delete=models.PROTECT, related_name="receipts")
    recipient = models.OneToOneField(Recipient, on_delete=models.PROTECT, related_name="receipt")
    pack = models.IntegerField()  # the how manieth
    way = models.CharField(max_length=5, choices=Way)
    taken_by = models.CharField(max_length=120, blank=True)  # who came, where not the recipient
    dated = models.DateField()
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["distribution", "pack"]
        constraints = [
            models.UniqueConstraint(fields=["distribution", "pack"], name="aid_pack_once"),
            models.CheckConstraint(condition=Q(pack__gte=1), name="aid_pack_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.distribution_id}:{self.pack}"
