"""Lines between people with nothing but the name of a village, for those who stand below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from payung.identity import nik
from payung.intake import places
from payung.intake.fields import is_heading, recognise
from payung.intake.trades import is_trade
from payung.intake.workbook import Cell, Row, text_of

IsVillage = Callable[[str], bool]
LOOKED_AT = 2_000
_LEAST = 2  # so many different lines, where nothing else tells that they are villages
_MOSTLY = 0.9
_LONG = nik.LENGTH - 2
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’ -]){2,39}")
_PART = re.compile(r"(?:[a-z]|[ivx]{1,5}|\d{1,2})\s*[.)]\s*(?=[^\W\d])", re.I)
_COUNTED_PART = re.compile(r"[a-z]|[ivx]{1,5}", re.I)
# What may stand alone between people and is no village.
_OTHER = re.compile(
    r"(?:data|daftar|usulan|peserta|penerima|pekerja|anggota|cadangan|pengganti|tambahan|baru|lama|aktif|laki|perempuan|pria|wanita|utama"
    r"|tahap|gelombang|kategori|sektor|keluarga|kepala|ketua|program|lampiran|lanjutan|sambungan|halaman|valid|lolos|meninggal|pindah|lain"
    r"|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|guru|kader|linmas|marbot|garin|imam|ustad|umkm|asn|pns"
    r"|kota|kabupaten|kab|provinsi|kecamatan|kec|nama|nik|ket|lunas|belum|sudah|tidak|ada|kosong|nihil|pkh|bpnt|blt|dtks|bpjs)\b",
    re.I,
)


class Villages:
    """What such lines name in one list; nothing where the list says the village otherwise, or where they may be anything
    else. ``is_village`` is known where the region is."""

    def __init__(self, fields: dict[str, int], rows: Sequence[Row], is_village: IsVillage | None) -> None:
        """``rows`` are the first below the heading."""
        self._number = fields.get("number", -1)
        self._nik = fields.get("nik", fields.get("nik_name", -1))
        self._names = {fields[name] for name in ("name", "nik", "nik_name", "head") if name in fields}
        self._is_village = is_village
        self._counts = self._are_counted(rows)
        of_families = any(
            name.startswith("_relation") for name in fields
        )  # whose heads may be named above them
        self._found = "village" not in fields and not of_families and self._nik >= 0 and self._is_shown(rows)

    def named(self, row: Row, below: Sequence[Row]) -> str:
        """The village that the line names; empty for any other."""
        return self._line(row, below) if self._found else ""

    def _is_shown(self, rows: Sequence[Row]) -> bool:
        alone = [at for at, row in enumerate(rows) if 0 < sum(cell != "" for cell in row) <= 2]
        said = {self._line(rows[at], rows[at + 1 : at + 4]) for at in alone} - {""}
        if self._is_village is None:
            return len(said) >= _LEAST
        known = sum(map(self._is_village, said))  # the others may be of another region, or misspelt
        return known > 0 and 2 * known >= len(said)

    def _line(self, row: Row, below: Sequence[Row]) -> str:
        texts = {at: text_of(cell).strip() for at, cell in enumerate(row) if text_of(cell).strip()}
        if len(texts) == 2 and _COUNTED_PART.fullmatch(texts[min(texts)].strip(" .)")):
            del texts[min(texts)]
        if len(texts) != 1:
            return ""
        ((at, text),) = texts.items()
        text = _PART.sub("", " ".join(text.split()), count=1)
        is_next = self._is_person(next((each for each in below if any(cell != "" for cell in each)), []))
        if not is_next or not self._could_be(text) or (at in self._names and not self._begins(below)):
            return ""
        return text

    @staticmethod
    def _could_be(text: str) -> bool:
        return (
            bool(_NAME.fullmatch(text))
            and text.count(" ") <= 3
            and not (_OTHER.match(text) or places.is_group(text) or is_heading(text) or is_trade(text))
            and not (places.is_total([text]) or places.is_note([text]) or recognise(text))
        )

    def _begins(self, below: Sequence[Row]) -> bool:
        """Whether a line under the names is no person's: those are counted, and it is not, or the count begins anew."""
        return self._counts or self._count(next(iter(below), [])) == 1

    def _are_counted(self, rows: Sequence[Row]) -> bool:
        """Whether the people are counted without a gap, whatever lines stand between them."""
        counts = [self._count(row) for row in rows if self._is_person(row)]
        steps = [after == before + 1 or after == 1 for before, after in pairwise(counts)]
        return len(steps) > 1 and sum(steps) >= _MOSTLY * len(steps)

    def _is_person(self, row: Row) -> bool:
        return sum(map(str.isdigit, text_of(_at(row, self._nik)))) >= _LONG

    def _count(self, row: Row) -> int:
        text = text_of(_at(row, self._number)).strip(" .)")
        return int(text) if text.isdigit() and len(text) < 7 else 0


def _at(row: Row, at: int) -> Cell:
    return row[at] if 0 <= at < len(row) else ""
