"""Programme files: the criteria of a programme as TOML, in the form that ``payung verify`` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from payung.law.month import Month


@dataclass(frozen=True, slots=True)
class Criteria:
    """Whom a programme takes. ``max_age`` must not be reached; no ``occupations`` means any."""

    name: str
    area: str
    first_month: Month
    months: int
    min_age: int
    max_age: int
    registry_required: bool
    excluded_groups: tuple[str, ...]
    occupations: tuple[str, ...] = ()
    max_decile: int | None = None
    total: int | None = None
    per_village: int | None = None
    villages: Mapping[str, int] = field(default_factory=dict)

    def mapping(self) -> dict[str, object]:
        """The keys of the programme file, leaving out what the programme does not ask."""
        values: dict[str, object] = {
            "name": self.name,
            "area": self.area,
            "from": str(self.first_month),
            "months": self.months,
            "min_age": self.min_age,
            "max_age": self.max_age,
            "registry_required": self.registry_required,
            "max_decile": self.max_decile,
            "excluded_groups": list(self.excluded_groups),
            "occupations": list(self.occupations) or None,
        }
        quota = {
            "total": self.total,
            "per_village": self.per_village,
            "villages": dict(self.villages) or None,
        }
        return {**_asked(values), "quota": _asked(quota)}

    def toml(self) -> str:
        """JSON strings, numbers, booleans and lists of strings are TOML as they stand."""
        lines = ["# Data peragaan / demonstration data"]
        tables: list[tuple[str, Mapping[str, object]]] = []
        for key, value in self.mapping().items():
            if isinstance(value, Mapping):
                tables.append((key, value))
            else:
                lines.append(f"{key} = {_value(value)}")
        for key, table in tables:
            lines += ["", f"[{key}]", *(f"{name} = {_value(value)}" for name, value in table.items())]
        return "\n".join(lines) + "\n"


def write_criteria(path: Path, criteria: Criteria) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(criteria.toml(), encoding="utf-8")
    return path


def _asked(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list) and len(value) > 6:
        return "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
