"""What the user should know of a sheet that was read otherwise than it looks at first sight; it stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from payung.intake.blocks import of_others
from payung.intake.layout import Layout
from payung.language import Text


@dataclass(frozen=True, slots=True)
class Seen:
    """What was met in a sheet: ``carried`` members without a card number of their own, up to ``persons`` in a row,
    ``stacked`` people on several lines, ``shared`` people whose village stands on the first row of their group, and the columns that name ``others`` than those proposed."""

    hidden_rows: int = 0
    lists: int = 1
    month_first: bool = False
    carried: int = 0
    persons: int = 0
    stacked: int = 0
    shared: int = 0
    others: tuple[str, ...] = ()

    def beside(self, other: Seen) -> Seen:
        """Of two lists that stand side by side."""
        return Seen(
            hidden_rows=self.hidden_rows,
            lists=self.lists + other.lists,
            month_first=self.month_first or other.month_first,
            carried=self.carried + other.carried,
            persons=max(self.persons, other.persons),
            stacked=self.stacked + other.stacked,
            shared=self.shared + other.shared,
            others=tuple(dict.fromkeys(self.others + other.others)),
        )


def of_list(layout: Layout) -> Seen:
    """What was met in one list, once it has been read to its end."""
    return Seen(
        hidden_rows=0 if layout.sheet.hidden else layout.sheet.hidden_rows,
        month_first=any(heading.order == "mdy" for heading in layout.headings),
        carried=layout.carried,
        persons=max((len(heading.several) for heading in layout.headings), default=0),
        stacked=layout.stacked,
        others=of_others(layout.headings),
    )


def of_sheet(seen: Seen) -> Iterator[Text]:
    if seen.hidden_rows:
        yield Text(
            f"{seen.hidden_rows} baris tersembunyi atau tersaring ikut dibaca",
            f"{seen.hidden_rows} rows that are hidden or filtered away were read too",
        )
    if seen.lists > 1:
        yield Text(
            f"{seen.lists} daftar berdampingan dibaca dari kiri ke kanan",
            f"{seen.lists} lists side by side were read from left to right",
        )
    if seen.month_first:
        yield Text(
            "tanggal lahir dibaca bulan lebih dulu (bulan/hari/tahun)",
            "birth dates were read month first (month/day/year)",
        )
    if seen.carried:
        yield Text(
            f"No. KK atau alamat {seen.carried} anggota keluarga diambil dari baris kepala keluarganya di atas",
            f"the family card number or address of {seen.carried} members was taken from the row of their family's head above",
        )
    if seen.persons > 1:
        yield Text(
            f"satu baris berisi sampai {seen.persons} orang (misalnya suami dan istri); masing-masing dibaca sebagai orang yang diusulkan",
            f"one row holds up to {seen.persons} people (husband and wife, say); each was read as a person proposed",
        )
    if seen.stacked:
        yield Text(
            f"{seen.stacked} orang tertulis pada dua baris atau lebih (nama, NIK, No. KK atau lainnya bersusun); baris-baris itu dibaca sebagai satu orang",
            f"{seen.stacked} people stand on two lines or more each (name, NIK, card number or others below one another); those lines were read as one person",
        )
    if seen.shared:
        yield Text(
            f"desa, kecamatan atau dusun {seen.shared} orang diambil dari baris di atasnya, karena hanya tertulis pada baris pertama tiap kelompok",
            f"the village, district or hamlet of {seen.shared} people was taken from a row above, for it is written only on the first row of each group",
        )
    if seen.others:
        named = ", ".join(f"“{label}”" for label in seen.others)
        yield Text(
            f"kolom {named} berisi orang lain (pasangan, kepala keluarga) dan tidak dibaca sebagai yang diusulkan; beri masing-masing satu baris bila mereka pun diusulkan",
            f"the columns {named} name other people (spouse, head of the family) and were not read as proposed; give each a row of their own if they are proposed too",
        )
