"""What the user should know of a sheet that was read otherwise than it looks at first sight; it stops nothing."""

from __future__ import annotations

from collections.abc import Iterator

from payung.language import Text


def of_sheet(hidden_rows: int, lists: int, month_first: bool, carried: int, persons: int) -> Iterator[Text]:
    if hidden_rows:
        yield Text(
            f"{hidden_rows} baris tersembunyi atau tersaring ikut dibaca",
            f"{hidden_rows} rows that are hidden or filtered away were read too",
        )
    if lists > 1:
        yield Text(
            f"{lists} daftar berdampingan dibaca dari kiri ke kanan",
            f"{lists} lists side by side were read from left to right",
        )
    if month_first:
        yield Text(
            "tanggal lahir dibaca bulan lebih dulu (bulan/hari/tahun)",
            "birth dates were read month first (month/day/year)",
        )
    if carried:
        yield Text(
            f"No. KK atau alamat {carried} anggota keluarga diambil dari baris kepala keluarganya di atas",
            f"the family card number or address of {carried} members was taken from the row of their family's head above",
        )
    if persons > 1:
        yield Text(
            f"satu baris berisi sampai {persons} orang (misalnya suami dan istri); masing-masing dibaca sebagai orang yang diusulkan",
            f"one row holds up to {persons} people (husband and wife, say); each was read as a person proposed",
        )
