"""Users and their duties. A duty is a role in an area; a user may have several."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Role(models.TextChoices):
    VILLAGE_CLERK = "village_clerk", _("Village clerk")
    VERIFIER = "verifier", _("Verifier")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    TREASURER = "treasurer", _("Treasurer")
    BPJS_BRANCH = "bpjs_branch", _("BPJS branch")
    SPONSOR = "sponsor", _("Sponsor")
    AUDITOR = "auditor", _("Auditor")
    LEADER = "leader", _("Regional leadership")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """``name`` is shown to people; ``username`` stands in the journal."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=2, default="id")
    must_change_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name


class Duty(models.Model):
    """A role in an area (province, regency, kecamatan or village). A sponsor's duty names whose funds it sees."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    sponsor = models.ForeignKey(
        "funding.Sponsor", on_delete=models.PROTECT, null=True, blank=True, related_name="duties"
    )

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "area"], name="accounts_one_duty"),
            models.CheckConstraint(
                condition=~models.Q(role="sponsor") | models.Q(sponsor__isnull=False),
                name="accounts_sponsor_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.area_id}"


class ApiToken(models.Model):
    """A key with which a user's own program asks the API. Only its digest is kept: it is shown once, when made."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateField(_("valid until"))
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
