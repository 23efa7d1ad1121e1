"""Reading the parameter files, the law's own or with a directory of changed ones laid over them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.parameters.model import Dated, Parameter, UnusableParameter, parse

LAW = Path(__file__).parent


class Parameters(Mapping[str, Parameter]):
    """All parameters by path, such as ``jkm/death_grant``. Immutable; compares by identity."""

    __hash__ = object.__hash__

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = dict(sorted(parameters.items()))

    def __getitem__(self, path: str) -> Parameter:
        return self._parameters[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)

    def __eq__(self, other: object) -> bool:
        return self is other

    def at(self, path: str, day: date) -> Dated:
        """The value of one parameter on one day. Raises UnusableInput where the law has none."""
        return self._parameters[path].at(day)

    def amount(self, path: str, day: date) -> int:
        """A whole number: rupiah, months, age."""
        return int(self.at(path, day).value)

    def under(self, folder: str) -> tuple[Parameter, ...]:
        """Every parameter of one folder, such as ``contribution/relief``."""
        return tuple(p for path, p in self._parameters.items() if path.startswith(f"{folder}/"))

    def changed_by(self, changes: Mapping[str, Parameter]) -> Parameters:
        """These parameters with some replaced or added: the law as it might become."""
        return Parameters(self._parameters | dict(changes))

    @cached_property
    def first_day(self) -> date:
        """The first day of the law that is known here."""
        return self["contribution/bpu/jkm"].values[0].start

    @cached_property
    def horizon(self) -> date:
        """The last day that any rule names. What lies beyond rests on rules staying as they are."""
        return max(
            day
            for parameter in self.values()
            for dated in parameter.values
            for day in (dated.start, dated.end)
            if day is not None
        )


def percent(value: int | Decimal) -> Fraction:
    """An exact share: ``percent(Decimal("0.24"))`` is 24/10000."""
    return Fraction(value) / 100


def read_directory(directory: Path) -> dict[str, Parameter]:
    """Every TOML file below a directory, by its path without suffix. Raises UnusableParameter."""
    return {
        path: parse(path, _read(file, path))
        for file in sorted(directory.rglob("*.toml"))
        for path in [file.relative_to(directory).with_suffix("").as_posix()]
    }


def _read(file: Path, path: str) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableParameter(
            Text(f"Berkas parameter tidak terbaca: {error}", f"The parameter file cannot be read: {error}"),
            Text("Perbaiki penulisan TOML-nya", "Mend its TOML"),
            Place(file=f"{path}.toml"),
        ) from error


@lru_cache(maxsize=1)
def current() -> Parameters:
    """The law as this package knows it."""
    return Parameters(read_directory(LAW))


def load(changes: Path | None = None) -> Parameters:
    """The law; with ``changes``, a directory whose files replace or add those of the same path.

    Raises UnusableInput where the directory holds no parameter file, UnusableParameter for a bad file.
    """
    if changes is None:
        return current()
    changed = read_directory(changes)
    if not changed:
        raise UnusableInput(
            Text("Tidak ada berkas parameter (.toml)", "There is no parameter file (.toml)"),
            Text(
                "Tunjuk map berisi berkas pada jalur yang sama, misalnya jkm/death_grant.toml",
                "Point to a directory with files at the same path, such as jkm/death_grant.toml",
            ),
            Place(file=str(changes)),
        )
    for path, parameter in changed.items():
        if path in current():
            _check_same_form(current()[path], parameter)
    return current().changed_by(changed)


def _check_same_form(own: Parameter, changed: Parameter) -> None:
    """A changed file keeps the unit and the columns that the formulas read. Raises UnusableParameter."""
    rows = [row for dated in own.values for row in _rows(dated.value)]
    needed = set.intersection(*map(set, rows)) if rows else set()
    new_rows = [row for dated in changed.values for row in _rows(dated.value)]
    if (
        changed.unit != own.unit
        or bool(rows) != bool(new_rows)
        or not all(needed <= row.keys() for row in new_rows)
    ):
        kept = ", ".join(sorted(needed))
        raise UnusableParameter(
            Text("Bentuk parameter berbeda dari aslinya", "The parameter's form differs from the law's own"),
            Text(
                f"Pertahankan satuan {own.unit} dan kolom: {kept}",
                f"Keep the unit {own.unit} and columns: {kept}",
            ),
            Place(file=f"{changed.path}.toml"),
        )


def _rows(value: Any) -> list[dict[str, Any]]:
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, dict)]
