"""Whom a fund may pay: versions in force from a date. Rules that contradict each other are refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.member import SECTORS
from payung.office.accounts.permissions import May, covers, require
from payung.office.areas.models import Area
from payung.office.funding.actions.complaints import field
from payung.office.funding.actions.money import locked
from payung.office.funding.kinds import FACTS
from payung.office.funding.models import Asnaf, Fund, FundRule, Kind, PeopleGroup
from payung.office.funding.terms import KEYS, engine_fund
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Occupation

_MOST_MONTHS, _DECILES, _MOST_PLACES = 60, 10, 10_000_000


@act("fund.rules")
def set_rules(
    actor: Any, fund: Fund, rules: Mapping[str, Any], *, valid_from: date, basis: str = ""
) -> FundRule:
    """The next version, in force from a date on; earlier versions stay as they are. ``rules``: see funding/terms.py.

    Raises UnusableInput naming what cannot be, with nothing changed.
    """
    require(actor, May.MANAGE_FUNDS, fund.area_id)
    kept = locked(fund)
    chosen = checked(kept, rules)
    latest = kept.rules.order_by("-version").first()
    if latest and valid_from < latest.valid_from:
        raise field(
            "valid_from",
            f"Versi {latest.version} sudah berlaku sejak {latest.valid_from:%d-%m-%Y}",
            f"Version {latest.version} is in force since {latest.valid_from:%Y-%m-%d}",
            "Pilih tanggal itu atau sesudahnya",
            "Choose that day or a later one",
        )
    made = FundRule.objects.create(
        fund=kept,
        version=latest.version + 1 if latest else 1,
        valid_from=valid_from,
        rules=chosen,
        basis=basis.strip()[:250],
        made_by=actor,
    )
    record(
        f"fund:{kept.public_id}",
        area=kept.area_id,
        facts={"version": made.version, "valid_from": valid_from, "rules": chosen},
    )
    return made


def checked(fund: Fund, rules: Mapping[str, Any]) -> dict[str, Any]:
    """The rule without what is not asked, in one order. Raises UnusableInput naming the field."""
    unknown = [key for key in rules if key not in KEYS]
    if unknown:
        raise field(
            "",
            f"Aturan “{unknown[0]}” tidak dikenal",
            f"There is no rule “{unknown[0]}”",
            "Hapus",
            "Remove it",
        )
    chosen = {key: rules[key] for key in KEYS if rules.get(key) not in (None, "", [], ())}
    chosen = {key: list(value) if isinstance(value, tuple) else value for key, value in chosen.items()}
    _check_areas(fund, chosen.get("areas", ()))
    _check_words("sectors", chosen.get("sectors", ()), SECTORS)
    _check_words("asnaf", chosen.get("asnaf", ()), Asnaf.values)
    _check_words("not_covered_by", chosen.get("not_covered_by", ()), Kind.values)
    _check_figures(chosen)
    _check_groups(fund, chosen.get("groups", ()))
    _check_sense(fund, chosen)
    try:
        engine_fund(fund, chosen, id=fund.name)
    except UnusableInput as error:
        raise UnusableInput(error.what, error.mend) from error
    return chosen


def _check_areas(fund: Fund, codes: Sequence[str]) -> None:
    outside = [code for code in codes if not covers(fund.area_id, code)]
    if outside:
        raise field(
            "areas",
            f"{outside[0]} di luar wilayah dana ini ({fund.area_id})",
            f"{outside[0]} lies outside the fund's area ({fund.area_id})",
            "Pilih wilayah di dalamnya",
            "Choose areas inside it",
        )
    known = set(Area.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        raise field(
            "areas",
            f"Tidak ada wilayah berkode {unknown[0]}",
            f"There is no area with the code {unknown[0]}",
            "Periksa kodenya, misalnya 13.03.04",
            "Check the code, such as 13.03.04",
        )


def _check_words(column: str, said: Sequence[str], known: Sequence[str]) -> None:
    if unknown := [word for word in said if word not in known]:
        raise field(
            column,
            f"“{unknown[0]}” tidak dikenal",
            f"“{unknown[0]}” is not known",
            f"Pilih dari: {', '.join(known)}",
            f"Choose from: {', '.join(known)}",
        )


def _check_figures(chosen: Mapping[str, Any]) -> None:
    for column, most in (("max_decile", _DECILES), ("min_months", _MOST_MONTHS), ("places", _MOST_PLACES)):
        value = chosen.get(column)
        if value is not None and not (isinstance(value, int) and 1 <= value <= most):
            raise field(
                column,
                f"Harus bilangan bulat 1 sampai {most}",
                f"Must be a whole number from 1 to {most}",
                "Perbaiki angkanya",
                "Correct the figure",
            )


def _check_groups(fund: Fund, groups: Sequence[str]) -> None:
    heads = [fund.area_id[:at] for at in (2, 5, 8, 13) if at <= len(fund.area_id)]
    inside = Q(area__code__startswith=f"{fund.area_id}.") | Q(area_id__in=heads)
    known = set(PeopleGroup.objects.filter(inside, public_id__in=groups).values_list("public_id", flat=True))
    if unknown := [group for group in groups if group not in known]:
        raise field(
            "groups",
            f"Daftar orang {unknown[0]} tidak ada di wilayah dana ini",
            f"There is no list of people {unknown[0]} in the fund's area",
            "Unggah daftarnya lebih dulu",
            "Upload the list first",
        )


def _check_sense(fund: Fund, chosen: Mapping[str, Any]) -> None:
    """What contradicts itself, or the kind of money."""
    if FACTS[Kind(fund.kind)].asnaf and not chosen.get("asnaf"):
        raise field(
            "asnaf",
            "Dana zakat hanya bagi mustahik",
            "Zakat is for mustahik only",
            "Pilih sedikitnya satu golongan asnaf",
            "Choose at least one asnaf",
        )
    if fund.kind in chosen.get("not_covered_by", ()):
        raise field(
            "not_covered_by",
            "Dana ini tidak dapat mengecualikan jenisnya sendiri: tak seorang pun dapat dibayar dua tahun berturut",
            "A fund cannot shut out its own kind: whom it pays it could not go on paying",
            "Keluarkan jenis dana ini dari pilihan",
            "Take its own kind out of the choice",
        )
    sectors, work = set(chosen.get("sectors", ())), list(chosen.get("occupations", ()))
    if sectors and work:
        known = dict(Occupation.objects.filter(code__in=work).order_by("pk").values_list("code", "sector"))
        clash = [code for code in work if code in known and known[code] not in sectors]
        if len(clash) == len(work):
            raise UnusableInput(
                Text(
                    f"Sektor dan pekerjaan bertentangan: {', '.join(clash)} bukan di sektor itu; tak seorang pun dapat dibayar",
                    f"Sector and work contradict: {', '.join(clash)} is not in that sector; nobody could be paid",
                ),
                Text("Hapus salah satunya", "Take one of them away"),
                Place(column="occupations"),
            )
