"""The same NIK more than once: in one file the first stays; across files or villages all wait for a decision."""

from payung.language import Text
from payung.verification.check import Check

_BASIS = Text("Satu orang diusulkan satu kali", "A person is proposed once")

CHECKS = (
    Check(
        code="duplicate.in_list",
        outcome="refused",
        rank=120,
        sql="""
            SELECT r.position, p.sheet || '!' || p.row AS value
            FROM (SELECT position, first_value(position) OVER (PARTITION BY file, nik ORDER BY position) AS first
                  FROM repeated) r JOIN people p ON p.position = r.first
            WHERE r.position <> r.first""",
        message=Text(
            "NIK ini sudah ada lebih dahulu dalam berkas yang sama ({value})",
            "This NIK stands earlier in the same file ({value})",
        ),
        basis=_BASIS,
        remedy=Text(
            "Hapus baris ini; bila orangnya berbeda, perbaiki NIK-nya",
            "Remove this row; if it is another person, correct the NIK",
        ),
    ),
    Check(
        code="duplicate.across_lists",
        outcome="review",
        rank=130,
        sql="""
            WITH held AS (
                SELECT nik, array_to_string(list_sort(list_distinct(list(concat_ws(', ', village, file)))), '; ') AS value
                FROM repeated GROUP BY nik
                HAVING count(DISTINCT file) > 1 OR count(DISTINCT village_code) > 1
                    OR (count(village_code) < count(*) AND count(DISTINCT lower(trim(village))) > 1))
            SELECT position, value FROM repeated JOIN held USING (nik)""",
        message=Text(
            "NIK ini diusulkan di lebih dari satu daftar atau desa: {value}",
            "This NIK is proposed in more than one list or village: {value}",
        ),
        basis=_BASIS,
        remedy=Text(
            "Sepakati dengan desa lain siapa yang mengusulkan; yang lain menghapus barisnya",
            "Agree with the other village who proposes; the other removes the row",
        ),
    ),
)
