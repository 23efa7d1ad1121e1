"""Living inside the programme's area."""

from payung.language import Text
from payung.verification.check import Check

CHECKS = (
    Check(
        code="residence.outside",
        outcome="review",
        rank=250,
        needs=frozenset({"programme.area"}),
        sql="""
            SELECT position, concat_ws(' ', village, village_code) AS value FROM person, programme
            WHERE village_code IS NOT NULL AND village_code <> area AND NOT starts_with(village_code, area || '.')
            UNION ALL
            SELECT position, village AS value FROM person JOIN village_unknown USING (village) WHERE village_code IS NULL""",
        message=Text(
            "Desa atau kelurahan “{value}” di luar wilayah program, atau tidak dikenal di sana",
            "The village “{value}” lies outside the programme's area, or is not known there",
        ),
        basis=Text("Kriteria program: wilayah", "The programme's criteria: area"),
        remedy=Text(
            "Perbaiki nama atau kode desa; bila pindah, lampirkan surat domisili",
            "Correct the village's name or code; if moved here, bring proof of residence",
        ),
    ),
)
