"""A member beside what the list says, or beside the other number's holder, with what differs marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from payung.language import Language
from payung.law.continuity import STATUS_WORDS, Continuity
from payung.office.areas.models import Area
from payung.office.core.vault import masked
from payung.office.cover.participants import sealed_of
from payung.office.people.models import Person
from payung.office.proposals.comparing import Line, masked_pieces, pieces, score_words, shown
from payung.office.sweeps.models import How, Kind, Match


def columns(match: Match) -> tuple[str, str, str]:
    """What stands above the two sides, and how alike they are in words."""
    if match.kind == Kind.TWICE:
        other = match.other
        sides = (named(match.person), named(other) if other else "")
    else:
        sides = (_("Member"), _("The list"))
    return (*sides, score_words(match.score) if match.how in (How.PROBABLE, How.NAME_DIFFERS) else "")


def named(person: Person) -> str:
    """A member by the end of the number and the village: of two numbers of one person the ends are often the same."""
    return f"NIK …{person.nik_tail}, {person.village.name}"


def lines(match: Match, said: Mapping[str, Any], *, numbers: bool) -> Sequence[Line]:
    """``numbers``: whether the user may see digits that differ; else a number shows its tail only."""
    if match.kind == Kind.PAYER:
        return ()
    mine, written = _of_person(match.person), str(said.get("written", ""))
    other = _of_person(match.other) if match.other else _of_list(said)
    return [
        Line(_("Name"), *pieces(mine["name"], other["name"])),
        Line("NIK", *_numbers(mine["nik"], other["nik"], numbers)),
        *(
            _told_apart(mine, other) if match.kind != Kind.JOB else ()
        ),  # a list of members has number and name only
        *([Line(*_day(match, written))] if written else []),
    ]


def _told_apart(mine: Mapping[str, str], other: Mapping[str, str]) -> list[Line]:
    return [
        Line(_("Birth date"), *pieces(mine["born"], other["born"])),
        Line(_("Sex"), *pieces(mine["sex"], other["sex"])),
        Line(_("Village"), *pieces(mine["village"], other["village"])),
    ]


def _day(match: Match, written: str) -> tuple[Any, ...]:
    """The day as the list has it; the person's side has none."""
    label, day = (_("Job began"), match.began) if match.kind == Kind.JOB else (_("Died"), match.died)
    return label, (), pieces("", shown(day) or written)[1]


def _numbers(one: str, other: str, whole: bool) -> Any:
    if whole:
        return masked_pieces(one, other)
    return pieces(masked(one[-4:]), "")[0], pieces("", masked(other[-4:]) if other else "")[1]


def _of_person(person: Person) -> dict[str, str]:
    return {
        "name": person.name.upper(),
        "nik": str(sealed_of(person).get("nik", "")),
        "born": shown(person.birth_date),
        "sex": person.get_sex_display(),
        "village": person.village.name,
    }


def _of_list(said: Mapping[str, Any]) -> dict[str, str]:
    born = str(said.get("birth_date", ""))
    code = str(said.get("village_code", ""))
    return {
        "name": str(said.get("name", "")).upper(),
        "nik": str(said.get("nik", "")),
        "born": "-".join(reversed(born.split("-"))),
        "sex": {"L": _("Male"), "P": _("Female")}.get(str(said.get("sex", "")), ""),
        "village": (Area.objects.filter(pk=code).values_list("name", flat=True).first() or code)
        if code
        else "",
    }


def stood(told: Continuity, language: Language) -> str:
    """How the member stood on the day, in words."""
    words = STATUS_WORDS[told.status].to(language)
    return _("%(status)s, %(n)s months paid") % {"status": words, "n": told.paid_months}
