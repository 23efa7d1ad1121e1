"""What each kind of money asks for, and which rates the law may give it."""

from __future__ import annotations

from dataclasses import dataclass

from payung.language import Text
from payung.office.funding.models import Kind, Payer


@dataclass(frozen=True, slots=True)
class Facts:
    """``payers``: the rates that the kind may have, the usual one first. ``heed``: what an office must know of it."""

    payers: tuple[Payer, ...]
    note: bool = False  # a legal basis must be noted
    proposer: bool = False
    asnaf: bool = False
    heed: Text | None = None


_BUDGET = (Payer.APBD,)
FACTS: dict[Kind, Facts] = {
    Kind.APBD_REGENCY: Facts(_BUDGET),
    Kind.APBD_PROVINCE: Facts(
        _BUDGET,
        heed=Text(
            "Provinsi membagi orang, bukan rupiah: pastikan tidak ada yang dibayar kabupaten juga.",
            "The province shares out people, not rupiah: make sure that the regency pays for none of them too.",
        ),
    ),
    Kind.APBDES: Facts(
        (Payer.APBDES, Payer.APBD),
        heed=Text(
            "Apakah APBDes mendapat keringanan PP 50/2025 belum pasti; sampai jelas, dihitung penuh.",
            "Whether village budgets have the relief of PP 50/2025 is not settled; until it is, the full rate counts.",
        ),
    ),
    Kind.DANA_DESA: Facts(
        (Payer.APBDES, Payer.APBN),
        note=True,
        heed=Text(
            "Iuran warga dari Dana Desa diperdebatkan: catat dasar hukumnya, dan hasil musyawarah desanya.",
            "Whether Dana Desa may pay for citizens is contested: note the legal basis, and the village's resolution.",
        ),
    ),
    Kind.DBH_CHT: Facts(
        _BUDGET,
        heed=Text(
            "Untuk petani dan buruh tembakau; yang lain hanya bila peraturan daerah mengaturnya (PMK 72/2024).",
            "For tobacco growers and labourers; for others only where the region rules so (PMK 72/2024).",
        ),
    ),
    Kind.DBH_SAWIT: Facts(
        _BUDGET,
        heed=Text(
            "Untuk pekerja sawit tanpa perjanjian kerja, sopir dan pemanennya (PMK 91/2023).",
            "For palm workers without a work agreement, their drivers and harvesters (PMK 91/2023).",
        ),
    ),
    Kind.POKIR: Facts(_BUDGET, proposer=True),
    Kind.CSR: Facts(
        (Payer.CSR,),
        heed=Text(
            "Di bawah tiga bulan keluarga tidak mendapat santunan penuh; di bawah enam bulan BPJS tidak menghitungnya.",
            "Under three months families have no full benefit; under six months BPJS does not count it.",
        ),
    ),
    Kind.BAZNAS: Facts(
        (Payer.BAZNAS,),
        asnaf=True,
        heed=Text(
            "Hanya bagi mustahik: aturan dana ini menyebut golongan asnafnya (Fatwa MUI 102/2025).",
            "For mustahik only: the fund's rule names their asnaf (MUI Fatwa 102/2025).",
        ),
    ),
    Kind.ASN: Facts((Payer.DONOR,)),
    Kind.BANK: Facts((Payer.CSR,)),
    Kind.SELF: Facts((Payer.SELF,)),
    Kind.APBN: Facts((Payer.APBN,)),
}  # fmt: skip


def kind_of(payer: str) -> Kind:
    """The usual kind of money that has this rate."""
    return next((kind for kind, facts in FACTS.items() if facts.payers[0] == payer), Kind.APBN)
