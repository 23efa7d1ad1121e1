"""Why somebody waits: the words behind the codes of a list's waiting lines."""

from __future__ import annotations

from payung.language import Text

VILLAGE_QUOTA = "quota.village"
TOTAL_QUOTA = "quota.total"
FUND_CEILING = "fund.ceiling"
NO_FUND = "fund.none"
OTHER_PAYER = "payer.other"
INCOMPLETE = "row.incomplete"
ENTRY_AGE = "age.entry"

WORDS: dict[str, Text] = {
    VILLAGE_QUOTA: Text("Tempat di desanya sudah penuh", "The village's places are taken"),
    TOTAL_QUOTA: Text("Kuota program sudah penuh", "The programme's quota is taken"),
    FUND_CEILING: Text("Pagu dana tidak cukup", "The funds' ceilings do not reach"),
    NO_FUND: Text("Tidak ada dana yang boleh membayarnya", "No fund may pay for the person"),
    OTHER_PAYER: Text("Sudah dibayar program atau dana lain", "Another programme or fund pays already"),
    INCOMPLETE: Text(
        "Nama, jenis kelamin, atau tanggal lahir belum ada", "Name, sex or birth date is missing"
    ),
    ENTRY_AGE: Text(
        "Sudah mencapai batas umur pendaftaran pada bulan mulainya",
        "Reached the age limit of registration by the first month",
    ),
}


def in_words(code: str) -> Text:
    return WORDS[code]
