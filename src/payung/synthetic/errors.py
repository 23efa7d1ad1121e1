"""The mistakes that village lists really contain, one function each. The caller keeps the truth.

A function takes what is right and a ``random.Random`` and returns what a hurried clerk wrote instead. Those under
"Manners" are forgiven by any good reader: the person is still beyond doubt. Those under "Faults" are not.
"""

from __future__ import annotations

import re
from datetime import date
from random import Random

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad",
    "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_SPELLINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"^(Muhammad|Mohamad|Moch\.)(?= )", ("Muhammad", "Mohammad", "Moh.", "Mohd", "M.", "Muh.")),
    (r"^Achmad(?= )", ("Ahmad", "Akhmad")),
    (r"^Siti(?= )", ("St.", "Sitti")),
    (r"^Abdul (?=[A-Z])", ("Abd. ", "Abdul")),
    (r"Dj(?=[aeiou])", ("J",)),
    (r"J(?=oko|umadi|amaris|asman)", ("Dj",)),
    (r"(?<=[A-Za-z])u(?=[a-z])", ("oe",)),
    (r"(?<=[a-z])y(?=[aiou])", ("j",)),
    (r"ni$", ("nie",)),
)  # fmt: skip

# -- Manners: forgiven -------------------------------------------------------------------------------------------


def spaced_nik(nik: str, rng: Random) -> str:
    """3577 0112 0580 9001, now and then with non-breaking spaces."""
    gap = rng.choice([" ", " ", "\u00a0"])
    return gap.join(nik[at : at + 4] for at in range(0, 16, 4))


def quoted_nik(nik: str, rng: Random) -> str:
    """A leading apostrophe or quotes, typed to keep the digits, or stray blanks around them."""
    return rng.choice([f"'{nik}", f'"{nik}"', f" {nik} ", f"{nik}\u00a0"])


def respelled(name: str, rng: Random) -> str:
    """Another spelling of the same name: Muhammad/Moh./M., u/oe, j/dj. The same name where none is known."""
    known = [(pattern, forms) for pattern, forms in _SPELLINGS if re.search(pattern, name)]
    if not known:
        return name
    pattern, forms = rng.choice(known)
    return re.sub(
        pattern, rng.choice([form for form in forms if form not in name] or [forms[0]]), name, count=1
    )


def recased(name: str, rng: Random) -> str:
    """ALL CAPITALS, all small, or doubled blanks."""
    return rng.choice([name.upper(), name.upper(), name.lower(), name.replace(" ", "  ")])


def date_text(day: date, rng: Random) -> str:
    """A date as text, day first."""
    month = MONTHS[day.month - 1]
    return rng.choice(
        [
            f"{day:%d-%m-%Y}",
            f"{day:%d/%m/%Y}",
            f"{day.day}/{day.month}/{day:%y}",
            f"{day.day} {month} {day.year}",
            f"{day.day} {month[:3]} {day.year}",
            f"{day:%d.%m.%Y}",
            day.isoformat(),
        ]
    )


def phone_text(phone: str, rng: Random) -> str:
    """+62, blanks or dashes."""
    return rng.choice(
        [phone, phone, f"+62{phone[1:]}", f"{phone[:4]}-{phone[4:8]}-{phone[8:]}", f"{phone[:4]} {phone[4:]}"]
    )


# -- Faults: not forgiven ----------------------------------------------------------------------------------------


def keyboard_slip(name: str, rng: Random) -> str:
    """One letter replaced by its neighbour on the keyboard; never the first."""
    places = [at for at, letter in enumerate(name) if at and letter.lower() in _NEIGHBOURS]
    if not places:
        return name
    at = rng.choice(places)
    return name[:at] + rng.choice(_NEIGHBOURS[name[at].lower()]) + name[at + 1 :]


def abbreviated(name: str, rng: Random) -> str:
    """One part of a name cut to its initial: Agus Santoso -> Agus S. A single name stays."""
    parts = name.split(" ")
    if len(parts) < 2:
        return name
    at = rng.randrange(1, len(parts))
    return " ".join([*parts[:at], f"{parts[at][0]}.", *parts[at + 1 :]])


def nickname(name: str, sex: str, rng: Random) -> str:
    """What the neighbours say, which has nothing of the registered name in it."""
    lead = "Mbah" if rng.random() < 0.3 else ("Pak" if sex == "L" else "Bu")
    calls = [
        call for call in ("Kempling", "Gowok", "Jenggot", "Ompong", "Glembo", "Cebret") if call not in name
    ]
    return f"{lead} {rng.choice(calls)}"


def transposed_digits(digits: str, rng: Random) -> str:
    """Two neighbouring digits of the last four change places; where all four are equal the last one slips."""
    places = [at for at in range(len(digits) - 4, len(digits) - 1) if digits[at] != digits[at + 1]]
    if not places:
        return slipped_digit(digits, rng)
    at = rng.choice(places)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def slipped_digit(digits: str, rng: Random) -> str:
    """One of the last four digits is another; the result does not end in 0000."""
    at = rng.randrange(len(digits) - 4, len(digits))
    other = rng.choice([digit for digit in "123456789" if digit != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


def lost_digit(digits: str, rng: Random) -> str:
    """One digit was not typed: fifteen are left."""
    at = rng.randrange(len(digits))
    return digits[:at] + digits[at + 1 :]


def doubled_digit(digits: str, rng: Random) -> str:
    """One digit was typed twice: seventeen."""
    at = rng.randrange(len(digits))
    return digits[:at] + digits[at] + digits[at:]


def letter_for_digit(digits: str, rng: Random) -> str:
    """The letter O for a nought or l for a one."""
    places = [at for at, digit in enumerate(digits) if digit in "01"]
    if not places:
        return lost_digit(digits, rng)
    at = rng.choice(places)
    return digits[:at] + ("O" if digits[at] == "0" else "l") + digits[at + 1 :]


def impossible_birthday(nik: str, rng: Random) -> str:
    """A NIK whose month is 13 to 19, or whose serial is 0000."""
    if rng.random() < 0.3:
        return f"{nik[:12]}0000"
    return f"{nik[:8]}{rng.randrange(13, 20)}{nik[10:]}"


def rounded_number(nik: str) -> int:
    """What Excel keeps of a NIK typed as a number: fifteen digits and a nought."""
    return int(nik) // 10 * 10


def scientific(nik: str) -> str:
    """What a CSV saved by Excel shows of it: 3,57701E+15 in the Indonesian locale."""
    return f"{int(nik):.5E}".replace(".", ",")


def swapped_day_month(day: date) -> date:
    """4 May for 5 April. Raises ValueError where the day is above 12 or equals the month."""
    if day.day > 12 or day.day == day.month:
        raise ValueError(f"{day} cannot be swapped unnoticed")
    return day.replace(month=day.day, day=day.month)


def can_swap(day: date) -> bool:
    return day.day <= 12 and day.day != day.month


def other_sex(sex: str) -> str:
    return "P" if sex == "L" else "L"
