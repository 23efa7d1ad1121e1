"""What the user should know of a sheet that was read otherwise than it looks at first sight; it stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from payung.identity import nik
from payung.intake.blocks import of_others
from payung.intake.delimited import Overfull
from payung.intake.layout import Layout
from payung.intake.noted import Noted
from payung.intake.source import column_letters
from payung.language import Text


class Zeros(NamedTuple):
    """How many NIKs end in 0, of how many."""

    ending: int = 0
    niks: int = 0

    @classmethod
    def of(cls, niks: pa.Array) -> Zeros:
        whole = pc.equal(pc.binary_length(niks), nik.LENGTH)
        ending = pc.and_(whole, pc.ends_with(niks, "0"))
        return cls(pc.sum(ending).as_py() or 0, pc.sum(whole).as_py() or 0)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was met in a sheet: ``sideways`` people who are columns, ``carried`` members without a card number of their own, up to ``persons`` in a row,
    ``stacked`` people on several lines, ``shared`` people whose village stands on the first row of their group, the columns that name ``others`` than those
    proposed, ``phones`` found within names and addresses, NIKs that end in ``zeros``, the rows that are ``noted``, and those
    ``overfull`` of cells."""

    hidden_rows: int = 0
    sideways: int = 0
    lists: int = 1
    month_first: bool = False
    carried: int = 0
    persons: int = 0
    stacked: int = 0
    shared: int = 0
    others: tuple[str, ...] = ()
    phones: int = 0
    zeros: Zeros = field(default_factory=Zeros)
    noted: Noted = field(default_factory=Noted)
    overfull: Overfull = field(default_factory=Overfull)

    def beside(self, other: Seen) -> Seen:
        """Of two lists that stand side by side."""
        return Seen(
            hidden_rows=self.hidden_rows,
            sideways=self.sideways + other.sideways,
            lists=self.lists + other.lists,
            month_first=self.month_first or other.month_first,
            carried=self.carried + other.carried,
            persons=max(self.persons, other.persons),
            stacked=self.stacked + other.stacked,
            shared=self.shared + other.shared,
            others=tuple(dict.fromkeys(self.others + other.others)),
            phones=self.phones + other.phones,
            zeros=Zeros(*(mine + others for mine, others in zip(self.zeros, other.zeros, strict=True))),
            noted=self.noted.beside(other.noted),
            overfull=self.overfull,
        )


def of_list(layout: Layout) -> Seen:
    """What was met in one list, once it has been read to its end."""
    unread: list[str | int] = [
        column_letters(each + layout.sheet.left) if isinstance(each, int) else each
        for each in layout.noted.unread
    ]
    return Seen(
        sideways=layout.sideways,
        hidden_rows=0 if layout.sheet.hidden else layout.sheet.hidden_rows,
        month_first=any(heading.order == "mdy" for heading in layout.headings),
        carried=layout.carried,
        persons=max((len(heading.several) for heading in layout.headings), default=0),
        stacked=layout.stacked,
        others=of_others(layout.headings),
        noted=replace(layout.noted, unread=unread),
        overfull=layout.sheet.overfull,
    )


def of_sheet(seen: Seen) -> Iterator[Text]:
    yield from _of_form(seen)
    yield from _of_columns(seen)
    yield from dict.fromkeys(seen.noted.coded)
    yield from _of_rows(seen.noted, seen.overfull)
    if seen.noted.villages:
        yield _of_villages(seen.noted.villages)


