"""Acts on the activity itself: planned, changed, held with its minutes, cancelled; and campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, covers, require
from payung.office.areas.models import Area, Level
from payung.office.core.vault import seal_fields, unseal_fields
from payung.office.journal.acts import act, record
from payung.office.outreach.models import SEALED_MINUTES, Activity, Campaign, Kind, State
from payung.office.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned. ``villages`` are codes; none: every village of the area."""

    kind: str
    title: str
    day: date
    place: str
    agenda: str = ""
    campaign: Campaign | None = None
    programme: Programme | None = None
    villages: Sequence[str] = field(default_factory=tuple)


@act("campaign.add")
def add_campaign(actor: Any, area_code: str, *, name: str, about: str = "") -> Campaign:
    require(actor, May.MANAGE_OUTREACH, area_code)
    _filled("name", name)
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(area_id=area_code, name=name.strip(), about=about.strip())
    except IntegrityError as error:
        raise UnusableInput(
            Text(f"Kampanye “{name}” sudah ada", f"There is a campaign “{name}” already"),
            Text("Pakai nama lain, misalnya dengan tahunnya", "Use another name, such as one with the year"),
            Place(column="name"),
        ) from error
    record(f"campaign:{campaign.public_id}", area=area_code, facts={"name": campaign.name})
    return campaign


@act("activity.plan")
def plan(actor: Any, area_code: str, said: Plan) -> Activity:
    """A new activity of the area. Raises UnusableInput where the plan cannot be."""
    require(actor, May.MANAGE_OUTREACH, area_code)
    activity = Activity(area_id=area_code, made_by=actor)
    _write(activity, said)
    record(f"activity:{activity.public_id}", area=area_code, facts=_told(activity, said))
    return activity


@act("activity.change")
def change(actor: Any, activity: Activity, said: Plan) -> Activity:
    """Change the plan; what was held or cancelled stays as it is."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = _planned(activity)
    _write(kept, said)
    record(f"activity:{kept.public_id}", area=kept.area_id, facts=_told(kept, said))
    return kept


@act("activity.hold")
def hold(actor: Any, activity: Activity, *, held_on: date, minutes: str, cards_handed: int = 0) -> Activity:
    """It took place: its minutes, and how many cards were handed over. Signing in closes with it."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = _planned(activity)
    if held_on > timezone.localdate():
        raise UnusableInput(
            Text("Hari pelaksanaan belum tiba", "The day has not come yet"),
            Text("Catat sesudah kegiatan berlangsung", "Record it once it has taken place"),
            Place(column="held_on"),
        )
    _filled("minutes", minutes)
    if cards_handed < 0:
        raise UnusableInput(
            Text("Jumlah kartu tidak masuk akal", "The number of cards cannot be"),
            Text("Isi 0 atau lebih", "Write 0 or more"),
            Place(column="cards_handed"),
        )
    kept.state, kept.held_on, kept.attendance_open = State.HELD, held_on, False
    kept.sealed, kept.cards_handed = seal_fields({"minutes": minutes.strip()}, SEALED_MINUTES), cards_handed
    kept.save()
    record(
        f"activity:{kept.public_id}",
        area=kept.area_id,
        facts={"held_on": held_on, "cards": cards_handed, "present": kept.present.count()},
    )
    return kept


@act("activity.minutes")
def mend_minutes(actor: Any, activity: Activity, *, minutes: str, why: str) -> Activity:
    """Write the minutes anew, with the reason."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = Activity.objects.select_for_update(no_key=True, of=("self",)).get(pk=activity.pk)
    if kept.state != State.HELD:
        raise UnusableInput(
            Text("Kegiatan ini belum dicatat berlangsung", "This activity is not recorded as held"),
            Text("Catat pelaksanaannya lebih dulu", "Record it as held first"),
        )
    _filled("minutes", minutes)
    _filled("why", why)
    kept.sealed = seal_fields({"minutes": minutes.strip()}, SEALED_MINUTES)
    kept.save(update_fields=["sealed"])
    record(f"activity:{kept.public_id}", area=kept.area_id, why=why)
    return kept


@act("activity.cancel")
def cancel(actor: Any, activity: Activity, *, why: str) -> Activity:
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = _planned(activity)
    _filled("why", why)
    kept.state, kept.why_cancelled, kept.attendance_open = State.CANCELLED, why.strip()[:500], False
    kept.save()
    record(f"activity:{kept.public_id}", area=kept.area_id, why=why)
    return kept


def minutes_of(activity: Activity) -> str:
    if not activity.sealed:
        return ""
    words: str = unseal_fields(activity.sealed, SEALED_MINUTES)["minutes"]
    return words


def _planned(activity: Activity) -> Activity:
    kept = Activity.objects.select_for_update(no_key=True, of=("self",)).get(pk=activity.pk)
    if kept.state != State.PLANNED:
        raise UnusableInput(
            Text(
                f"Kegiatan ini sudah {'dilaksanakan' if kept.state == State.HELD else 'dibatalkan'}",
                f"This activity was {'held' if kept.state == State.HELD else 'cancelled'} already",
            ),
            Text("Tidak ada yang diubah", "Nothing was changed"),
        )
    return kept


def _write(activity: Activity, said: Plan) -> None:
    if said.kind not in Kind.values:
        raise UnusableInput(
            Text("Jenis kegiatan tidak dikenal", "This kind of activity is not known"),
            Text("Pilih dari daftar", "Choose one of the list"),
            Place(column="kind"),
        )
    _filled("title", said.title)
    _filled("place", said.place)
    for column, foreign in (
        ("campaign", said.campaign and not covers(said.campaign.area_id, activity.area_id)),
        ("programme", said.programme and not covers(said.programme.area_id, activity.area_id)),
    ):
        if foreign:
            raise UnusableInput(
                Text("Ini milik daerah lain", "This is another area's"),
                Text("Pilih milik daerah ini", "Choose one of this area"),
                Place(column=column),
            )
    villages = _villages(activity.area_id, said.villages)
    activity.kind, activity.title, activity.day = said.kind, said.title.strip(), said.day
    activity.place, activity.agenda = said.place.strip(), said.agenda.strip()
    activity.campaign, activity.programme = said.campaign, said.programme
    activity.save()
    activity.villages.set(villages)


def _villages(area_code: str, wanted: Sequence[str]) -> list[Area]:
    """The villages meant; those of a whole kecamatan or regency where none is named."""
    level = ("province", "regency", "district", "code")[area_code.count(".")]
    inside = Area.objects.filter(level=Level.VILLAGE, **{level: area_code})
    if not wanted:
        return list(inside)
    found = list(inside.filter(code__in=wanted))
    if missing := set(wanted) - {one.code for one in found}:
        raise UnusableInput(
            Text(f"{min(missing)} bukan desa di daerah ini", f"{min(missing)} is no village of this area"),
            Text("Pilih desa di dalam daerah kegiatan", "Choose villages inside the activity's area"),
            Place(column="villages"),
        )
    return found


def _filled(column: str, value: str) -> None:
    if not value.strip():
        raise UnusableInput(
            Text("Isian ini kosong", "This field is empty"),
            Text("Isi lebih dulu", "Fill it first"),
            Place(column=column),
        )


def _told(activity: Activity, said: Plan) -> dict[str, Any]:
    return {
        "kind": said.kind,
        "title": activity.title,
        "day": said.day,
        "place": activity.place,
        "villages": activity.villages.count(),
        "campaign": said.campaign and said.campaign.name,
        "programme": said.programme and said.programme.name,
    }
