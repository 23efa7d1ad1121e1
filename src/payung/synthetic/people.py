"""Seeded synthetic people as an Arrow table: whole columns at a time, so that a million take seconds.

Nobody here exists. NIK, KK and phone numbers are valid in form and yet plainly made up: the serial at the end of a NIK
or KK starts at 9001, which no district reaches on one birthday, and phones start with 08120000.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payung.synthetic.areas import REGENCY_NAMES, Village
from payung.synthetic.vocabulary import Culture, culture_of

FIRST_SERIAL = 9001
LAST_SERIAL = 9999
YOUNGEST, OLDEST = 18, 80

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]


def people(
    count: int,
    seed: int,
    villages: Sequence[Village],
    *,
    on: date = date(2026, 1, 1),
    youngest: int = YOUNGEST,
    first_serial: int = FIRST_SERIAL,
) -> pa.Table:
    """``count`` people aged ``youngest`` to 80 living in ``villages`` (of one culture), in households, on the day ``on``.

    Columns, one line per person, grouped by village: ``nik kk name called birth_place birth_date sex address rt rw
    village village_code occupation phone mother_name income``. ``name`` is the name as registered; ``called`` is how
    the village writes it, now and then with a title or gelar. ``phone`` may be null; ``income`` is rupiah per month.

    A NIK is unique within one call, and across calls whose ``first_serial`` lie far enough apart. The same arguments
    give the same table. Raises ValueError when nobody is asked for or the serials of one birthday run out.
    """
    if count < 1:
        raise ValueError("at least one person")
    rng = np.random.default_rng(seed)
    culture = culture_of(villages[0].code)
    household, position = _households(count, rng)
    village_of_household = np.sort(rng.integers(0, len(villages), household[-1] + 1))
    home = village_of_household[household]
    female = _sexes(household, position, rng)
    born = _birth_dates(position, on, youngest, rng)
    district = np.array([village.district_digits for village in villages], dtype=np.int64)[home]
    birth_place, registered = _birth_places(villages, home, district, culture, rng)
    name, called = _names(female, culture, rng)
    head_first = np.flatnonzero(position == 0)
    street = _pick(culture.streets, household[-1] + 1, rng)
    house = rng.integers(1, 140, len(head_first))
    lines = pc.binary_join_element_wise(street, pa.array(house.astype(str)), " No. ")
    blocks = rng.integers(1, 13, (2, len(head_first)))
    return pa.table(
        {
            "nik": _numbers(registered, born, female, first_serial),
            "kk": _family_numbers(district[head_first], on, first_serial, rng).take(household),
            "name": name,
            "called": called,
            "birth_place": birth_place,
            "birth_date": pa.array(born),
            "sex": _choose(female, "P", "L"),
            "address": lines.take(household),
            "rt": _block(blocks[0], household),
            "rw": _block(blocks[1], household),
            "village": pa.array([village.name for village in villages]).take(home),
            "village_code": pa.array([village.code for village in villages]).take(home),
            "occupation": _occupations(culture, count, rng),
            "phone": _phones(count, rng),
            "mother_name": _mothers(name, position, female, culture, rng),
            "income": (np.clip(rng.lognormal(13.85, 0.38, count), 3e5, 5e6) // 50_000).astype(np.int64)
            * 50_000,
        }
    )


def _households(count: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Household number and place in the household (0 head, 1 spouse, 2 grown child) of every person."""
    sizes = rng.choice([1, 2, 3], size=count, p=[0.62, 0.26, 0.12])
    household = np.repeat(np.arange(count, dtype=np.int64), sizes)[:count]
    starts = np.flatnonzero(np.diff(household, prepend=-1))
    return household, np.arange(count, dtype=np.int64) - starts[household]


