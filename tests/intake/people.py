"""Made-up people for lists: every one well-formed, none real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_NAMES = (
    "SITI AMINAH", "BUDI SANTOSO", "Muhammad Rizki", "YULIANIS", "Drs. H. Zulkifli, M.Pd", "NURHAYATI BINTI AMIR",
    "Eko Prasetyo", "Rosmaniar", "SYAFRIL", "Dewi Lestari", "I Putu Yuda", "M. Yusuf bin Ahmad",
)  # fmt: skip
_JOBS = ("Petani", "Ojek", "Buruh tani", "PKL", "Pemulung", "Tukang becak")


@dataclass(frozen=True)
class Someone:
    nik: str
    kk: str
    name: str
    place: str
    born: date
    sex: str
    address: str
    job: str
    phone: str
    mother: str

    @property
    def expected(self) -> dict[str, str]:
        return {
            "nik": self.nik,
            "name": self.name,
            "birth_date": self.born.isoformat(),
            "sex": self.sex,
            "problems": "",
        }

    def dmy(self, sign: str = "-") -> str:
        return f"{self.born.day:02}{sign}{self.born.month:02}{sign}{self.born.year}"


def someone(n: int) -> Someone:
    """The n-th person, always the same."""
    woman = n % 2 == 0
    born = date(1950 + n * 7 % 50, 1 + n * 5 % 12, 1 + n * 11 % 28)
    day = born.day + (40 if woman else 0)
    return Someone(
        nik=f"130306{day:02}{born.month:02}{born.year % 100:02}{n + 1:04}",
        kk=f"130306{1 + n % 28:02}{1 + n % 12:02}{8 + n % 12:02}{n // 3 + 1:04}",
        name=_NAMES[n % len(_NAMES)],
        place=("Sijunjung", "Sawahlunto", "Sei Lasi 2", "Padang")[n % 4],
        born=born,
        sex="P" if woman else "L",
        address=f"Jorong Koto {n % 5}",
        job=_JOBS[n % len(_JOBS)],
        phone=f"0812345{n:05}",
        mother=f"IBU {_NAMES[(n + 3) % len(_NAMES)].split()[0]}",
    )


def people(count: int, start: int = 0) -> list[Someone]:
    return [someone(n) for n in range(start, start + count)]
