"""What a proof of the journal says, in words."""

from __future__ import annotations

from payung.language import Text
from payung.office.journal.chain import Proof

_REASONS = {
    "missing": Text("baris ini hilang", "this entry is missing"),
    "not chained to the entry before": Text(
        "baris ini tidak tersambung dengan baris sebelumnya", "this entry is not chained to the one before"
    ),
    "changed after it was written": Text(
        "isi baris ini diubah setelah ditulis", "this entry was changed after it was written"
    ),
    "the end of the journal was cut off": Text(
        "bagian akhir jurnal dipotong", "the end of the journal was cut off"
    ),
}


def verdict(proof: Proof) -> Text:
    """One sentence. An unbroken chain is named by its length and the hash at its head."""
    if proof.broken is None:
        return Text(
            "Jurnal utuh: {n} baris tersambung, hash terakhir {head}",
            "The journal is whole: {n} entries are chained, the last hash is {head}",
        ).format(n=proof.entries, head=proof.head)
    return Text(
        "Jurnal rusak pada baris {broken}: {why}. {n} baris sebelumnya utuh",
        "The journal is broken at entry {broken}: {why}. The {n} entries before it hold",
    ).format(broken=proof.broken, why=_REASONS[proof.why], n=proof.entries)
