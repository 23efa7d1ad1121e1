"""Proposals: a submission is a file (or entry by hand); each of its rows is a person proposed, or skipped with a reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id

SEALED_ROW = "proposals.row"  # the vault's purposes
SEALED_SKIPPED = "proposals.skipped"
SEALED_FINDING = "proposals.finding"
SEALED_FILE = "proposals.file"
SEALED_PREVIEW = "proposals.preview"
SEALED_ENTRY = "proposals.entry"
SEALED_REPLY = "proposals.reply"


class Stage(models.TextChoices):
    """The way of a submission. READING, VERIFYING and WRITING belong to the job; one that died there is taken
    up again. HELD waits for a list that the programme asks for, and goes on by itself once it is there."""

    PREVIEW = "preview", _("Waiting for your confirmation")
    QUEUED = "queued", _("Queued")
    READING = "reading", _("Reading")
    VERIFYING = "verifying", _("Verifying")
    WRITING = "writing", _("Writing")
    HELD = "held", _("Waiting for a reference list")
    READY = "ready", _("Checked")
    UNUSABLE = "unusable", _("Cannot be used")
    CANCELLED = "cancelled", _("Cancelled")


RUNNING = (Stage.READING, Stage.VERIFYING, Stage.WRITING)  # a job is at it
COMING = (Stage.QUEUED, *RUNNING)  # it will end by itself


class Submission(models.Model):
    """One file of proposals. ``file`` names the sealed upload in the store. Its rows are nobody's to see or touch
    before it is READY. ``attempt`` is the job's token: a job that finds another number there has been replaced."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="submissions"
    )
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    file_name = models.CharField(max_length=200)
    by_hand = models.BooleanField(default=False)
    file = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    preview = models.BinaryField(null=True)  # sealed: what was understood, with sample cells, until confirmed
    mapping = models.JSONField(default=dict, blank=True)  # columns as the user set them, by sheet
    mends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="mended_by"
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded = models.DateTimeField(auto_now_add=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.QUEUED, db_index=True)
    done = models.IntegerField(default=0)  # of the running stage
    todo = models.IntegerField(default=0)
    lease = models.DateTimeField(null=True)  # a job that lives renews it; one past it is taken up again
    attempt = models.SmallIntegerField(default=0)
    tries = models.SmallIntegerField(default=0)  # since it was last queued
    problem_id = models.TextField(blank=True)  # why it cannot be used, in Indonesian
    problem_en = models.TextField(blank=True)
    report = models.JSONField(default=dict, blank=True)  # of payung.intake: sheets, columns, skipped
    criteria = models.ForeignKey("programmes.Criteria", on_delete=models.PROTECT, null=True, related_name="+")
    lists = models.ManyToManyField("references.ReferenceList", related_name="submissions", blank=True)
    rules_version = models.CharField(max_length=64, blank=True)
    verified_on = models.DateField(null=True)
    mend_by = models.DateField(null=True)
    people = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)
    eligible = models.IntegerField(default=0)
    review = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    unchecked = models.JSONField(
        default=list, blank=True
    )  # kinds of lists that were not there to check against

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["programme", "stage", "id"]),
            models.Index(fields=["area", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.public_id})"


class Outcome(models.TextChoices):
    """What the checks say; never changed afterwards."""

    ELIGIBLE = "eligible", _("Eligible")
    REVIEW = "review", _("A person must decide")
    REFUSED = "refused", _("Refused")


class Standing(models.TextChoices):
    """Where the row stands now: the checks' outcome, then what people and decisions made of it."""

    ARRIVING = "arriving", _("Still being checked")
    OPEN = "open", _("Waiting for review")
    SECOND = "second", _("Waiting for a second reviewer")
    ACCEPTED = "accepted", _("Accepted")
    DROPPED = "dropped", _("Dropped")
    MENDED = "mended", _("Replaced by a mended row")
    LISTED = "listed", _("On a list for decision")
    DECIDED = "decided", _("On a decree")


MENDABLE = (Standing.OPEN, Standing.SECOND, Standing.DROPPED)  # what a village may still mend


