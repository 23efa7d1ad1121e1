"""The words of every reason: those of the engine's checks, and those that only the office can know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from payung.language import Text
from payung.office.proposals.models import Outcome
from payung.verification import catalogue, wording


@dataclass(frozen=True, slots=True)
class Reason:
    """``outcome`` is what it does to a row: refused, review, or eligible for a hint. ``order``: the gravest first."""

    code: str
    outcome: str
    message: Text
    basis: Text
    remedy: Text
    order: int = 0

    def said(self, values: Mapping[str, Any], mask: str = "•") -> Text:
        """The message with its values; a sentence never fails for one that is missing. A number that is no NIK is
        told masked, but to those who wrote it (an empty ``mask``)."""
        return wording.sentence(self.code, self.message, values, mask)


ALREADY = "proposed.already"
ACROSS = "duplicate.across_lists"
PAYER = "payer.other"
UNKNOWN_VILLAGE = "village.unknown"
OUTSIDE = "residence.outside"

OFFICE = (
    Reason(
        ALREADY,
        Outcome.REFUSED,
        Text(
            "Orang ini sudah diusulkan dari desa yang sama ({value})",
            "This person is proposed already by the same village ({value})",
        ),
        Text("Satu orang diusulkan satu kali", "A person is proposed once"),
        Text(
            "Tidak perlu diusulkan lagi; lihat usulan yang lebih dahulu",
            "No need to propose again; see the earlier proposal",
        ),
    ),
    Reason(
        UNKNOWN_VILLAGE,
        Outcome.REVIEW,
        Text(
            "Desa “{value}” tidak dikenal di wilayah usulan ini",
            "The village “{value}” is not known in the area of this list",
        ),
        Text("Setiap orang diusulkan oleh desanya", "Everyone is proposed by their village"),
        Text(
            "Tulis nama desa atau kodenya seperti dalam daftar resmi",
            "Write the village's name or code as in the official list",
        ),
    ),
)


@cache
def all_reasons() -> dict[str, Reason]:
    """Code -> reason, the gravest first."""
    engine = [
        Reason(
            check.code,
            Outcome.ELIGIBLE if check.outcome == "none" else check.outcome,
            check.message,
            check.basis,
            check.remedy,
        )
        for check in catalogue()
    ]
    gravity = [Outcome.REFUSED, Outcome.REVIEW, Outcome.ELIGIBLE]
    ordered = sorted([*engine, *OFFICE], key=lambda reason: gravity.index(Outcome(reason.outcome)))
    return {
        reason.code: Reason(reason.code, reason.outcome, reason.message, reason.basis, reason.remedy, order)
        for order, reason in enumerate(ordered)
    }


def reason(code: str) -> Reason:
    """The reason of this code; one of an older version of the rules is shown by its code."""
    known = all_reasons().get(code)
    return known or Reason(code, Outcome.REVIEW, Text(code, code), Text("-", "-"), Text("-", "-"), 10_000)