def _of_form(seen: Seen) -> Iterator[Text]:
    """How the people stand in the sheet."""
    if seen.hidden_rows:
        yield Text(
            f"{seen.hidden_rows} baris tersembunyi atau tersaring ikut dibaca",
            f"{seen.hidden_rows} rows that are hidden or filtered away were read too",
        )
    if seen.sideways:
        yield Text(
            f"daftar ini rebah: judul di kolom pertama dan tiap orang satu kolom; {seen.sideways} orang dibaca, nomor barisnya baris NIK",
            f"this list lies on its side, with its headings in the first column and a column for each person; {seen.sideways} people were read, their row is that of the NIKs",
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


def _of_columns(seen: Seen) -> Iterator[Text]:
    """What columns hold besides what they are read for."""
    if seen.others:
        named = ", ".join(f"“{label}”" for label in seen.others)
        yield Text(
            f"kolom {named} berisi orang lain (pasangan, kepala keluarga) dan tidak dibaca sebagai yang diusulkan; beri masing-masing satu baris bila mereka pun diusulkan",
            f"the columns {named} name other people (spouse, head of the family) and were not read as proposed; give each a row of their own if they are proposed too",
        )
    if seen.phones:
        yield Text(
            f"nomor telepon {seen.phones} orang diambil dari kolom NIK, nama atau alamat",
            f"the telephone number of {seen.phones} people was taken out of the column of NIKs, names or addresses",
        )
    if said := nik.said_of_zeros(*seen.zeros):
        yield said
    if seen.noted.unread:
        named = ", ".join(
            f"“{label}”" for label in dict.fromkeys(seen.noted.unread)
        )  # letters where there is none
        yield Text(
            f"kolom {named} berisi NIK lain dan tidak dibaca; beri setiap orang satu baris bila mereka pun diusulkan",
            f"the columns {named} hold other NIKs and were not read; give each person a row of their own if they are proposed too",
        )


def _of_rows(noted: Noted, overfull: Overfull) -> Iterator[Text]:
    for rows, said in (
        (
            overfull.joined,
            Text(
                "sebuah sel memuat tanda pemisah kolom tanpa tanda kutip; potongannya digabung lagi sehingga sel lain kembali ke kolomnya: {rows}",
                "some cell holds the sign between columns without quotation marks; its parts were joined again, so that the other cells stand in their columns: {rows}",
            ),
        ),
        (
            overfull.unclear,
            Text(
                "lebih banyak sel daripada judul kolomnya dan tidak jelas sel mana yang terpotong: isinya mungkin bergeser; simpan ulang sebagai .xlsx, atau beri tanda kutip pada sel yang memuat tanda pemisah: {rows}",
                "more cells than the heading, and nothing tells which was cut: they may stand in the wrong columns; save the list as .xlsx, or put quotation marks around cells that hold the sign between columns: {rows}",
            ),
        ),
        (
            noted.continued,
            Text(
                "sambungan isi sel dari baris di atasnya, digabung dengan orang di baris itu: {rows}",
                "goes on with the cells of the row above and was joined to the person there: {rows}",
            ),
        ),
        (
            noted.paired,
            Text(
                "satu sel berisi dua NIK dan nama; masing-masing dibaca sebagai orang yang diusulkan: {rows}",
                "one cell holds two NIKs and names; each was read as a person proposed: {rows}",
            ),
        ),
        (
            noted.crowded,
            Text(
                "satu sel berisi beberapa NIK, tetapi nama pemilik masing-masing tidak jelas; beri setiap orang satu baris: {rows}",
                "one cell holds several NIKs, but not plainly a name for each; give each person a row of their own: {rows}",
            ),
        ),
        (
            noted.dated,
            Text(
                "RT/RW sudah diubah program lembar kerja menjadi tanggal (05/03 menjadi 5 Maret) dan ditulis apa adanya; ketik ulang sebagai teks: {rows}",
                "the spreadsheet has made a date of RT/RW (5 March of 05/03), which is written as it is; type it again as text: {rows}",
            ),
        ),
        (
            noted.years,
            Text(
                "hanya tahun lahir yang tertulis, tanpa tanggal dan bulan; tulis tanggal lahir sesuai KTP bila NIK tidak memberinya: {rows}",
                "only the year of birth is told, without day and month; write the birth date as on the card where the NIK gives none: {rows}",
            ),
        ),
        (
            noted.swapped,
            Text(
                "hari dan bulan pada tanggal lahir terbalik menurut NIK-nya (misalnya 8 Januari alih-alih 1 Agustus); "
                "periksa dengan KTP, lalu tulis sebagai teks hari-bulan-tahun: {rows}",
                "day and month of the birth date are exchanged, as the NIK has it (8 January for 1 August, say); "
                "check them with the card and write them as text, day-month-year: {rows}",
            ),
        ),
        (
            noted.struck,
            Text(
                "dicoret di berkas ini, tetapi tetap dibaca sebagai yang diusulkan; hapus barisnya bila memang dibatalkan: {rows}",
                "are struck out in the file, but were read as proposed; remove the row if it is meant to go: {rows}",
            ),
        ),
        (
            noted.dead,
            Text(
                "menurut daftar ini sudah meninggal, tetapi tetap dibaca sebagai yang diusulkan; hapus barisnya bila benar: {rows}",
                "have died, as this list itself says, but were read as proposed; remove the row if it is so: {rows}",
            ),
        ),
        (
            noted.moved,
            Text(
                "menurut daftar ini sudah pindah, tetapi tetap dibaca sebagai yang diusulkan; periksa tempat tinggalnya: {rows}",
                "have moved away, as this list itself says, but were read as proposed; check where they live: {rows}",
            ),
        ),
    ):
        if rows:
            yield said.format(rows=_rows(rows))


def _of_villages(lines: Sequence[tuple[int, str]]) -> Text:
    named = [(f"“{name}” (baris {row})", f"“{name}” (row {row})") for row, name in lines[:_NAMED_ROWS]]
    rest = " …" if len(lines) > _NAMED_ROWS else ""
    return Text(
        f"baris yang hanya memuat nama dibaca sebagai nama desa orang di bawahnya: {', '.join(each for each, _ in named)}{rest}; "
        "tulis “Dusun …” atau “Jorong …” di depannya bila bukan desa",
        f"lines with nothing but a name were read as the village of those below them: {', '.join(each for _, each in named)}{rest}; "
        "write “Dusun …” or “Jorong …” before it where it is none",
    )


_NAMED_ROWS = 20


def _rows(rows: Sequence[int]) -> Text:
    """Their numbers, the first of many, and how many there are of several.

    >>> _rows([7]).id, _rows([3, 5]).id, _rows(range(1, 31)).en[-18:]
    ('baris 7', 'baris 3, 5 (2 baris)', '19, 20 … (30 rows)')
    """
    told = ", ".join(map(str, rows[:_NAMED_ROWS]))
    if len(rows) == 1:
        return Text(f"baris {told}", f"row {told}")
    rest = " …" if len(rows) > _NAMED_ROWS else ""
    return Text(f"baris {told}{rest} ({len(rows)} baris)", f"rows {told}{rest} ({len(rows)} rows)")
