"""Already an active member, as a wage worker or on one's own account."""

from payung.language import Text
from payung.verification.check import Check

CHECKS = (
    Check(
        code="active.elsewhere",
        outcome="refused",
        rank=180,
        needs=frozenset({"active"}),
        evidence="active",
        sql="""SELECT p.position, arg_min(coalesce(l.segment, '-'), l.rid) AS value
            FROM person p JOIN active l ON l.nik = p.nik GROUP BY p.position""",
        message=Text(
            "Sudah menjadi peserta aktif BPJS Ketenagakerjaan (segmen {value})",
            "Already an active member of BPJS Ketenagakerjaan (segment {value})",
        ),
        basis=Text("Satu orang dan bulan satu pembayar", "One payer for a person and month"),
        remedy=Text(
            "Ganti dengan orang lain; bila kepesertaannya sudah berhenti, lampirkan buktinya",
            "Name somebody else; if the membership has ended, bring proof",
        ),
    ),
)
