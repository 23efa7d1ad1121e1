"""Civil servants, soldiers, police, pensioners: groups that have their own insurance."""

from payung.language import Text
from payung.verification.check import Check

_GROUP = """CASE WHEN upper({0}) LIKE '%PENSIUN%' OR upper({0}) LIKE '%PENSION%' OR upper({0}) LIKE '%PURNA%' THEN 'PENSIONER'
    WHEN upper({0}) LIKE '%POLRI%' OR upper({0}) LIKE '%POLISI%' THEN 'POLRI'
    WHEN regexp_matches(upper({0}), '\\bTNI\\b|TENTARA') THEN 'TNI'
    WHEN regexp_matches(upper({0}), '\\b(ASN|C?PNS|PPPK|P3K)\\b|PEGAWAI NEGERI|APARATUR') THEN 'ASN'
    ELSE upper(trim({0})) END"""

CHECKS = (
    Check(
        code="excluded.group",
        outcome="refused",
        rank=210,
        needs=frozenset({"excluded"}),
        evidence="excluded",
        # A list that names no group for a person excludes that person all the same.
        sql=f"""SELECT p.position, arg_min(coalesce(l."group", '-'), l.rid) AS value
            FROM person p JOIN excluded l ON l.nik = p.nik, programme
            WHERE groups IS NULL OR l."group" IS NULL
                OR list_contains(list_transform(groups, lambda g: {_GROUP.format("g")}), {_GROUP.format('l."group"')})
            GROUP BY p.position""",
        message=Text("Termasuk kelompok yang dikecualikan: {value}", "Belongs to an excluded group: {value}"),
        basis=Text(
            "Kriteria program: kelompok yang dikecualikan", "The programme's criteria: excluded groups"
        ),
        remedy=Text(
            "Ganti dengan orang lain; bila sudah bukan anggotanya, lampirkan buktinya",
            "Name somebody else; if no longer in that group, bring proof",
        ),
    ),
)