class BulkVerdict(models.Model):
    """One verdict that a reviewer gave over many rows in one act, with one justification; each row refers to it."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    verdict = models.CharField(max_length=8)
    reason = models.CharField(max_length=32, blank=True)  # the code by which the rows were chosen
    why = models.TextField()
    rows = models.IntegerField()
    left = models.IntegerField(default=0)  # waited too, and could not be decided so
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verdict} × {self.rows}"


class Row(models.Model):
    """One proposed person. ``sealed`` holds nik, kk, birth_place, mother_name, address, phone and the original cells."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="rows")
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="rows")
    position = models.IntegerField()  # order in the file, from 0
    sheet = models.CharField(max_length=120)
    row = models.IntegerField()  # as Excel shows it
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    village_known = models.BooleanField(
        default=True
    )  # false: the submission's area stands in for an unknown village
    village_text = models.CharField(max_length=120, blank=True)
    nik_index = models.BinaryField(max_length=32, null=True)
    nik_tail = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=150, blank=True)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    occupation = models.CharField(max_length=120, blank=True)  # as written
    occupation_code = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=10, default="other")
    income = models.BigIntegerField(null=True)
    decile = models.SmallIntegerField(null=True)  # from the registry, where it was found
    sealed = models.BinaryField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    reasons = models.CharField(max_length=400, blank=True)  # codes, ";" between, gravest first
    # The same as a set, for counting: in the order of the alphabet, "~" before a hint, which decides nothing.
    codes = models.TextField(blank=True, default="", db_default="")
    standing = models.CharField(max_length=8, choices=Standing)
    mends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="mended_by")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed = models.DateTimeField(null=True)
    review_reason = models.TextField(blank=True)
    together = models.ForeignKey(
        BulkVerdict, on_delete=models.PROTECT, null=True, related_name="decided_rows"
    )
    # Where the programme asks for two people: what the first said, and who confirmed it.
    verdict = models.CharField(max_length=8, blank=True, default="", db_default="")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["submission", "position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="row_position_once"),
            # Without a NIK nobody can be enrolled: such a row is mended by the village, never accepted.
            models.CheckConstraint(
                condition=Q(nik_index__isnull=False) | ~Q(standing__in=["accepted", "listed", "decided"]),
                name="row_accepted_has_nik",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (Q(reviewed_by__isnull=False) & ~Q(confirmed_by=F("reviewed_by"))),
                name="row_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(standing="second")
                | (Q(reviewed_by__isnull=False) & Q(verdict__in=["accepted", "dropped"])),
                name="row_second_has_a_first",
            ),
            models.UniqueConstraint(
                fields=["programme", "nik_index"],
                condition=Q(standing__in=["accepted", "listed", "decided"]),
                name="row_person_stands_once",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "standing", "village", "id"]),
            models.Index(fields=["submission", "standing", "position"]),
            models.Index(fields=["nik_index"]),
            models.Index(fields=["-submission", "position"], name="row_newest_list_first"),
            # Whoever waits or fell out, in the same order: they are few among the decided.
            models.Index(
                fields=["standing", "-submission", "position"],
                condition=~Q(standing="decided"),
                name="row_undecided_newest_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.public_id})"


class RowTally(models.Model):
    """How many rows of a list, village, outcome, standing and reasons there are. On PostgreSQL only, see ``tallying``.

    ``id`` is that of the submission: a tally has no key of its own.
    """

    id = models.BigIntegerField(primary_key=True)
    submission = models.ForeignKey(
        Submission, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    village = models.ForeignKey(
        "areas.Area", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    outcome = models.CharField(max_length=8)
    standing = models.CharField(max_length=8)
    codes = models.TextField()
    heads = models.IntegerField()

    class Meta:
        managed = False
        db_table = "proposals_rowtally"

    def __str__(self) -> str:
        return f"{self.heads} × {self.standing}"


class SkippedRow(models.Model):
    """A row of the file that is no person: kept with its cells and the reason."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="skipped_rows")
    position = models.IntegerField()
    sheet = models.CharField(max_length=120)
    row = models.IntegerField()
    why = models.CharField(max_length=12)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["submission", "position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="skipped_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row} {self.why}"


class Finding(models.Model):
    """One reason on one row, with the list it rests on. ``sealed`` holds what names another person."""

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=32)
    outcome = models.CharField(max_length=8)  # eligible for a hint, review, refused
    list = models.ForeignKey(
        "references.ReferenceList", on_delete=models.PROTECT, null=True, related_name="findings"
    )
    score = models.FloatField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["code", "row"])]

    def __str__(self) -> str:
        return self.code


class ColumnMemory(models.Model):
    """How the columns of files with these headings are to be read, as somebody of this regency once set them."""

    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    shape = models.CharField(max_length=64)  # SHA-256 of the headings
    mapping = models.JSONField()
    taught_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taught = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "column memories"
        constraints = [models.UniqueConstraint(fields=["area", "shape"], name="column_memory_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.shape[:12]}"


class HandEntry(models.Model):
    """People being entered by hand, kept sealed between pages until they are sent as a submission."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()  # {"people": [{field: value}], "current": {field: value}}
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed"]
        verbose_name_plural = "hand entries"

    def __str__(self) -> str:
        return self.public_id


class Reply(models.Model):
    """What went back to the village: a sealed workbook with a reason for every row that did not pass."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="replies")
    mend_by = models.DateField(_("mend by"))
    rows = models.IntegerField()
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return self.public_id
