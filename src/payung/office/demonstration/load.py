"""Load the demonstration: every programme of the plan in the order of its months, then what the press counted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from payung.office.areas.actions import import_areas
from payung.office.areas.models import Area
from payung.office.areas.official_list import packaged_files, read_files
from payung.office.continuity.actions import count_if_due
from payung.office.demonstration import (
    auditing,
    characters,
    deaths,
    families,
    leaving,
    newcomer,
    outreach,
    planning,
    running,
    sijunjung_families,
    steering,
    voices,
    way,
)
from payung.office.demonstration.characters import Office
from payung.office.demonstration.setting_up import set_up
from payung.office.funding.models import Sponsor
from payung.office.insight import actions as insight
from payung.office.insight.models import Segment
from payung.office.programmes.models import Programme
from payung.office.unclaimed.actions import gather_if_any
from payung.synthetic.plan import Plan, ProgrammePlan
from payung.synthetic.programmes import build

SEED = 7


@dataclass(frozen=True, slots=True)
class _Ending:
    """How far a programme goes: months billed, what became of the last bill, the share that BPJS turned away."""

    months: int
    last: str
    refused: float = 0.0
    export: bool = True


_ENDINGS = {
    "madiun-2020": _Ending(5, "partial", 0.008),
    "sawahlunto-desa-2023": _Ending(12, "surplus"),
    "sawahlunto-desa-2024": _Ending(12, "paid"),
    "sawahlunto-petani-2025": _Ending(12, "paid"),
    "sijunjung-2022": _Ending(41, "paid", export=False),
    "sijunjung-2023": _Ending(4, "unpaid", 0.004),
    "sijunjung-2024": _Ending(19, "paid", export=False),
}


def is_loaded() -> bool:
    return Programme.objects.filter(name=newcomer.NAME).exists()


def load(folder: Path, say: way.Say, seed: int = SEED) -> None:
    """Drive everything through the acts. ``folder`` gets the files; ``say(what, done, of)`` hears of progress."""
    say("files", 0, 1)
    plan = build(folder, seed)
    say("files", 1, 1)
    import_areas(None, read_files(packaged_files()))
    offices = {region.code: characters.staff(region) for region in characters.REGIONS}
    for programme in plan.programmes:
        say(f"{programme.name}, {programme.first_month}", 0, 1)
        run(offices[programme.area], programme, seed, say)
    farmers = _keep_running(offices, plan, folder, seed, say)
    planning.add(offices[farmers.area], farmers, say)
    say("families", 0, 1)
    families.add(offices[characters.SAWAHLUNTO.code])
    sijunjung_families.add(offices[characters.SIJUNJUNG.code])
    figures(offices, plan)
    for office in offices.values():
        characters.sponsor(office, Sponsor.objects.filter(area_id=office.region.code).earliest("pk"))
    newcomer.open_programme(offices[characters.MADIUN.code], folder / "contoh")
    say("sweeps", 0, 1)
    deaths.sweep_all(offices, folder, seed)
    say("sweeps", 1, 1)
    leaving.leave(offices[characters.SAWAHLUNTO.code], running.NAME)
    leaving.company_history(offices[characters.SAWAHLUNTO.code], folder)
    gather_if_any(timezone.localdate())
    voices.add(offices)
    say("activities", 0, 1)
    outreach.add(offices)
    voices.look_again(offices[characters.SAWAHLUNTO.code])
    count_if_due(timezone.localdate())
    steering.add(offices)
    say("reports", 0, 1)
    auditing.look(offices)
    auditing.report(offices)
    say("reports", 1, 1)
    # Everything queued on the way was done on the way: no worker need look at it again.
    DBTaskResult.objects.all().delete()


def _keep_running(
    offices: dict[str, Office], plan: Plan, folder: Path, seed: int, say: way.Say
) -> ProgrammePlan:
    """A programme of today whose treasury is behind."""
    farmers = running.follow_up(plan.programmes, folder)
    say(f"{farmers.name}, {farmers.first_month}", 0, 1)
    run(
        offices[farmers.area],
        farmers,
        seed,
        say,
        _Ending(running.months_billed(timezone.localdate()), "behind"),
    )
    return farmers


def run(
    office: Office, plan: ProgrammePlan, seed: int, say: way.Say, ending: _Ending | None = None
) -> Programme:
    """One programme from its criteria to its last payment."""
    ending = ending or _ENDINGS[plan.key]
    programme = set_up(office, plan)
    way.propose(office, programme, plan, say)
    decision = way.decide(office, programme, plan)
    way.enrol(office, decision, seed=seed, refused=ending.refused, export=ending.export)
    sijunjung_families.leave(office, programme, decision)
    months = min(ending.months, plan.months)
    way.bill_and_pay(office, programme, months, last=ending.last, say=say)
    return programme


def figures(offices: dict[str, Office], plan: Plan) -> None:
    """The shares that were published, with their parts, and the targets."""
    for figure in plan.coverage:
        note = "Pembilang dan penyebut disusun kembali untuk peragaan" if figure.reconstructed else ""
        insight.add_figure(
            offices[figure.area].manager,
            area=Area.objects.get(code=figure.area),
            segment=Segment.ALL,
            definition=figure.definition.id,
            numerator=figure.numerator,
            denominator=figure.denominator,
            published=None,
            source=figure.source.id,
            dated=figure.month.last_day(),
            note=note,
        )
    for target in plan.targets:
        insight.add_target(
            offices[target.area].manager,
            area=Area.objects.get(code=target.area),
            year=target.year,
            people=target.people,
            stock=_vulnerable(plan, target.area),
            about=target.about.id,
        )


def _vulnerable(plan: Plan, area: str) -> int | None:
    """The vulnerable workers of an area, where a published share names them."""
    return next(
        (f.denominator for f in plan.coverage if f.area == area and "rentan" in f.definition.id), None
    )
