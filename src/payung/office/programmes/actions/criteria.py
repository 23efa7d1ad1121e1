"""Criteria are dated versions: a change is a new version, and what was verified keeps citing the old one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Criteria, Programme

# What people choose; the rest of the mapping follows from the programme itself.
CHOSEN = ("min_age", "max_age", "registry_required", "max_decile", "excluded_groups")


@act("criteria.add")
def add_criteria(
    actor: Any,
    programme: Programme,
    chosen: Mapping[str, Any],
    *,
    valid_from: date,
    listed_work_only: bool = False,
) -> Criteria:
    """The next version, in force from a date on. ``chosen`` has keys of CHOSEN; None leaves a rule out.

    ``listed_work_only``: only kinds of work in the programme's catalogue are accepted.
    Raises UnusableInput where the rules cannot be, or the date lies before the version in force.
    """
    require(actor, May.MANAGE_PROGRAMMES, programme.area_id)
    kept = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    rules = mapping(kept, chosen, listed_work_only=listed_work_only)
    latest = kept.criteria.order_by("-version").first()
    if latest and valid_from < latest.valid_from:
        raise UnusableInput(
            Text(
                f"Versi {latest.version} sudah berlaku sejak {latest.valid_from:%d-%m-%Y}",
                f"Version {latest.version} is in force since {latest.valid_from:%Y-%m-%d}",
            ),
            Text("Pilih tanggal itu atau sesudahnya", "Choose that day or a later one"),
        )
    made = Criteria.objects.create(
        programme=kept, version=latest.version + 1 if latest else 1, valid_from=valid_from, rules=rules
    )
    record(
        f"programme:{kept.public_id}",
        area=kept.area_id,
        facts={"version": made.version, "valid_from": valid_from, "rules": rules},
    )
    return made


def mapping(programme: Programme, chosen: Mapping[str, Any], *, listed_work_only: bool) -> dict[str, Any]:
    """The rules as ``payung.verification`` reads them. Raises UnusableInput naming the key."""
    from payung.verification import Programme as Rules

    rules: dict[str, Any] = {
        "name": programme.name,
        "area": programme.area_id,
        "from": str(Month.from_number(programme.first_month)),
        "months": programme.months,
    }
    rules |= {key: chosen[key] for key in CHOSEN if chosen.get(key) is not None}
    if listed_work_only:
        rules["occupations"] = list(programme.occupations.values_list("name", flat=True))
        if not rules["occupations"]:
            raise UnusableInput(
                Text("Daftar pekerjaan program masih kosong", "The programme's list of work is still empty"),
                Text("Isi daftar pekerjaan lebih dulu", "Fill the list of work first"),
            )
    Rules.from_mapping(rules)
    return rules
