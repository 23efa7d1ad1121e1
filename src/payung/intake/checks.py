"""The checks that need nothing but the row itself; their codes go into ``problems``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from payung.identity import areas, dates, nik
from payung.intake.schema import PROBLEMS

_ORDER = {code: place for place, code in enumerate(PROBLEMS)}


def columns(
    numbers: Sequence[nik.Number],
    births: Sequence[dates.Written],
    names: Sequence[str],
    sexes: Sequence[str],
    on: date,
) -> dict[str, list[str]]:
    """``birth_date`` (ISO), ``problems``, ``nik_birth_date`` and ``nik_sex`` of people in order."""
    out: dict[str, list[str]] = {"birth_date": [], "problems": [], "nik_birth_date": [], "nik_sex": []}
    settled: dict[dates.Written, date | None] = {}
    for number, written, name, sex in zip(numbers, births, names, sexes, strict=True):
        well_formed = not number.fault and nik.is_well_formed(number.digits, on)
        if written not in settled:
            settled[written] = (
                dates.settle(written.day, written.month, written.year, on) if written.possible else None
            )
        born = settled[written]
        by_nik = nik.birth_date(number.digits, on) if well_formed else None
        if born and by_nik and born != by_nik and nik.says(number.digits, born):
            by_nik = born  # the same day a century apart: the NIK cannot tell
        out["birth_date"].append(born.isoformat() if born else "")
        out["nik_birth_date"].append(by_nik.isoformat() if by_nik else "")
        out["nik_sex"].append(nik.sex(number.digits) if well_formed else "")
        out["problems"].append(_problems(number, well_formed, written, born, name, sex))
    return out


def _problems(
    number: nik.Number, well_formed: bool, written: dates.Written, born: date | None, name: str, sex: str
) -> str:
    found: list[str] = []
    if number.fault:
        found.append(number.fault)
    elif not well_formed:
        found.append("nik.malformed")
    else:
        if born and not nik.says(number.digits, born):
            found.append("nik.birthdate_differs")
        if sex and sex != nik.sex(number.digits):
            found.append("nik.sex_differs")
        if not areas.is_known_district(number.digits[:6]):
            found.append("nik.area_unknown")
    if not name:
        found.append("name.missing")
    if born is None and written.given:
        found.append("birthdate.impossible")
    elif born is None and not well_formed:
        found.append("birthdate.missing")
    if len(found) > 1:
        found.sort(key=_ORDER.__getitem__)
    return ";".join(found)