def _sexes(household: Ints, position: Ints, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    female = rng.random(len(household)) < np.where(position == 0, 0.32, 0.45)
    spouse = np.flatnonzero(position == 1)
    female[spouse] = ~female[spouse - 1]
    return female


def _birth_dates(position: Ints, on: date, youngest: int, rng: np.random.Generator) -> Days:
    """Most are in their forties; spouses are near in age and a grown child is at least 18 years younger."""
    count = len(position)
    age = youngest + (OLDEST - youngest) * rng.beta(2.3, 2.9, count)
    spouse, child = np.flatnonzero(position == 1), np.flatnonzero(position == 2)
    age[child] = youngest + rng.random(len(child)) * 20
    age[child - 2] = np.maximum(age[child - 2], age[child] + 19)
    age[spouse] = age[spouse - 1] + rng.normal(0, 3, len(spouse))
    age[child - 1] = np.maximum(age[child - 1], age[child] + 18)
    days = np.clip(age, youngest + 0.01, OLDEST) * 365.25 + rng.random(count)
    return np.datetime64(on) - days.astype("timedelta64[D]")


def _birth_places(
    villages: Sequence[Village], home: Ints, district: Ints, culture: Culture, rng: np.random.Generator
) -> tuple[pa.Array, Ints]:
    """Place of birth and the district code that stands in the NIK: one in eight was first registered elsewhere."""
    places = [name for name, _ in culture.birth_places]
    codes = np.array([code for _, code in culture.birth_places], dtype=np.int64)
    elsewhere = np.where(rng.random(len(home)) < 0.12, rng.integers(0, len(places), len(home)), -1)
    own = [REGENCY_NAMES.get(v.regency_code, v.district).split(" ", 1)[-1] for v in villages]
    index = np.where(elsewhere >= 0, elsewhere, len(places) + home)
    return pa.array([*places, *own]).take(index), np.where(elsewhere >= 0, codes[elsewhere], district)


def _names(
    female: npt.NDArray[np.bool_], culture: Culture, rng: np.random.Generator
) -> tuple[pa.Array, pa.Array]:
    count = len(female)
    none = pa.nulls(count, pa.string())
    single = rng.random(count) < culture.single_share
    led = ~single & (rng.random(count) < 0.1)
    lead = pc.if_else(
        led,
        _by_sex(female, culture.women_lead, culture.men_lead, rng),
        none,
    )
    first = _by_sex(female, culture.women_first, culture.men_first, rng)
    second = pc.if_else(
        single,
        none,
        _by_sex(female, culture.women_second, culture.men_second, rng),
    )
    name = pc.binary_join_element_wise(lead, first, second, " ", null_handling="skip")
    manner = rng.random(count)
    title = pc.if_else(manner < 0.04, _by_sex(female, culture.women_titles, culture.men_titles, rng), none)
    gelar = none
    if culture.gelar:
        bears = ~female & (manner > 0.93)
        gelar = pc.if_else(bears, _pick(culture.gelar, count, rng), none)
    return name, pc.binary_join_element_wise(title, name, gelar, " ", null_handling="skip")


def _mothers(
    name: pa.Array,
    position: Ints,
    female: npt.NDArray[np.bool_],
    culture: Culture,
    rng: np.random.Generator,
) -> pa.Array:
    """A grown child's mother is the woman of the household; everybody else's is a name of her own."""
    count = len(position)
    second = pc.if_else(
        rng.random(count) < 0.55, pa.nulls(count, pa.string()), _pick(culture.women_second, count, rng)
    )
    own = pc.binary_join_element_wise(
        _pick(culture.women_first, count, rng), second, " ", null_handling="skip"
    )
    child = np.flatnonzero(position == 2)
    woman = np.zeros(count, dtype=np.int64)
    woman[child] = np.where(female[child - 2], child - 2, child - 1)
    return pc.if_else(position == 2, name.take(woman), own)


def _numbers(registered: Ints, born: Days, female: npt.NDArray[np.bool_], first_serial: int) -> pa.Array:
    """NIK: district of first registration, DDMMYY (women DD + 40), serial within these twelve digits."""
    day, month, year = _calendar(born)
    stem = registered * 1_000_000 + (day + 40 * female) * 10_000 + month * 100 + year % 100
    return _digits(stem * 10_000 + _serials(stem, first_serial))


def _family_numbers(district: Ints, on: date, first_serial: int, rng: np.random.Generator) -> pa.Array:
    """KK: district, the day the card was issued, serial."""
    issued = np.datetime64(on) - rng.integers(30, 5000, len(district)).astype("timedelta64[D]")
    day, month, year = _calendar(issued)
    stem = district * 1_000_000 + day * 10_000 + month * 100 + year % 100
    return _digits(stem * 10_000 + _serials(stem, first_serial))


def _calendar(days: Days) -> tuple[Ints, Ints, Ints]:
    months = days.astype("datetime64[M]")
    day = (days.astype("datetime64[D]") - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    return day, month, days.astype("datetime64[Y]").astype(np.int64) + 1970


def _serials(stem: Ints, first: int) -> Ints:
    """1, 2, 3 ... from ``first`` among equal stems, in order of appearance."""
    order = np.argsort(stem, kind="stable")
    ranked = stem[order]
    starts = np.flatnonzero(np.diff(ranked, prepend=-1))
    place = np.arange(len(stem)) - np.repeat(starts, np.diff(np.append(starts, len(stem))))
    serial = np.empty(len(stem), dtype=np.int64)
    serial[order] = first + place
    if len(serial) and serial.max() > LAST_SERIAL:
        raise ValueError(
            f"more people share one birthday and district than serials {first} to {LAST_SERIAL} allow"
        )
    return serial


def _digits(values: Ints) -> pa.Array:
    return pc.cast(pa.array(values), pa.string())


def _occupations(culture: Culture, count: int, rng: np.random.Generator) -> pa.Array:
    """The first kinds of work in the list are the commonest."""
    weight = 1 / (4 + np.arange(len(culture.work)))
    return pa.array(culture.work).take(rng.choice(len(culture.work), size=count, p=weight / weight.sum()))


def _phones(count: int, rng: np.random.Generator) -> pa.Array:
    """One in three has no phone."""
    digits = _digits(81_200_000_000 + rng.integers(0, 10_000, count))
    number = pc.binary_join_element_wise(pa.scalar("0"), digits, "")
    return pc.if_else(rng.random(count) < 0.34, pa.nulls(count, pa.string()), number)


def _block(numbers: Ints, household: Ints) -> pa.Array:
    return pa.array([f"{number:03}" for number in range(14)]).take(numbers).take(household)


def _pick(words: Sequence[str], count: int, rng: np.random.Generator) -> pa.Array:
    return pa.array(words).take(rng.integers(0, len(words), count))


def _by_sex(
    female: npt.NDArray[np.bool_], women: Sequence[str], men: Sequence[str], rng: np.random.Generator
) -> pa.Array:
    return pc.if_else(female, _pick(women, len(female), rng), _pick(men, len(female), rng))


def _choose(mask: npt.NDArray[np.bool_], yes: Any, no: Any) -> pa.Array:
    return pc.if_else(mask, pa.scalar(yes), pa.scalar(no))
