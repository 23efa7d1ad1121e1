"""What the lines above, between and below the people say: village and district, family, end of the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Texts = Sequence[str]
_VILLAGE = r"(?:desa\s*/\s*kelurahan|kelurahan\s*/\s*desa|desa\s*/\s*nagari|nagari\s*/\s*desa|kel\s*/\s*desa|desa\s*/\s*kel|nama\s+desa|desa|nagari|kelurahan|gampong|kel\.?|ds\.?)"
_DISTRICT = r"(?:kecamatan|kec\.?)"
_STOP = r"(?=\s{2,}|\s*[,;|()]|\s+(?:kecamatan|kec\b|kabupaten|kab\b|kota\b|tahun|provinsi|prov\b|periode|bulan|rt\b|rw\b|dusun\b|th\b|t\.a)|\s*[-–]\s|$)"
_NAMED = {
    "village": re.compile(rf"(?:^|[\s,;(]){_VILLAGE}\s*[:=]\s*([^\s:=].*?){_STOP}", re.I),
    "district": re.compile(rf"(?:^|[\s,;(]){_DISTRICT}\s*[:=]\s*([^\s:=].*?){_STOP}", re.I),
}
_PLAIN = {
    "village": re.compile(rf"(?:^|\s)(?:desa|nagari|kelurahan|gampong)\s+([A-Za-z][\w.'/ -]*?){_STOP}", re.I),
    "district": re.compile(rf"(?:^|\s)(?:kecamatan|kec\.)\s+([A-Za-z][\w.'/ -]*?){_STOP}", re.I),
}
_LABEL = {
    "village": re.compile(rf"{_VILLAGE}\s*[:=]?", re.I),
    "district": re.compile(rf"{_DISTRICT}\s*[:=]?", re.I),
}
_NO_PLACE = re.compile(
    r"(?:dan|se|yang|per|usulan|untuk|tahun|atau|di|kabupaten|kota|penerima|peserta|kelurahan|desa|code|kode|nagari|tentang|nomor|no\b|pekerja)\b",
    re.I,
)
_KK_LABEL = re.compile(r"(?:no(?:mor)?\.?\s*)(?:kk|kartu\s+keluarga)\b\.?\s*[:=]?\s*", re.I)
_SIXTEEN = re.compile(r"(?<!\d)['\"]?(\d[\d .]{14,22}\d)(?!\d)")
_ADDRESS = re.compile(
    r"alamat\s*[:=]\s*(.*?)(?=,?\s*nama\s+dusun\s*:|,?\s*dusun\s*:|,?\s*rt\s*/?\s*rw?\s*:|$)", re.I
)
_LIKE_ADDRESS = re.compile(r"\b(rt|rw|dusun|jorong|desa|jalan|jl|alamat)\b", re.I)
_GROUP = re.compile(
    r"(?:[ivx]+\s*[.)]\s*|[a-z]\s*[.)]\s*)?(?:jorong|dusun|dsn|desa|nagari|kelurahan|kel\.|kecamatan|kec\.|lingkungan|kelompok|korong"
    r"|kampung|blok|sektor|rt|rw|banjar|dukuh|gampong|poktan|gapoktan|bagian|unit|pasar)\b[\s.:]*\S",
    re.I,
)
_TOTAL = re.compile(r"(?:sub\s*-?\s*total|grand\s+total|total|jumlah|jml|rekap(?:itulasi)?)\b", re.I)
_NOTE = re.compile(
    r"\b(mengetahui|menyetujui|mengesahkan|disahkan|dibuat oleh|disusun oleh|diverifikasi|nip\.?\s*[:.]?\s*\d|nip\b|tanda tangan"
    r"|catatan|keterangan\s*:|sumber\s*:|dicetak|tanggal cetak|tgl\.? cetak|halaman|hal\.?\s*\d|page\s*\d|demikian"
    r"|kepala desa|wali nagari|lurah|camat|sekretaris|kepala dinas|bupati|wali ?kota|a\.n\.|an\.|ketua|pembina|petugas|operator"
    r"|no\.?\s*form|formulir|dokumen ini|lembar ke|ttd|cap)\b|^#+$|^\(?[._…\s]{4,}\)?$|^\*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Family:
    """A "No. KK" line: the number as written, and the address that stands beside it."""

    kk: str
    address: str


def named(texts: Texts, plain: bool) -> dict[str, str]:
    """``village`` and ``district`` as a title line names them: "Desa : X", the label and the name in two
    cells, or, where ``plain``, "DAFTAR USULAN NAGARI X"."""
    cells = [" ".join(text.split()) for text in texts]
    found: dict[str, str] = {}
    for field, pattern in _NAMED.items():
        for at, cell in enumerate(cells):
            if match := pattern.search(cell):
                found.setdefault(field, _trim(match.group(1)))
            elif cell and _LABEL[field].fullmatch(cell):
                value = next((c.lstrip(":= ") for c in cells[at + 1 :] if c.strip(":= ")), "")
                if value and not value[0].isdigit():
                    found.setdefault(field, _trim(value))
        if plain and field not in found:
            for cell in cells:
                match = _PLAIN[field].search(cell)
                if match and not _NO_PLACE.match(match.group(1)) and len(match.group(1)) <= 40:
                    found.setdefault(field, _trim(match.group(1)))
    return {field: value for field, value in found.items() if value}


def _trim(value: str) -> str:
    return value.strip(" :=.,-_")


def family(texts: Texts, name_column: int | None, nik_column: int | None) -> Family | None:
    """A line that opens a family: "No. KK : 5202…", the label and number in two cells, or a lone KK number
    where the line has no name (the e-KTP book)."""
    cells = [text.strip() for text in texts]
    filled = [at for at, cell in enumerate(cells) if cell]
    for at in filled:
        if label := _KK_LABEL.match(cells[at]):
            rest = [cells[at][label.end() :], *(cells[other] for other in filled if other > at)]
            number = next((found.group(1) for part in rest if (found := _SIXTEEN.search(part))), "")
            if number:
                return Family(number, _address([cells[other] for other in filled if other != at], number))
    first = filled[0] if filled else 0
    if filled and _SIXTEEN.fullmatch(cells[first]) and first not in (nik_column, name_column):
        named_here = name_column is not None and name_column < len(cells) and cells[name_column]
        numbered = (
            nik_column is not None and nik_column < len(cells) and _SIXTEEN.fullmatch(cells[nik_column])
        )
        if not named_here and not numbered:
            return Family(cells[first], _address([cells[other] for other in filled[1:]], cells[first]))
    return None


def _address(cells: list[str], number: str) -> str:
    for cell in cells:
        if number in cell:
            continue
        if (match := _ADDRESS.search(cell)) and _trim(match.group(1)):
            return _trim(match.group(1))
        if (_LIKE_ADDRESS.search(cell) and ":" in cell) or re.match(r"(desa|dusun|jorong|jl)", cell, re.I):
            return " ".join(cell.split())
    return ""


def is_group(text: str) -> bool:
    """The name of a part of the list ("JORONG KOTO", "Kelompok Tani Makmur"), not of a person."""
    return bool(_GROUP.match(text))


def is_total(texts: Texts) -> bool:
    first = next((text.strip() for text in texts if text.strip() and not text.strip().isdigit()), "")
    return bool(_TOTAL.match(first)) and len(first) < 60


def is_note(texts: Texts) -> bool:
    return any(_NOTE.search(text.strip()) for text in texts if text.strip())
