"""Coverage figures from outside, never only a percentage; counts of one part; targets; maps; what was published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Segment(models.TextChoices):
    ALL = "all", _("All workers")
    PU = "pu", _("Wage workers (PU)")
    BPU = "bpu", _("Informal workers (BPU)")
    CONSTRUCTION = "construction", _("Construction workers")
    MIGRANT = "migrant", _("Migrant workers (PMI)")
    VULNERABLE = "vulnerable", _("Vulnerable workers")


# The segments of BPJS, which together are all its members; the vulnerable stand among the informal workers.
PARTS = (Segment.PU, Segment.BPU, Segment.CONSTRUCTION, Segment.MIGRANT)


class CoverageImport(models.Model):
    """A table of BPS or BPJS: its cells as they stood, what each column means, and what became of every row."""

    class Stage(models.TextChoices):
        PREVIEW = "preview", _("To be checked")
        KEPT = "kept", _("Kept")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey(
        "areas.Area", on_delete=models.PROTECT, related_name="+"
    )  # which holds every row
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    dated = models.DateField()
    segment = models.CharField(max_length=12, choices=Segment)  # where no column says it
    protected = models.CharField(max_length=250)  # what the table calls protected
    workforce = models.CharField(max_length=250)  # and whom it counts as the workforce
    cells = models.JSONField()  # sheet -> [[row, [cell, ...]], ...], public figures of areas
    columns = models.JSONField()  # {"sheet": ..., "header": row, "columns": {"0": "area", ...}}
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.PREVIEW)
    outcome = models.JSONField(default=list)  # of each row, once kept
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class CoverageFigure(models.Model):
    """``published`` is the percentage as printed, in hundredths of a percent, where one was printed."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(max_length=12, choices=Segment)
    definition = models.CharField(max_length=250)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    published = models.IntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    dated = models.DateField()
    note = models.TextField(blank=True)
    imported = models.ForeignKey(CoverageImport, on_delete=models.PROTECT, null=True, related_name="figures")

    class Meta:
        ordering = ["area", "-dated"]
        constraints = [
            models.CheckConstraint(
                condition=Q(denominator__gt=0) & Q(numerator__gte=0), name="coverage_parts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.segment} {self.dated}"


class PublishedCount(models.Model):
    """One part of a share, published by itself: members protected (BPJS), or the workforce (BPS)."""

    class What(models.TextChoices):
        PROTECTED = "protected", _("People protected")
        WORKFORCE = "workforce", _("People who should be")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(max_length=12, choices=Segment)
    what = models.CharField(max_length=9, choices=What)
    definition = models.CharField(max_length=250)
    people = models.BigIntegerField()
    source = models.CharField(max_length=200)
    dated = models.DateField()
    imported = models.ForeignKey(CoverageImport, on_delete=models.PROTECT, null=True, related_name="counts")

    class Meta:
        ordering = ["area", "-dated", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "segment", "what", "definition", "dated", "source"], name="count_once"
            ),
            models.CheckConstraint(
                condition=Q(people__gt=0) | Q(people=0, what="protected"), name="count_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.segment} {self.what} {self.dated}"


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


class AreaMap(models.Model):
    """The outlines of an area's villages or kecamatan, as its office gave them; the newest is drawn."""

    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    level = models.SmallIntegerField()  # of the areas drawn
    shapes = models.JSONField()  # code -> [[x, y, x, y, ...], ...], thousandths of the map's width
    height = models.IntegerField()  # in the same unit
    left_out = models.JSONField(default=list)  # names in the file that are no area here
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class Publication(models.Model):
    """What was shown to everybody: frozen, small cells suppressed before it is kept. The newest of an area is shown."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    month = models.IntegerField()  # yyyymm, the last that it tells of
    threshold = models.SmallIntegerField()  # below which a cell of people is not told
    figures = models.JSONField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True)  # no longer shown; what was once public is kept

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(threshold__gte=3), name="publication_threshold")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.month}"
