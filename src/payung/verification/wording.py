"""The sentence of a reason with its values filled in: dates, months and rows as people say them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.identity import nik_words
from payung.language import Language, Text
from payung.law.month import Month, date_in_words

_EARLIER = ("proposed.already", "duplicate.across_lists")
_DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_MONTH = re.compile(r"\b(\d{4}-\d{2})\b(?!-)")
_IN_SHEET = re.compile(r"(?s)(.*)!(\d+)")
_IN_LIST = re.compile(r"(?s)(.*), (\d+)")  # village, file, row: of a list that was sent earlier
_LIST_ROW = Text("{list}, baris {row}", "{list}, row {row}")
_SHEET_ROW = Text("lembar {sheet}, baris {row}", "sheet {sheet}, row {row}")


def sentence(code: str, message: Text, values: Mapping[str, Any], mask: str = "") -> Text:
    """``message`` with ``value``, ``matched_name`` and ``score``; what is missing is a dash. A number that is no NIK is
    told with its digits behind the ``mask``, if one is given.

    >>> sentence("deceased", Text("Meninggal {value}", "Died {value}"), {"value": "2024-08-14"}).id
    'Meninggal 14 Agustus 2024'
    """
    value = str(values.get("value") or "-")
    if code == nik_words.CODE:
        return nik_words.malformed(value, mask)
    filled = {"matched_name": "-", "score": "-"} | {k: v for k, v in values.items() if v}
    return message.format(**filled | {"value": _said(code, value)})


def _said(code: str, value: str) -> Text:
    if code == "duplicate.in_list" and (found := _IN_SHEET.fullmatch(value)):
        return _SHEET_ROW.format(sheet=found[1], row=found[2])
    if code in _EARLIER and (found := _IN_LIST.fullmatch(value)):
        return _LIST_ROW.format(list=found[1], row=found[2])
    return Text(_dated(value, "id"), _dated(value, "en"))


def _dated(value: str, language: Language) -> str:
    """With dates and months in words; what only looks like one stays."""

    def day(found: re.Match[str]) -> str:
        try:
            return date_in_words(date.fromisoformat(found[1]), language)
        except ValueError:
            return found[1]

    def month(found: re.Match[str]) -> str:
        year, number = found[1].split("-")
        return Month(int(year), int(number)).to(language) if 1 <= int(number) <= 12 else found[1]

    return _MONTH.sub(month, _DATE.sub(day, value))
