"""The catalogue of work that a programme accepts, with the words by which people name each kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.journal.acts import act, record
from payung.office.people.models import Sector
from payung.office.programmes.models import Occupation, Programme


@act("occupations.start")
def start_catalogue(actor: Any, programme: Programme) -> int:
    """Fill the programme's catalogue from Payung's own; kinds that it has already stay as they are. Customary roles
    are no work, and are left out."""
    from payung.identity.occupations import catalogue

    require(actor, May.MANAGE_PROGRAMMES, programme.area_id)
    has = set(programme.occupations.values_list("code", flat=True))
    new = [
        Occupation(
            programme=programme,
            code=kind.code,
            name=kind.name.id[:80],
            synonyms=[word.lower() for word in kind.synonyms],
            sector=kind.sector,
        )
        for kind in catalogue()
        if not kind.role and kind.code not in has
    ]
    Occupation.objects.bulk_create(new)
    record(f"programme:{programme.public_id}", area=programme.area_id, facts={"added": len(new)})
    return len(new)


@act("occupation.save")
def save_occupation(
    actor: Any,
    programme: Programme,
    *,
    name: str,
    synonyms: Sequence[str] = (),
    sector: str = "other",
    code: str = "",
) -> Occupation:
    """Add a kind of work, or change the one with this ``code``. A word may name one kind only."""
    require(actor, May.MANAGE_PROGRAMMES, programme.area_id)
    name = " ".join(name.split())
    words = list(dict.fromkeys(word for raw in synonyms if (word := " ".join(raw.lower().split()))))
    if not name or sector not in Sector.values:
        raise UnusableInput(
            Text("Nama pekerjaan atau sektornya kosong", "The work's name or sector is empty"),
            Text("Isi nama dan pilih sektornya", "Fill the name and choose the sector"),
            Place(column="name"),
        )
    wanted = {name.lower(), *words}
    for other in programme.occupations.exclude(code=code):
        shared = wanted & {other.name.lower(), *other.synonyms}
        if shared:
            raise UnusableInput(
                Text(
                    f"“{min(shared)}” sudah menjadi sebutan {other.name}",
                    f"“{min(shared)}” names {other.name} already",
                ),
                Text("Pakai kata lain, atau ubah yang itu", "Use another word, or change that one"),
                Place(column="synonyms"),
            )
    occupation, made = Occupation.objects.update_or_create(
        programme=programme,
        code=code or slugify(name)[:60],
        defaults={"name": name, "synonyms": words, "sector": sector},
    )
    record(
        f"programme:{programme.public_id}",
        area=programme.area_id,
        facts={"code": occupation.code, "name": name, "synonyms": words, "sector": sector, "new": made},
    )
    return occupation
