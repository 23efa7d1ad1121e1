"""What a cell of a money list states: rupiah and a day, or a problem that a person must look at."""

from __future__ import annotations

from datetime import date

from payung.exchange.bpjs_billing import read_amount
from payung.exchange.bpjs_return import problem
from payung.exchange.listing import Listed, Problem
from payung.identity import dates
from payung.intake.workbook import Cell, text_of


def stated_amount(item: Listed, problems: list[Problem], field: str = "amount") -> int | None:
    """Whole rupiah above zero, or None with the problem ``amount.negative`` or ``amount.unclear``."""
    cell, shown = item.cells.get(field, ""), item.text(field)
    if _is_negative(cell):
        problems.append(
            problem(
                item,
                "amount.negative",
                f"jumlah “{shown}” kurang dari nol",
                f"the amount “{shown}” is below zero",
            )
        )
        return None
    amount = read_amount(cell)
    if not amount:
        problems.append(
            problem(
                item,
                "amount.unclear",
                f"jumlah “{shown}” bukan rupiah utuh di atas nol",
                f"the amount “{shown}” is no whole number of rupiah above zero",
            )
        )
    return amount or None


def stated_day(item: Listed, problems: list[Problem], field: str = "dated") -> date | None:
    """The day, or None: silently where the cell is empty, with the problem ``date.unclear`` where it cannot be read."""
    cell = item.cells.get(field, "")
    if not text_of(cell).strip():
        return None
    if isinstance(cell, date):
        return cell if type(cell) is date else date(cell.year, cell.month, cell.day)
    if day := dates.parse(cell if isinstance(cell, float | int) else str(cell)).on_calendar():
        return day
    shown = item.text(field)
    problems.append(
        problem(item, "date.unclear", f"tanggal “{shown}” tidak jelas", f"the date “{shown}” is not clear")
    )
    return None


def _is_negative(cell: Cell) -> bool:
    """As a number, with a minus, or in brackets as bookkeepers write it."""
    if isinstance(cell, int | float):
        return cell < 0
    bare = str(cell).strip().removeprefix("Rp").strip()
    return bare.startswith(("-", "−", "(")) and any(sign.isdigit() for sign in bare)
