"""The checks that need nothing but the row itself; their codes go into ``problems``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from payung.identity import areas, nik
from payung.intake.cells import Birth, Numbers


def columns(
    niks: Numbers,
    births: Sequence[Birth],
    names: Sequence[str],
    sexes: Sequence[str],
    on: date,
) -> dict[str, list[str]]:
    """``birth_date`` (ISO), ``problems``, ``nik_birth_date`` and ``nik_sex`` of people in order."""
    iso: list[str] = []
    problems: list[str] = []
    nik_sexes: list[str] = []
    odd = niks.odd
    for at, (digits, birth, name, sex) in enumerate(zip(niks.digits, births, names, sexes, strict=True)):
        fault = odd[at].fault if at in odd else ""
        meaning = None if fault or digits[12:] == "0000" else nik.meaning(digits[6:12], on)
        found: list[str] = []
        nik_sexes.append(meaning.sex if meaning else "")
        if meaning is None:
            found.append(fault or "nik.malformed")
            iso.append("")
        else:
            if birth.day and birth.six != meaning.six:
                found.append("nik.birthdate_differs")
            if sex and sex != meaning.sex:
                found.append("nik.sex_differs")
            iso.append(birth.iso if birth.six == meaning.six else meaning.iso)
        if not name:
            found.append("name.missing")
        if birth.day is None and birth.given:
            found.append("birthdate.impossible")
        elif birth.day is None and meaning is None:
            found.append("birthdate.missing")
        if meaning is not None and not areas.is_known_district(digits[:6]):
            found.append("nik.area_unknown")
        problems.append(";".join(found))
    return {
        "birth_date": [birth.iso for birth in births],
        "problems": problems,
        "nik_birth_date": iso,
        "nik_sex": nik_sexes,
    }
