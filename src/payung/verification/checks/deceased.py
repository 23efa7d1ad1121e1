"""In the list of deaths: certain only where NIK and name both say so."""

from payung.identity.names import AGREES
from payung.language import Text
from payung.verification.check import Check

_BASIS = Text("Kepesertaan berakhir karena meninggal dunia", "Membership ends with death")

CHECKS = (
    Check(
        code="deceased",
        outcome="refused",
        rank=190,
        needs=frozenset({"deaths"}),
        evidence="deaths",
        sql=f"""SELECT position, p.nik AS matched_nik, h.name AS matched_name, round(agreement, 4) AS score,
                coalesce(death_date, '-') AS value
            FROM deaths_hit h JOIN person p USING (position) WHERE agreement >= {AGREES}""",
        message=Text("Tercatat meninggal dunia (tanggal {value})", "Recorded as deceased (date {value})"),
        basis=_BASIS,
        remedy=Text(
            "Ganti dengan orang lain; bila masih hidup, minta Disdukcapil membetulkan catatan",
            "Name somebody else; if alive, ask the civil registry to correct the record",
        ),
    ),
    Check(
        code="deceased.probable",
        outcome="review",
        rank=200,
        needs=frozenset({"deaths"}),
        evidence="deaths",
        # The NIK of a dead person under a name that does not agree, or a dead person who is probably the same.
        sql=f"""
            SELECT position, p.nik AS matched_nik, h.name AS matched_name, round(agreement, 4) AS score, NULL AS explanation
            FROM deaths_hit h JOIN person p USING (position) WHERE agreement IS NULL OR agreement < {AGREES}
            UNION ALL
            SELECT position, nik, name, score, explanation FROM deaths_probable
            WHERE position NOT IN (SELECT position FROM deaths_hit)""",
        message=Text(
            "Mungkin sama dengan {matched_name} yang tercatat meninggal dunia",
            "May be {matched_name}, who is recorded as deceased",
        ),
        basis=_BASIS,
        remedy=Text(
            "Pastikan orangnya masih hidup dan lampirkan keterangan desa",
            "Make sure that the person is alive and bring the village's statement",
        ),
    ),
)
