"""Acts on the award: a version of the criteria, an innovation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.award.evidence import SOURCES
from payung.office.award.models import Innovation, Level, Scheme
from payung.office.journal.acts import act, record

WHOLE = 100
_MOST = 1_000_000_000


@act("award.criteria")
def set_criteria(
    actor: Any,
    area_code: str,
    *,
    name: str,
    level: str,
    criteria: Mapping[str, Mapping[str, int]],
    why: str = "",
) -> Scheme:
    """The first version of an award's criteria, or the next one under the same name. Weights add up to 100."""
    require(actor, May.MANAGE_AWARD, area_code)
    _filled("name", name)
    _check(level, criteria)
    Area.objects.select_for_update(no_key=True).get(pk=area_code)
    earlier = Scheme.objects.filter(area=area_code, name=name.strip())
    if (other := earlier.first()) is not None and other.level != level:
        raise UnusableInput(
            Text(
                "Penghargaan dengan nama ini menilai hal lain", "The award of this name judges something else"
            ),
            Text("Pakai nama lain", "Use another name"),
            Place(column="name"),
        )
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    made = Scheme.objects.create(
        area_id=area_code,
        name=name.strip(),
        level=level,
        version=version,
        criteria={code: dict(said) for code, said in criteria.items()},
        why=why.strip()[:300],
        made_by=actor,
    )
    record(
        f"award:{made.public_id}",
        area=area_code,
        why=why,
        facts={"name": made.name, "level": level, "version": version, "criteria": made.criteria},
    )
    return made


def _check(level: str, criteria: Mapping[str, Mapping[str, int]]) -> None:
    total = sum(said["weight"] for said in criteria.values())
    for code, said in criteria.items():
        if code not in SOURCES or not 0 <= said["weight"] <= WHOLE or not 1 <= said["full"] <= _MOST:
            raise UnusableInput(
                Text(
                    f"Bobot atau nilai penuh “{code}” tidak masuk akal",
                    f"Weight or full value of “{code}” cannot be",
                ),
                Text("Bobot 0 sampai 100, nilai penuh 1 atau lebih", "Weight 0 to 100, full value 1 or more"),
                Place(column=f"{code}_weight"),
            )
    if level not in Level.values or total != WHOLE:
        raise UnusableInput(
            Text(f"Jumlah bobot {total}, seharusnya {WHOLE}", f"The weights add up to {total}, not {WHOLE}"),
            Text("Ubah bobot sampai jumlahnya tepat", "Change weights until they add up"),
        )


@act("award.innovation")
def add_innovation(actor: Any, area_code: str, *, title: str, about: str, dated: date) -> Innovation:
    require(actor, May.MANAGE_AWARD, area_code)
    _filled("title", title)
    _filled("about", about)
    if dated > timezone.localdate():
        raise UnusableInput(
            Text("Tanggalnya belum tiba", "The day has not come yet"),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="dated"),
        )
    made = Innovation.objects.create(
        area_id=area_code, title=title.strip(), about=about.strip(), dated=dated, added_by=actor
    )
    record(f"innovation:{made.public_id}", area=area_code, facts={"title": made.title, "dated": dated})
    return made


def _filled(column: str, value: str) -> None:
    if not value.strip():
        raise UnusableInput(
            Text("Isian ini kosong", "This field is empty"),
            Text("Isi lebih dulu", "Fill it first"),
            Place(column=column),
        )
