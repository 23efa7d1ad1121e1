"""What befalls a person's fields on the way into another list, one small function each, by kind.

A function takes the record (a dict of text fields, ``birth_date`` a date or None) and a ``random.Random``, changes the
record and says whether anything changed: Slamet cannot lose his second name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from payung.synthetic.errors import abbreviated, can_swap, keyboard_slip, respelled, swapped_day_month

Record = dict[str, Any]
Error = Callable[[Record, Random], bool]


def _named(change: Callable[[str, Random], str]) -> Error:
    def error(record: Record, rng: Random) -> bool:
        before = record["name"]
        record["name"] = change(before, rng)
        return bool(record["name"] != before)

    return error


def _place(name: str, rng: Random) -> int | None:
    """Somewhere inside a word, not its first letter."""
    places = [at for at in range(1, len(name)) if name[at].isalpha() and name[at - 1].isalpha()]
    return rng.choice(places) if places else None


def dropped_letter(name: str, rng: Random) -> str:
    at = _place(name, rng)
    return name if at is None or len(name) < 5 else name[:at] + name[at + 1 :]


def doubled_letter(name: str, rng: Random) -> str:
    at = _place(name, rng)
    return name if at is None else name[:at] + name[at] + name[at:]


def exchanged_letters(name: str, rng: Random) -> str:
    at = _place(name, rng)
    if at is None or at + 1 >= len(name) or not name[at + 1].isalpha() or name[at] == name[at + 1]:
        return name
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def led_short(name: str, rng: Random) -> str:
    """Muhammad and Siti as initials or in short: M., Moh., St."""
    short = {"Muhammad": ("M.", "Mohd", "Moh."), "Mohamad": ("M.", "Moh"), "Siti": ("St.", "S."), "Abdul": ("Abd.", "A."),
             "Achmad": ("A.", "Ach."), "Ahmad": ("A.", "Akhmad"), "Moch.": ("M.", "Muhammad"), "Nur": ("N.",)}  # fmt: skip
    words = name.split(" ")
    return " ".join([rng.choice(short[words[0]]), *words[1:]]) if words[0] in short and words[1:] else name


_OLD = (
    ("u", "oe"),
    ("j", "dj"),
    ("c", "tj"),
    ("y", "i"),
    ("i", "y"),
    ("f", "p"),
    ("ya", "ja"),
    ("z", "s"),
    ("v", "f"),
    ("k", "q"),
)


def spelled_otherwise(name: str, rng: Random) -> str:
    """One of the pairs oe/u, dj/j, tj/c, y/i, f/p, in either direction; also Muhammad's and Siti's many forms."""
    if rng.random() < 0.25 and (new := respelled(name, rng)) != name:
        return new
    pairs = [p for p in (*_OLD, *((b, a) for a, b in _OLD[:4])) if re.search(p[0], name, re.IGNORECASE)]
    if not pairs:
        return name
    old, new = rng.choice(pairs)
    at = rng.choice([found.start() for found in re.finditer(old, name, re.IGNORECASE)])
    return name[:at] + (new.capitalize() if name[at].isupper() else new) + name[at + len(old) :]


def reordered(name: str, rng: Random) -> str:
    words = name.split(" ")
    return " ".join([*words[1:], words[0]])


def cut(name: str, rng: Random) -> str:
    """A form with few boxes: the name ends after so many letters."""
    at = rng.randint(8, 13)
    return name[:at].rstrip() if len(name) > at else name


def part_left_out(name: str, rng: Random) -> str:
    words = name.split(" ")
    if len(words) < 2:
        return name
    words.pop(rng.randrange(len(words)) if len(words) > 2 else 1)
    return " ".join(words)


def titled(name: str, rng: Random) -> str:
    if rng.random() < 0.3:
        return f"{name}, {rng.choice(('S.Pd', 'S.E.', 'A.Md', 'S.Sos'))}"
    return f"{rng.choice(('H.', 'Hj.', 'Bpk', 'Ibu', 'Alm.', 'Drs.', 'Ust.'))} {name}"


def fathered(record: Record, rng: Random) -> bool:
    """Bin or binti, and a father's name."""
    father = rng.choice(("Ahmad", "Sulaiman", "Kasim", "Darmo", "Ibrahim", "Yusuf", "Umar"))
    record["name"] += f" {'binti' if record['sex'] == 'P' else 'bin'} {father}"
    return True


def glued(name: str, rng: Random) -> str:
    """Sri Wahyuni as one word, or one word cut in two."""
    words = name.split(" ")
    if len(words) > 1 and len(words[0]) < 5:
        return words[0] + words[1].lower() + "".join(f" {word}" for word in words[2:])
    if name.startswith(("Nur", "Sri")) and len(words[0]) > 5:
        return f"{name[:3]} {name[3:].capitalize()}"
    return name


def _dated(change: Callable[[date, Random], date | None]) -> Error:
    def error(record: Record, rng: Random) -> bool:
        before = record["birth_date"]
        if before is None:
            return False
        record["birth_date"] = change(before, rng)
        return bool(record["birth_date"] != before)

    return error


