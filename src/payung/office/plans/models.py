"""Plans: who of the accepted is paid from which fund, and why the others wait; frozen with the hash of what went in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payung.office.core.identifiers import public_id


class Stage(models.TextChoices):
    """READING, SOLVING and WRITING belong to the job; a plan whose job died there is taken up again."""

    QUEUED = "queued", _("Queued")
    READING = "reading", _("Gathering people and funds")
    SOLVING = "solving", _("Looking for the best plan")
    WRITING = "writing", _("Writing")
    READY = "ready", _("Ready")
    UNUSABLE = "unusable", _("Cannot be made")


RUNNING = (Stage.READING, Stage.SOLVING, Stage.WRITING)
COMING = (Stage.QUEUED, *RUNNING)


class Aim(models.TextChoices):
    PEOPLE = "people", _("As many people as possible; the programme's order decides among them")
    ORDER = "order", _("Who stands higher in the programme's order, even where fewer people are covered")


class Plan(models.Model):
    """``inputs`` and the lines' traits are what went in, ``inputs_hash`` is over both and the ``changes`` of a what-if.

    A what-if is a plan of its own: the people and funds of its ``base``, with ``changes``: ``places`` in each village,
    ``total`` in the whole programme, ``cuts`` (fund to percent that is left), ``relief_until`` (yyyymm). ``attempt`` is the job's token.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="plans")
    number = models.IntegerField()  # of the programme's plans
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="derived")
    first_month = models.IntegerField()  # yyyymm
    months = models.SmallIntegerField()
    aim = models.CharField(max_length=6, choices=Aim, default=Aim.PEOPLE)
    changes = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.QUEUED, db_index=True)
    done = models.SmallIntegerField(default=0)
    lease = models.DateTimeField(null=True)
    attempt = models.SmallIntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    problem_id = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    inputs = models.JSONField(default=dict)
    inputs_hash = models.CharField(max_length=64, blank=True)
    plan_hash = models.CharField(max_length=64, blank=True)
    people = models.IntegerField(default=0)
    covered = models.IntegerField(default=0)
    waiting = models.IntegerField(default=0)
    rupiah = models.BigIntegerField(default=0)
    short = models.IntegerField(default=0)  # covered, but for too few months for the full death benefit
    loss = models.BigIntegerField(default=0)  # what their families together would not get
    proven = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)  # greedy, last year, doubts, notices
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)
    decision = models.ForeignKey(
        "decisions.Decision", on_delete=models.SET_NULL, null=True, related_name="plans"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="plan_number_once"),
            models.CheckConstraint(condition=Q(months__range=(1, 60)), name="plan_months"),
            models.CheckConstraint(
                condition=~Q(stage="ready") | (~Q(inputs_hash="") & ~Q(plan_hash="")),
                name="plan_ready_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Plan %(n)s")) % {"n": self.number}

    @property
    def person_months(self) -> int:
        return self.covered * self.months


class Reason(models.Model):
    """Why people wait: one sentence for all whom the same limits shut out. ``code`` is of decisions/reasons.py."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reasons")
    code = models.CharField(max_length=40)
    why_id = models.TextField()
    why_en = models.TextField()
    people = models.IntegerField()

    class Meta:
        ordering = ["plan", "-people", "id"]

    def __str__(self) -> str:
        return self.why_id


class Line(models.Model):
    """One accepted person: what the plan knew of them (``traits``), and their fund and cost, or their reason."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.IntegerField()  # in the programme's order of preference, from 0
    row = models.ForeignKey("proposals.Row", on_delete=models.PROTECT, related_name="plan_lines")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    sector = models.CharField(max_length=10)
    registered = models.IntegerField()  # yyyymm, sets the rate beside fund and sector
    since = models.IntegerField()  # yyyymm, first month of the membership that the plan goes on with
    traits = models.JSONField(default=dict)
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, null=True, related_name="+")
    rupiah = models.BigIntegerField(default=0)
    loss = models.BigIntegerField(default=0)
    queue = models.IntegerField(null=True)  # place among those who wait, from 1
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, null=True, related_name="lines")

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_position_once"),
            models.CheckConstraint(
                condition=(Q(fund=None) & Q(reason__isnull=False) & Q(queue__isnull=False))
                | (Q(fund__isnull=False) & Q(reason=None) & Q(queue=None)),
                name="plan_line_paid_or_waits",
            ),
        ]
        indexes = [models.Index(fields=["plan", "village"])]

    def __str__(self) -> str:
        return f"{self.plan_id}:{self.position}"


class PlanFund(models.Model):
    """A fund as the plan took it, what it pays, and what one more million rupiah in it would buy (null: not known)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="funds")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey("funding.FundRule", on_delete=models.PROTECT, null=True, related_name="+")
    rank = models.SmallIntegerField()
    money = models.BigIntegerField(null=True)  # rupiah it could still spend; null: no ceiling
    idle_for = models.SmallIntegerField(default=0)  # least months, where the plan is too short for it
    people = models.IntegerField(default=0)
    rupiah = models.BigIntegerField(default=0)
    greedy_people = models.IntegerField(default=0)
    greedy_rupiah = models.BigIntegerField(default=0)
    marginal = models.IntegerField(null=True)

    class Meta:
        ordering = ["plan", "rank", "fund"]
        constraints = [models.UniqueConstraint(fields=["plan", "fund"], name="plan_fund_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.fund_id}"


class PlanVillage(models.Model):
    """A village in the plan, beside the plan from the top of the list and last year's cover."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="villages")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    places = models.IntegerField(null=True)  # left when the plan was made; null: no quota of its own
    people = models.IntegerField(default=0)
    rupiah = models.BigIntegerField(default=0)
    waiting = models.IntegerField(default=0)
    greedy_people = models.IntegerField(default=0)
    last_people = models.IntegerField(default=0)
    last_months = models.IntegerField(default=0)
    last_rupiah = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["plan", "village"]
        constraints = [models.UniqueConstraint(fields=["plan", "village"], name="plan_village_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.village_id}"


class PlanFlow(models.Model):
    """What flows from a fund into a village."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="flows")
    fund = models.ForeignKey("funding.Fund", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    people = models.IntegerField()
    rupiah = models.BigIntegerField()

    class Meta:
        ordering = ["plan", "fund", "village"]
        constraints = [models.UniqueConstraint(fields=["plan", "fund", "village"], name="plan_flow_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.fund_id} {self.village_id}"
