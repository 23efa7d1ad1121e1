"""A made-up population in families, with those who are hard to tell apart: twins, fathers and sons of one name, namesakes.

Everybody has a mother by name, a family card and a village in one of many districts of the country. Names follow the
two cultures of ``vocabulary``, with a long tail of composed names; a few names are borne by very many, as in life.
Nobody here exists; villages are numbered, not named, and the serials of the NIK start at 9001.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random

from payung.synthetic.people import FIRST_SERIAL, LAST_SERIAL
from payung.synthetic.vocabulary import JAVANESE, MINANGKABAU, Culture

# Who resembles whom; "" is nobody's double.
TIES = ("", "twin", "parent", "namesake")
TWIN_SHARE, HEIR_SHARE, NAMESAKE_SHARE = 0.03, 0.04, 0.004

_TWINS = {
    "L": "Hasan Husein|Rudi Rubi|Andi Andre|Budi Yudi|Hadi Hari|Ahmad Akhyar|Adi Ali|Doni Dani|Rian Rion|Agus Bagus|"
    "Arif Aris|Ilham Irham|Rizal Rizki|Fajar Fajri|Eko Eka|Joko Jono|Surya Satria|Hendra Hendri|Yanto Yono",
    "P": "Rini Rina|Ani Ana|Wati Yati|Yuni Yani|Dewi Desi|Sari Santi|Nina Nani|Lina Lini|Erna Erni|Tuti Tati|Ratna Ratih|"
    "Sumi Sumi'ah|Fitri Fitria|Aisyah Aminah|Indah Intan|Nurul Nuria|Mira Mila|Yulia Yuliana|Novi Nova",
}
_YOUNG = {
    "L": [
        "Rizki",
        "Dimas",
        "Bayu",
        "Aditya",
        "Galih",
        "Ilham",
        "Reza",
        "Fahri",
        "Farhan",
        "Rafi",
        "Kevin",
        "Yoga",
        "Aldi",
        "Rangga",
        "Bima",
        "Daffa",
        "Naufal",
        "Iqbal",
    ],
    "P": [
        "Putri",
        "Ayu",
        "Nabila",
        "Salsabila",
        "Aulia",
        "Dinda",
        "Citra",
        "Intan",
        "Bunga",
        "Cahya",
        "Nadia",
        "Zahra",
        "Annisa",
        "Tiara",
        "Kirana",
        "Laras",
        "Sekar",
    ],
}
# Borne by more than others.
_COMMON = {
    "L": [
        "Slamet",
        "Sutrisno",
        "Mulyadi",
        "Suparman",
        "Supriyadi",
        "Sugianto",
        "Herman",
        "Suwarno",
        "Wahyudi",
        "Hermanto",
        "Junaidi",
        "Abdullah",
    ],
    "P": [
        "Sumiati",
        "Nurhayati",
        "Fatimah",
        "Sulastri",
        "Aminah",
        "Suparmi",
        "Aisyah",
        "Sutinah",
        "Maryam",
        "Rohmah",
        "Sumarni",
        "Kartini",
    ],
}
_START = [
    "Su",
    "Wi",
    "Har",
    "Pur",
    "Mul",
    "Sar",
    "Kus",
    "Tri",
    "Pra",
    "Ngat",
    "Mar",
    "Dar",
    "Was",
    "Yul",
    "Bas",
    "Ed",
    "Rah",
    "Sya",
    "Nur",
    "Zul",
    "Jam",
    "Kar",
    "Mis",
    "Tug",
    "Wag",
]
_END = {
    "L": [
        "tarno",
        "yono",
        "wanto",
        "tono",
        "din",
        "man",
        "jito",
        "giman",
        "diono",
        "narto",
        "santo",
        "lan",
        "rianto",
        "min",
        "toyo",
        "gino",
        "hadi",
        "wardi",
        "sono",
    ],
    "P": [
        "yati",
        "ningsih",
        "tini",
        "wati",
        "niati",
        "sih",
        "yanah",
        "tinah",
        "ni",
        "minah",
        "linda",
        "yanti",
        "tika",
        "mawati",
        "riani",
        "neti",
        "hanah",
        "tun",
    ],
}


@dataclass(frozen=True, slots=True)
class Person:
    """``entity`` is who it truly is; ``tie`` and ``double`` name a person easily taken for this one."""

    entity: int
    nik: str
    name: str
    birth_date: date
    sex: str
    village_code: str
    mother_name: str
    kk: str
    tie: str = ""
    double: int = -1


@cache
def districts() -> tuple[str, ...]:
    """The codes of all districts of the country, in order."""
    text = resources.files("payung.identity").joinpath("data/areas/districts.csv").read_text("utf-8")
    return tuple(sorted(line.split(",", 1)[0] for line in text.splitlines()[1:]))


def population(count: int, seed: int, *, places: int = 60, on: date = date(2026, 1, 1)) -> list[Person]:
    """``count`` people in families, living in ``places`` districts. The same arguments give the same people."""
    rng = Random(seed)  # noqa: S311 - made-up data
    chosen = rng.sample(districts(), places)
    villages = [f"{code}.{2001 + at}" for code in chosen for at in range(rng.randint(6, 14))]
    maker = _Maker(rng, on)
    while len(maker.people) < count:
        maker.family(rng.choice(villages))
    people = maker.people[:count]
    return [replace(p, tie="", double=-1) if p.double >= count else p for p in people]


class _Maker:
    def __init__(self, rng: Random, on: date) -> None:
        self.rng, self.on = rng, on
        self.people: list[Person] = []
        self._serial: dict[str, int] = {}
        self._cards = 0

    def family(self, village: str) -> None:
        rng = self.rng
        culture = MINANGKABAU if village[:2] in {"11", "12", "13", "14"} else JAVANESE
        card = self._card(village)
        head_age = rng.triangular(22, 80, 44)
        father = mother = None
        if rng.random() < 0.85:
            father = self._add(self._name("L", culture), self._born(head_age), "L", village, None, card)
        if rng.random() < 0.9 or father is None:
            mother = self._add(
                self._name("P", culture), self._born(head_age + rng.gauss(-2, 3)), "P", village, None, card
            )
        mother_name = mother.name if mother else self._name("P", culture)
        youngest_parent = min(p.birth_date for p in (father, mother) if p)
        age = (self.on - youngest_parent).days / 365.25 - rng.uniform(17, 24)
        surname = rng.choice(culture.men_second) if rng.random() < 0.25 else ""
        while age > 0 and rng.random() < 0.72:
            age = self._children(father or mother, age, village, culture, mother_name, card, surname)
        if rng.random() < NAMESAKE_SHARE:
            self._namesake(village, culture)

    def _children(
        self,
        parent: Person | None,
        age: float,
        village: str,
        culture: Culture,
        mother: str,
        card: str,
        surname: str,
    ) -> float:
        """One child, or twins; the age at which the next may follow."""
        rng = self.rng
        born, sex = self._born(age), rng.choice("LP")
        draw = rng.random()
        if draw < TWIN_SHARE:
            pair = self._twin_names(culture)
            one = self._add(pair[0][0], born, pair[0][1], village, mother, card)
            other = self._add(pair[1][0], born, pair[1][1], village, mother, card)
            self._tie(one, other, "twin")
        elif draw < TWIN_SHARE + HEIR_SHARE and parent and parent.sex == sex:
            name = parent.name if rng.random() < 0.4 else self._heir(parent.name, sex)
            if rng.random() < 0.2:  # even the same day of the year
                try:
                    born = parent.birth_date.replace(year=born.year)
                except ValueError:
                    born = born.replace(day=1)
            self._tie(parent, self._add(name, born, sex, village, mother, card), "parent")
        else:
            name = self._name(sex, culture, young=age < 30)
            if surname and " " not in name:
                name = f"{name} {surname}"
            self._add(name, born, sex, village, mother, card)
        return age - rng.uniform(1.2, 6)

    def _namesake(self, village: str, culture: Culture) -> None:
        """Somebody of another house with the name, sex and birth date of a neighbour."""
        near = [p for p in self.people[-120:] if p.village_code == village and not p.tie]
        if not near:
            return
        like = self.rng.choice(near)
        other = self._add(like.name, like.birth_date, like.sex, village, None, self._card(village))
        self._tie(self.people[like.entity], other, "namesake")

    def _add(self, name: str, born: date, sex: str, village: str, mother: str | None, card: str) -> Person:
        culture = MINANGKABAU if village[:2] in {"11", "12", "13", "14"} else JAVANESE
        day = born.day + (40 if sex == "P" else 0)
        stem = f"{village[:8].replace('.', '')}{day:02}{born:%m%y}"
        serial = self._serial.get(stem, FIRST_SERIAL)
        self._serial[stem] = serial + 1 if serial < LAST_SERIAL else FIRST_SERIAL
        person = Person(
            len(self.people), f"{stem}{serial}", name, born, sex, village,
            mother or self._name("P", culture), card,
        )  # fmt: skip
        self.people.append(person)
        return person

    def _card(self, village: str) -> str:
        """A KK: district, day of issue, serial."""
        self._cards += 1
        day = f"{self.rng.randint(1, 28):02}{self.rng.randint(1, 12):02}{self.rng.randint(8, 25):02}"
        return f"{village[:8].replace('.', '')}{day}{FIRST_SERIAL + self._cards * 7 % 998:04}"

    def _tie(self, one: Person, other: Person, kind: str) -> None:
        for person, double in ((one, other), (other, one)):
            self.people[person.entity] = replace(person, tie=kind, double=double.entity)

    def _born(self, age: float) -> date:
        born = self.on - timedelta(days=max(30, int(age * 365.25) + self.rng.randrange(365)))
        if age > 40 and self.rng.random() < 0.06:  # nobody wrote the day down
            return born.replace(month=self.rng.choice((1, 7, 12)), day=1 if self.rng.random() < 0.7 else 31)
        return born

    def _name(self, sex: str, culture: Culture, *, young: bool = False) -> str:
        rng = self.rng
        first = self._first(sex, culture, young)
        draw = rng.random()
        if draw < culture.single_share * (0.2 if young else 0.8):
            return first
        if draw > 0.85:
            lead = rng.choice(culture.men_lead if sex == "L" else culture.women_lead)
            first = f"{lead} {first}" if lead not in first else first
        second = culture.men_second if sex == "L" else culture.women_second
        words = [first, rng.choice(second) if rng.random() < 0.75 else self._composed(sex)]
        if young and rng.random() < 0.3:
            words.append(rng.choice(second))
        return " ".join(dict.fromkeys(words))

    def _first(self, sex: str, culture: Culture, young: bool) -> str:
        rng = self.rng
        draw = rng.random()
        if young and draw < 0.45:
            return rng.choice(_YOUNG[sex])
        if draw < 0.12:
            return _COMMON[sex][min(int(rng.expovariate(0.35)), len(_COMMON[sex]) - 1)]
        if draw < 0.45:
            return self._composed(sex)
        return rng.choice(culture.men_first if sex == "L" else culture.women_first)

    def _composed(self, sex: str) -> str:
        return self.rng.choice(_START) + self.rng.choice(_END[sex])

    def _heir(self, name: str, sex: str) -> str:
        """A child called after the parent, with a word more or another last word."""
        more = self.rng.choice(("Putra", "Junior", "Saputra") if sex == "L" else ("Putri", "Ayu", "Sari"))
        words = name.split(" ")
        return (
            f"{name} {more}" if len(words) == 1 or self.rng.random() < 0.5 else " ".join([*words[:-1], more])
        )

    def _twin_names(self, culture: Culture) -> tuple[tuple[str, str], tuple[str, str]]:
        """Names of twins: alike in one word, in all but one letter, or in all but the second word."""
        rng = self.rng
        sex = rng.choice("LP")
        second = culture.men_second if sex == "L" else culture.women_second
        draw = rng.random()
        if draw < 0.15:  # brother and sister
            stem, last = rng.choice(["Yant", "Ant", "Hart", "Wart", "Sugiart"]), rng.choice(second)
            return (f"{stem}o {last}", "L"), (f"{stem}i {last}", "P")
        if draw < 0.75:
            one, other = rng.choice(_TWINS[sex].split("|")).split(" ")
            last = f" {rng.choice(second)}" if rng.random() < 0.8 else ""
            lead = (
                f"{rng.choice(culture.men_lead if sex == 'L' else culture.women_lead)} "
                if rng.random() < 0.2
                else ""
            )
            return (f"{lead}{one}{last}", sex), (f"{lead}{other}{last}", sex)
        first = self._first(sex, culture, young=True)
        one, other = rng.sample(second, 2)
        return (f"{first} {one}", sex), (f"{first} {other}", sex)
