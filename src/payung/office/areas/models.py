"""The official areas, by Kemendagri code. Levels above are repeated on each row, so that a scope is one comparison."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    PROVINCE = 1, _("Province")
    REGENCY = 2, _("Regency or city")
    DISTRICT = 3, _("Kecamatan")
    VILLAGE = 4, _("Desa, nagari or kelurahan")


class Area(models.Model):
    """``code`` is PP, PP.KK, PP.KK.CC or PP.KK.CC.VVVV; ``province``, ``regency``, ``district`` are its heads."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.SmallIntegerField(choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    province = models.CharField(max_length=2, db_index=True)
    regency = models.CharField(max_length=5, db_index=True, blank=True)
    district = models.CharField(max_length=8, db_index=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_kelurahan(self) -> bool:
        return self.level == Level.VILLAGE and self.code.rsplit(".", 1)[1].startswith("1")
