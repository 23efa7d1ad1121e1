"""The social registry: there or not, under which name, in which decile."""

from payung.identity.names import AGREES
from payung.language import Text
from payung.verification.check import Check

_REQUIRED = frozenset({"registry", "programme.registry_required"})
_BASIS = Text(
    "Kriteria program: terdaftar dalam register sosial",
    "The programme's criteria: listed in the social registry",
)

CHECKS = (
    Check(
        code="registry.absent",
        outcome="refused",
        rank=140,
        needs=_REQUIRED,
        evidence="registry",
        # Absence is stated only of a NIK that can be looked up.
        sql="""
            SELECT position FROM registry_wanted w JOIN person p ON p.position = w.id
            WHERE nik IS NOT NULL AND position NOT IN (SELECT position FROM registry_probable)""",
        message=Text(
            "Tidak ada dalam register sosial, baik menurut NIK maupun orang yang serupa",
            "Not in the social registry, neither by NIK nor as a similar person",
        ),
        basis=_BASIS,
        remedy=Text(
            "Periksa NIK; bila benar, ajukan ke Dinas Sosial agar didata",
            "Check the NIK; if right, apply to the social office to be registered",
        ),
    ),
    Check(
        code="registry.probable",
        outcome="review",
        rank=150,
        needs=_REQUIRED,
        evidence="registry",
        sql="""SELECT position, nik AS matched_nik, name AS matched_name, score, explanation FROM registry_probable""",
        message=Text(
            "Tidak ditemukan menurut NIK, tetapi mungkin sama dengan {matched_name} dalam register sosial",
            "Not found by NIK, but may be {matched_name} of the social registry",
        ),
        basis=_BASIS,
        remedy=Text(
            "Cocokkan NIK, nama, dan tanggal lahir dengan KTP",
            "Compare NIK, name and birth date with the card",
        ),
    ),
    Check(
        code="registry.name_differs",
        outcome="review",
        rank=160,
        needs=frozenset({"registry"}),
        evidence="registry",
        sql=f"""SELECT position, p.nik AS matched_nik, h.name AS matched_name, round(agreement, 4) AS score
            FROM registry_hit h JOIN person p USING (position) WHERE agreement < {AGREES}""",
        message=Text(
            "NIK ini terdaftar atas nama lain: {matched_name}",
            "This NIK is registered under another name: {matched_name}",
        ),
        basis=_BASIS,
        remedy=Text("Cocokkan NIK dan nama dengan KTP", "Compare NIK and name with the card"),
    ),
    Check(
        code="registry.decile_above",
        outcome="refused",
        rank=170,
        needs=frozenset({"registry", "programme.max_decile"}),
        evidence="registry",
        # "> 4" is at least the fifth. Each way of writing a decile is looked at once.
        sql="""SELECT position, decile AS value FROM registry_hit SEMI JOIN
            (SELECT decile FROM (SELECT DISTINCT decile FROM registry_hit), programme
             WHERE try_cast(regexp_extract(decile, '[0-9]+') AS INTEGER)
                + regexp_matches(lower(decile), '>|[0-9] *[+]|atas|lebih')::INTEGER > max_decile) USING (decile)""",
        message=Text(
            "Desil {value} dalam register sosial, di atas batas program",
            "Decile {value} in the social registry, above the programme's limit",
        ),
        basis=Text("Kriteria program: desil tertinggi", "The programme's criteria: highest decile"),
        remedy=Text(
            "Bila keadaan keluarga berubah, ajukan pemutakhiran ke Dinas Sosial",
            "If the family's situation has changed, ask the social office for an update",
        ),
    ),
)
