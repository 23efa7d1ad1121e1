"""The hash of a list: SHA-256 over its taken lines and withdrawals in a canonical form, the same on every machine."""

from __future__ import annotations

import hashlib
import json

from payung.office.decisions.models import Decision


def list_hash(decision: Decision) -> str:
    """Over who (blind index of the NIK, name, birth date), where, from which fund, which months and what they cost.

    The form is one JSON array to a line, UTF-8, without spaces, in the order of the annex; then the withdrawals.
    """
    digest = hashlib.sha256()
    lines = (
        decision.lines.filter(taken=True)
        .order_by("number")
        .values_list(
            "number",
            "row__nik_index",
            "row__name",
            "row__birth_date",
            "village_id",
            "fund__public_id",
            "first_month",
            "months",
            "rupiah",
        )
    )
    for number, nik, name, born, *rest in lines.iterator(chunk_size=10_000):
        _feed(
            digest, [number, bytes(nik).hex() if nik else "", name, born.isoformat() if born else "", *rest]
        )
    leaving = decision.withdrawals.order_by("line_id").values_list(
        "line__decision__public_id", "line__number", "from_month", "why"
    )
    for withdrawal in leaving:
        _feed(digest, ["-", *withdrawal])
    return digest.hexdigest()


def _feed(digest: hashlib._Hash, said: list[object]) -> None:
    digest.update(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