def _typed(text: str, otherwise: date) -> date:
    """The date that eight digits say, or ``otherwise`` where no calendar has it."""
    try:
        typed = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return otherwise
    return typed if 1920 <= typed.year <= 2025 else otherwise


def date_slip(day: date, rng: Random) -> date:
    """One digit of the date is another; of the year, not the century nor the decade's own."""
    at, text = rng.choice((3, 4, 5, 6, 7, 7, 7, 3)), f"{day:%Y%m%d}"
    return _typed(text[:at] + rng.choice("0123456789") + text[at + 1 :], day)


def date_digits_exchanged(day: date, rng: Random) -> date:
    at, text = rng.choice((2, 4, 6)), f"{day:%Y%m%d}"
    turned = _typed(text[:at] + text[at + 1] + text[at] + text[at + 2 :], day)
    return turned if abs(turned.year - day.year) < 30 else day


def day_month_exchanged(day: date, rng: Random) -> date:
    return swapped_day_month(day) if can_swap(day) else day


def moved(record: Record, rng: Random) -> bool:
    """Another village: of the district mostly, now and then of another district or regency; the card may be new."""
    code, draw = record["village_code"], rng.random()
    if not code:
        return False
    if draw < 0.6:
        record["village_code"] = f"{code[:9]}{2001 + (int(code[9:]) - 2000 + rng.randrange(5)) % 14}"
    elif draw < 0.85:
        record["village_code"] = f"{code[:6]}{rng.randint(1, 20):02}.{rng.randint(2001, 2012)}"
    else:
        record["village_code"] = (
            f"{rng.randint(11, 76)}.{rng.randint(1, 20):02}.{rng.randint(1, 20):02}.{rng.randint(2001, 2012)}"
        )
    if rng.random() < 0.5:
        new_card(record, rng)
    return bool(record["village_code"] != code)


def new_card(record: Record, rng: Random) -> bool:
    """A family of one's own: another KK."""
    code = record["village_code"][:8].replace(".", "") or "357701"
    record["kk"] = (
        f"{code}{rng.randint(1, 28):02}{rng.randint(1, 12):02}{rng.randint(8, 25):02}{rng.randint(9001, 9999)}"
    )
    return True


def card_slip(record: Record, rng: Random) -> bool:
    kk = record["kk"]
    if not kk:
        return False
    at = rng.randrange(6, 15)
    if rng.random() < 0.5 and kk[at] != kk[at + 1]:
        record["kk"] = kk[:at] + kk[at + 1] + kk[at] + kk[at + 2 :]
    else:
        record["kk"] = kk[:at] + rng.choice([d for d in "0123456789" if d != kk[at]]) + kk[at + 1 :]
    return True


def mother_otherwise(record: Record, rng: Random) -> bool:
    """The mother's name suffers like any name: a slip, another spelling, a title, one part alone."""
    if not record["mother_name"]:
        return False
    change = rng.choice(
        (
            keyboard_slip,
            dropped_letter,
            spelled_otherwise,
            spelled_otherwise,
            titled,
            part_left_out,
            abbreviated,
        )
    )
    before = record["mother_name"]
    record["mother_name"] = change(before, rng)
    return bool(record["mother_name"] != before)


def wrong_sex(record: Record, rng: Random) -> bool:
    record["sex"] = {"L": "P", "P": "L"}.get(record["sex"], "")
    return bool(record["sex"])


# By kind; the weight says how often beside the others.
KINDS: dict[str, tuple[float, Error]] = {
    "keyboard slip": (3, _named(keyboard_slip)),
    "letter left out": (2, _named(dropped_letter)),
    "letter doubled": (1, _named(doubled_letter)),
    "letters exchanged": (2, _named(exchanged_letters)),
    "initial": (3, _named(abbreviated)),
    "Muhammad, Siti in short": (2, _named(led_short)),
    "old spelling": (4, _named(spelled_otherwise)),
    "word order": (2, _named(reordered)),
    "name cut off": (2, _named(cut)),
    "part left out": (2, _named(part_left_out)),
    "title": (3, _named(titled)),
    "bin, binti": (1.5, fathered),
    "words glued": (1, _named(glued)),
    "digit of the date": (3, _dated(date_slip)),
    "digits of the date exchanged": (1, _dated(date_digits_exchanged)),
    "day and month exchanged": (2, _dated(day_month_exchanged)),
    "moved": (3, moved),
    "new family card": (2, new_card),
    "slip in the card": (2, card_slip),
    "mother's name": (4, mother_otherwise),
    "sex": (0.15, wrong_sex),
}
# Nobody shortens or turns a name after having written its title.
BEFORE_TITLES = frozenset(
    {
        "initial",
        "old spelling",
        "Muhammad, Siti in short",
        "word order",
        "name cut off",
        "part left out",
        "words glued",
    }
)
