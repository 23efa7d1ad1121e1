"""The order of preference of a programme: who comes first when there are fewer places than people.

A programme names some of these keys, the weightiest first. Whatever it names, ties are settled by the order of
arrival, so that the same proposals always give the same list. Only what a proposal or the registry says can be a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, OrderBy, Value, When

from payung.errors import UnusableInput
from payung.language import Text

Order = F | OrderBy


@dataclass(frozen=True, slots=True)
class Key:
    """``field`` is the column of a proposed row that is shown as the ground; ``order`` sorts by it, unknown last."""

    code: str
    name: Text
    explained: Text
    field: str
    order: tuple[OrderBy, ...]


_WOMEN = Case(When(sex="P", then=Value(0)), default=Value(1), output_field=IntegerField())

KEYS: dict[str, Key] = {
    key.code: key
    for key in (
        Key(
            "decile",
            Text("Desil kesejahteraan", "Welfare decile"),
            Text(
                "Desil terendah di data sosial didahulukan; yang desilnya tidak diketahui paling akhir",
                "The lowest decile in the social registry comes first; an unknown decile last",
            ),
            "decile",
            (F("decile").asc(nulls_last=True),),
        ),
        Key(
            "income",
            Text("Penghasilan", "Income"),
            Text(
                "Penghasilan terkecil didahulukan; yang tidak diisi paling akhir",
                "The smallest income comes first; an income left out last",
            ),
            "income",
            (F("income").asc(nulls_last=True),),
        ),
        Key(
            "oldest",
            Text("Umur, yang tertua dulu", "Age, the oldest first"),
            Text("Yang lahir lebih dulu didahulukan", "Who was born earlier comes first"),
            "birth_date",
            (F("birth_date").asc(nulls_last=True),),
        ),
        Key(
            "youngest",
            Text("Umur, yang termuda dulu", "Age, the youngest first"),
            Text("Yang lahir lebih akhir didahulukan", "Who was born later comes first"),
            "birth_date",
            (F("birth_date").desc(nulls_last=True),),
        ),
        Key(
            "women",
            Text("Perempuan dulu", "Women first"),
            Text("Pekerja perempuan didahulukan", "Women workers come first"),
            "sex",
            (_WOMEN.asc(),),
        ),
        Key(
            "first_come",
            Text("Urutan masuk", "Order of arrival"),
            Text(
                "Usulan yang lebih dulu masuk didahulukan, lalu urutan di lembarnya",
                "Who was proposed earlier comes first, then the order in the sheet",
            ),
            "submission_id",
            (F("submission_id").asc(), F("position").asc()),
        ),
    )
}
# Settles every tie, the same way each time.
_TIES = (*KEYS["first_come"].order, F("id").asc())


def check(codes: Sequence[str]) -> list[str]:
    """The codes, each known and named once. Raises UnusableInput."""
    unknown = [code for code in codes if code not in KEYS]
    if unknown:
        raise UnusableInput(
            Text(
                f"Urutan prioritas “{unknown[0]}” tidak dikenal", f"The priority “{unknown[0]}” is not known"
            ),
            Text(f"Pilih dari: {', '.join(KEYS)}", f"Choose from: {', '.join(KEYS)}"),
        )
    if len(set(codes)) < len(codes) or {"oldest", "youngest"} <= set(codes):
        raise UnusableInput(
            Text(
                "Urutan prioritas bertabrakan atau tertulis dua kali", "The priorities clash or stand twice"
            ),
            Text("Pakai setiap urutan satu kali saja", "Use each priority once only"),
        )
    return list(codes)


def order_by(codes: Sequence[str]) -> list[OrderBy]:
    """What sorts proposed rows by these keys, ties settled."""
    keys = [order for code in codes for order in KEYS[code].order]
    return [*keys, *_TIES]


def fields(codes: Sequence[str]) -> list[str]:
    """The columns of a row that the keys look at, as a list's line keeps them for grounds."""
    return [KEYS[code].field for code in codes]


def in_words(codes: Sequence[str]) -> Text:
    """One sentence a village clerk understands."""
    named = [KEYS[code].explained for code in codes if code != "first_come"] + [KEYS["first_come"].explained]
    return Text("; lalu ".join(text.id for text in named), "; then ".join(text.en for text in named))
