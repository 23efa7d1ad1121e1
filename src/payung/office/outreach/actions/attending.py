"""Who came: by the code on the door, from a list, or written by an officer. Nobody stands twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.errors import Place, UnusableInput
from payung.exchange.listing import Fields, Skipped, read_list, squeeze, words
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.journal.acts import act, record
from payung.office.outreach.models import Activity, Attendance, State, Way

MOST_PRESENT = 5_000  # a stadium; what is more is somebody playing with the code
_FIELDS = Fields(
    words=words(
        name="Nama|Nama Lengkap|Nama Peserta|Name",
        institution="Instansi|Lembaga|Asal|Unsur|Jabatan|Instansi/Lembaga|Asal Instansi|Dari|Institution",
        village="Desa|Nagari|Kelurahan|Desa/Kelurahan|Desa/Nagari|Desa/Kelurahan/Nagari|Alamat|Village",
    ),
    needed=frozenset({"name"}),
    any_of=frozenset({"name"}),
    naming=frozenset({"name"}),
    shown=Text("Nama, dan bila ada Instansi dan Desa", "Nama, and where there are any Instansi and Desa"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody present, as written; ``village`` is a code or empty."""

    name: str
    institution: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list: every row stands in one of these."""

    added: int
    twice: int
    unknown_village: int
    skipped: Mapping[str, int]  # key of payung.exchange.listing.SKIPS -> rows


@act("attendance.open")
def open_signing(actor: Any, activity: Activity) -> None:
    """Let people sign themselves in."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    if not Activity.objects.filter(pk=activity.pk, state=State.PLANNED).update(attendance_open=True):
        raise _over()
    record(f"activity:{activity.public_id}", area=activity.area_id)


@act("attendance.close")
def close_signing(actor: Any, activity: Activity) -> None:
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    Activity.objects.filter(pk=activity.pk).update(attendance_open=False)
    record(f"activity:{activity.public_id}", area=activity.area_id)


@act("attendance.sign")
def sign(actor: Any, activity: Activity, person: Person) -> None:
    """Somebody signs in by the code, without a login. Told the same whether the name stood there already.

    Raises UnusableInput where signing is closed, the name is empty, or the list is full.
    """
    kept = Activity.objects.select_for_update(no_key=True, of=("self",)).get(pk=activity.pk)
    if not kept.attendance_open:
        raise _over()
    added = _add(kept, [person], Way.CODE)
    record(f"activity:{kept.public_id}", area=kept.area_id, facts={"added": added})


@act("attendance.write")
def write(actor: Any, activity: Activity, person: Person) -> int:
    """One more name, written by an officer; 0 where it stands there already."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = _not_cancelled(activity)
    added = _add(kept, [person], Way.HAND)
    record(f"activity:{kept.public_id}", area=kept.area_id, facts={"added": added})
    return added


@act("attendance.list")
def take_list(actor: Any, activity: Activity, path: Path, *, file_name: str) -> Taken:
    """The names of a list (.xlsx, .xls, .ods, .csv). Raises UnusableInput for one without a heading Nama."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = _not_cancelled(activity)
    people: list[Person] = []
    skipped: Counter[str] = Counter()
    villages = {squeeze(name): code for name, code in kept.villages.values_list("name", "code")}
    unknown = 0
    for item in read_list(path, _FIELDS, file_name):
        if isinstance(item, Skipped):
            skipped[item.why] += 1
            continue
        if not squeeze(item.text("name")):  # a dash for nobody
            skipped["note"] += 1
            continue
        written = item.text("village")
        village = villages.get(squeeze(written), "")
        unknown += bool(written and not village)
        people.append(Person(item.text("name"), item.text("institution"), village))
    added = _add(kept, people, Way.LIST)
    record(
        f"activity:{kept.public_id}",
        area=kept.area_id,
        facts={"file": file_name, "rows": len(people), "added": added, "skipped": sum(skipped.values())},
    )
    return Taken(added, len(people) - added, unknown, dict(skipped))


@act("attendance.remove")
def remove(actor: Any, activity: Activity, attendance: Attendance, *, why: str) -> None:
    """Take a name off that was never there."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    if not why.strip():
        raise UnusableInput(
            Text("Alasannya kosong", "The reason is missing"),
            Text("Tulis mengapa nama ini dikeluarkan", "Write why this name is taken off"),
            Place(column="why"),
        )
    Attendance.objects.filter(pk=attendance.pk, activity=activity).delete()
    record(f"activity:{activity.public_id}", area=activity.area_id, why=why)


def _add(activity: Activity, people: Iterable[Person], way: str) -> int:
    """New names only; returns how many. The activity's row is locked, so that the limit holds."""
    wanted: dict[str, Attendance] = {}
    for person in people:
        name = " ".join(person.name.split())[:120]
        institution = " ".join(person.institution.split())[:120]
        if not squeeze(name):
            raise UnusableInput(
                Text("Namanya kosong", "The name is missing"),
                Text("Tulis nama yang hadir", "Write the name of who came"),
                Place(column="name"),
            )
        key = hashlib.sha256(f"{squeeze(name)}|{squeeze(institution)}".encode()).hexdigest()
        wanted.setdefault(
            key,
            Attendance(
                activity=activity,
                name=name,
                institution=institution,
                village_id=person.village or None,
                way=way,
                key=key,
            ),
        )
    there = set(activity.present.values_list("key", flat=True))
    new = [one for key, one in wanted.items() if key not in there]
    if len(there) + len(new) > MOST_PRESENT:
        raise UnusableInput(
            Text(
                f"Daftar hadir paling banyak {MOST_PRESENT} nama",
                f"An attendance list has {MOST_PRESENT} names at most",
            ),
            Text("Bagi menjadi beberapa kegiatan", "Split it into several activities"),
        )
    Attendance.objects.bulk_create(new)
    return len(new)


def _not_cancelled(activity: Activity) -> Activity:
    kept = Activity.objects.select_for_update(no_key=True, of=("self",)).get(pk=activity.pk)
    if kept.state == State.CANCELLED:
        raise _over()
    return kept


def _over() -> UnusableInput:
    return UnusableInput(
        Text("Daftar hadir ini tidak dibuka", "This attendance list is not open"),
        Text("Hubungi panitia kegiatan", "Ask whoever holds the activity"),
    )
