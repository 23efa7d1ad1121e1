"""Another payer already covers a month of the programme."""

from payung.language import Text
from payung.verification.check import Check

CHECKS = (
    Check(
        code="payer.other",
        outcome="refused",
        rank=220,
        needs=frozenset({"other-payers"}),
        evidence="other-payers",
        # Any month in common; a side left open has no end.
        sql="""SELECT p.position, arg_min(concat_ws(' ', coalesce(l.payer, '-'), coalesce(l."from", '...') || ' – ' || coalesce(l."to", '...')), l.rid) AS value
            FROM person p JOIN other_payers l ON l.nik = p.nik, programme g
            WHERE coalesce(l.first, g.first) <= g.last AND coalesce(l.last, g.last) >= g.first
            GROUP BY p.position""",
        message=Text(
            "Iurannya sudah dibayar pihak lain pada bulan program ini: {value}",
            "Another payer already pays in the programme's months: {value}",
        ),
        basis=Text("Satu orang dan bulan satu pembayar", "One payer for a person and month"),
        remedy=Text(
            "Ganti dengan orang lain, atau usulkan lagi setelah pembayar itu berhenti",
            "Name somebody else, or propose again when that payer has stopped",
        ),
    ),
)
