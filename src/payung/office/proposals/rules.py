"""What the engine needs to know of a programme: the criteria in force, and the lists that fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from payung.language import Text
from payung.law.month import Month, date_in_words
from payung.office.programmes.models import Criteria, Programme
from payung.office.references.models import Kind, ReferenceList
from payung.office.references.queries import latest
from payung.verification import Programme as EngineProgramme


@dataclass(frozen=True, slots=True)
class Rules:
    """``hold`` says why nothing can be checked now: the registry that the programme asks for is missing or too old."""

    criteria: Criteria | None
    engine: EngineProgramme
    lists: dict[Kind, ReferenceList]
    hold: Text | None


def rules_for(programme: Programme, on: date) -> Rules:
    """The criteria in force on a day, and the newest list of each kind. Raises UnusableInput for criteria that
    the engine cannot read."""
    criteria = programme.criteria.filter(valid_from__lte=on).order_by("-version").first()
    mapping = dict(criteria.rules) if criteria else {}
    mapping |= {
        "name": programme.name,
        "area": programme.area_id,
        "from": str(Month.from_number(programme.first_month)),
        "months": programme.months,
    }
    engine = EngineProgramme.from_mapping(mapping)
    lists = latest(programme.area_id, on)
    return Rules(criteria, engine, lists, _hold(programme, engine, lists.get(Kind.REGISTRY), on))


def _hold(
    programme: Programme, engine: EngineProgramme, registry: ReferenceList | None, on: date
) -> Text | None:
    if not (engine.registry_required or engine.max_decile):
        return None
    if registry is None:
        return Text(
            f"Program {programme.name} mensyaratkan register sosial (DTKS, DTSEN), tetapi daftarnya belum ada. "
            "Minta dinas mengunggahnya; usulan ini tersimpan dan diperiksa begitu daftar itu ada.",
            f"The programme {programme.name} asks for the social registry (DTKS, DTSEN), but there is no list yet. "
            "Ask the office to upload it; this proposal is kept and checked as soon as the list is there.",
        )
    age = (on - registry.dated).days
    if age <= programme.registry_max_age:
        return None
    return Text(
        f"Register “{registry.name}” berasal dari {date_in_words(registry.dated, 'id')}: {age} hari, sedangkan "
        f"program ini menerima paling lama {programme.registry_max_age} hari. Minta dinas mengunggah yang baru; "
        "usulan ini tersimpan dan diperiksa begitu daftar itu ada.",
        f"The registry “{registry.name}” is of {date_in_words(registry.dated, 'en')}: {age} days old, while this "
        f"programme accepts {programme.registry_max_age} days at most. Ask the office to upload a newer one; "
        "this proposal is kept and checked as soon as the list is there.",
    )
