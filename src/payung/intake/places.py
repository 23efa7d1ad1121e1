"""What the lines above, between and below the people say: village and district, family, end of the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Texts = Sequence[str]
_VILLAGE = r"(?:desa\s*/\s*kelurahan|kelurahan\s*/\s*desa|desa\s*/\s*nagari|nagari\s*/\s*desa|kel\.?\s*/\s*desa|desa\s*/\s*kel\.?|nama\s+(?:desa|nagari|kelurahan|gampong)|(?:name\s+of\s+)?village(?:\s+name)?|desa|nagari|kelurahan|gampong|kel\.?|ds\.?)"
_DISTRICT = r"(?:kecamatan|kec\.?|(?:name\s+of\s+)?(?:sub-?\s?)?district(?:\s+name)?)"
_STOP = r"(?=\s{2,}|\s*[,;|()]|\s*/\s*(?:kec|kab)|\s+(?:kecamatan|kec\b|(?:sub-?\s?)?district|regency|kabupaten|kab\b|kota\b|tahun|provinsi|prov\b|periode|bulan|per\s+\d|rt\b|rw\b|(?:dengan|menerangkan|menyatakan|yang|adalah)\b|dusun\b|th\b|t\.a|(?:19|20)\d\d\b)|\s*[-–]\s|\s*:?\s*$)"
_NAMED = {
    "village": re.compile(rf"(?:^|[\s,;(/]){_VILLAGE}\s*[:=]\s*([^\s:=].*?){_STOP}", re.I),
    "district": re.compile(rf"(?:^|[\s,;(/]){_DISTRICT}\s*[:=]\s*([^\s:=].*?){_STOP}", re.I),
}
# "Kel." alone may be a group's: it is a kelurahan where a district is named behind it.
_PLAIN = {
    "village": re.compile(
        rf"(?:^|\s)(?:desa|nagari|kelurahan|gampong|(?:ds|kel)\.(?=.*\skec\b))\s+([A-Za-z][\w.'/ -]*?){_STOP}",
        re.I,
    ),
    "district": re.compile(rf"(?:^|\s)(?:kecamatan|kec\.)\s+([A-Za-z][\w.'/ -]*?){_STOP}", re.I),
}
_LABEL = {
    "village": re.compile(rf"{_VILLAGE}\s*[:=]?", re.I),
    "district": re.compile(rf"{_DISTRICT}\s*[:=]?", re.I),
    "address": re.compile(r"alamat\s*[:=]?", re.I),
    "rt_rw": re.compile(r"(?:no\.?\s*)?rt\s*/\s*rw\s*[:=]?", re.I),
}
# "2001 AIE AMO", as registers write a village, or "02. AIE AMO".
_CODE = re.compile(r"^(?:\d{1,2}[.)]|\d{10}|\d{4}|\d{2}(?:\.\d{2})*(?:\.\d{4})?)\s*[-–]?\s+(?=[A-Za-z])")
_POST_CODE = re.compile(r"[\s,]*kode\s*pos\b.*$", re.I)
_NO_PLACE = re.compile(
    r"(?:kami|kita|ini|itu|tersebut|setempat|masing|sebanyak|dengan|tanggal|tgl|pada|dalam|dari|oleh|adalah|sesuai|bersama|dan|se|yang|per|khusus|usulan|untuk|tahun|atau|di|kabupaten|kota|penerima|peserta|kelurahan|desa|code|kode|nagari|tentang|nomor|no\b|pekerja)\b",
    re.I,
)
_KK_LABEL = re.compile(
    r"(?:(?:no(?:mor)?\.?\s*)(?:kk|kartu\s+keluarga)\b\.?|n\.?k\.?k\b\.?|kartu\s+keluarga\s+no(?:mor)?\b\.?)\s*[:=]?\s*",
    re.I,
)
# Within a cell, where the number must follow at once: "KK" alone may be what somebody is to the head of a family.
_KK_INSIDE = re.compile(
    r"\b(?:nkk|kk|kartu\s+keluarga)\b[\s.:=]*(?<!\d)['\"]?(\d[\d .]{14,22}\d)(?!\d)", re.I
)
_NUMBER_LABEL = re.compile(r"no(?:mor)?\s*\.?\s*[:=]?", re.I)
_CARD_LINE = re.compile(r"no(?:mor)?\s*\.?\s*[:=]?\s*(\d{16})", re.I)
_SIXTEEN = re.compile(r"(?<!\d)['\"]?(\d[\d .]{14,22}\d)(?!\d)")
_ADDRESS = re.compile(
    r"alamat\s*[:=]\s*(.*?)(?=,?\s*nama\s+dusun\s*:|,?\s*dusun\s*:|,?\s*rt\s*/?\s*rw?\s*:|$)", re.I
)
_RT_RW = re.compile(r"\brt\s*/\s*rw\s*[:=]\s*(\d{1,3})\s*/\s*(\d{1,3}|-)", re.I)
_LONGEST_LINE = 60
_MOST_WORDS = 14  # a title has no more; what has more is a letter
_LIKE_ADDRESS = re.compile(r"\b(rt|rw|dusun|jorong|desa|jalan|jl|alamat)\b", re.I)
_GROUP = re.compile(
    r"(?:[ivx]+\s*[.)]\s*|[a-z]\s*[.)]\s*)?(?:jorong|dusun|dsn|desa|nagari|kelurahan|kel\.|kecamatan|kec\.|lingkungan|kelompok|korong"
    r"|kampung|blok|sektor|rt|rw|banjar|dukuh|gampong|poktan|gapoktan|bagian|unit|pasar|kwt|kub|pokdakan|masjid|mesjid|mushall?a|surau"
    r"|gereja|tpq|mdta|posyandu|pangkalan|komunitas|paguyuban|koperasi|penyandang)\b[\s.:]*\S"
    r"|(?:pengurus|anggota|lansia|lanjut usia|disabilitas|difabel|janda|duda|dhuafa|yatim|umum|cadangan)\W*$",
    re.I,
)
_TOTAL = re.compile(
    r"(?:sub\s*-?\s*(?:total|jumlah|jml)|grand\s+total|total|jumlah|jml|rekap(?:itulasi)?)\b", re.I
)
_NOTE = re.compile(
    r"\b(mengetahui|menyetujui|mengesahkan|disahkan|(?:dibuat|disusun|diketahui|disetujui|diperiksa|diusulkan|ditetapkan) (?:oleh|di|pada)|hormat kami|diverifikasi|nip\.?\s*[:.]?\s*\d|nip\b|tanda tangan"
    r"|catatan|saksi(?:-saksi)?|terima ?kasih|w?assalamu\W?alaikum|dicetak|tanggal cetak|tgl\.? cetak|halaman|hal\.?\s*\d|page\s*\d|demikian"
    r"|kepala desa|wali nagari|lurah|camat|sekretaris|kepala dinas|bupati|wali ?kota|a\.n\.|an\.|ketua|pembina|petugas|operator"
    r"|no\.?\s*form|formulir|dokumen ini|lembar ke|ttd|cap)\b|\b(?:keterangan|sumber)\s*:|^[A-Z][\w ./]{0,14}\s*=\s*\S|^#+$|^\(?[._…\s]{4,}\)?$|^\*",
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
    for field, label in _LABEL.items():
        pattern = _NAMED.get(field)
        for at, cell in enumerate(cells):
            if pattern and (match := pattern.search(cell)):
                found.setdefault(field, _trim(_CODE.sub("", match.group(1))))
            elif cell and label.fullmatch(cell):
                value = next((c.lstrip(":= ") for c in cells[at + 1 :] if c.strip(":= ")), "")
                value = value if field in ("rt_rw", "address") else _CODE.sub("", value)
                if value and (field == "rt_rw" or not value[0].isdigit()):
                    found.setdefault(field, _trim(without_post_code(value)))
        if plain and field in _PLAIN and field not in found:
            for cell in cells:
                match = _PLAIN[field].search(cell) if cell.count(" ") < _MOST_WORDS else None
                if match and not _NO_PLACE.match(match.group(1)) and len(match.group(1)) <= 40:
                    found.setdefault(field, _trim(match.group(1)))
    return {field: value for field, value in found.items() if value}


def without_post_code(address: str) -> str:
    """The address without the post code and telephone that registers hang on it.

    >>> without_post_code("DUSUN KOTO, RT:001, RW:001, Kodepos:83355,-")
    'DUSUN KOTO, RT:001, RW:001'
    """
    return _POST_CODE.sub("", address)


_TITLED = re.compile(r"(?:kecamatan|kec\.)\s+(?=\w)", re.I)


def _trim(value: str) -> str:
    return _TITLED.sub("", value.strip(" :=.,-_"), count=1)


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
                return Family(number, _address([cells[other] for other in filled], number))
        others = {other for other in filled if other != at}
        if (found := _KK_INSIDE.search(cells[at])) and not {name_column, nik_column} & others:
            return Family(found.group(1), _address([cells[other] for other in filled], found.group(1)))
    first = filled[0] if filled else 0
    if filled == [name_column] and name_column != nik_column and _SIXTEEN.fullmatch(cells[first]):
        return Family(cells[first], "")  # alone where a name should be
    if filled and _SIXTEEN.fullmatch(cells[first]) and first not in (nik_column, name_column):
        named_here = name_column is not None and name_column < len(cells) and cells[name_column]
        numbered = (
            nik_column is not None and nik_column < len(cells) and _SIXTEEN.fullmatch(cells[nik_column])
        )
        if not named_here and not numbered:
            return Family(cells[first], _address([cells[other] for other in filled[1:]], cells[first]))
    return None


def lone_card(texts: Texts, fields: dict[str, int], below: Sequence[tuple[int, Sequence[object]]]) -> str:
    """The number of a line that has no more, under NIK, where the count of people begins anew below it: a card's."""
    lone = [at for at, text in enumerate(texts) if text]
    if lone != [fields.get("nik")] or not {"name", "number"} <= fields.keys():
        return ""
    row = below[0][1] if below else ()
    first = str(row[fields["number"]]).strip(" .)") if len(row) > fields["number"] else ""
    return texts[lone[0]] if first in ("1", "1.0") and _SIXTEEN.fullmatch(texts[lone[0]]) else ""


def card_number(texts: Texts) -> str:
    """The KK number of a line that says no more than "No." and sixteen digits, as a family card's title does."""
    filled = [text.strip(" :=") for text in texts if text.strip(" :=")]
    if len(filled) == 1 and len(filled[0]) <= _LONGEST_LINE and (found := _CARD_LINE.fullmatch(filled[0])):
        return found.group(1)
    if len(filled) == 2 and _NUMBER_LABEL.fullmatch(filled[0]) and _SIXTEEN.fullmatch(filled[1]):
        return filled[1]
    return ""


def _address(cells: list[str], number: str) -> str:
    for cell in cells:
        text = cell.partition(number)[2].strip() if number in cell else cell
        if (match := _ADDRESS.search(text)) and _trim(match.group(1)):
            return _with_rt_rw(_trim(match.group(1)), text)
        if (_LIKE_ADDRESS.search(text) and ":" in text) or re.match(r"(desa|dusun|jorong|jl)", text, re.I):
            return " ".join(text.split())
    return ""


def _with_rt_rw(address: str, text: str) -> str:
    """The address with the RT and RW that stand behind it, where they are numbers."""
    found = _RT_RW.search(text)
    return f"{address} RT/RW {found.group(1)}/{found.group(2)}" if found else address


_HAMLET = re.compile(
    r"(?:[a-z\d]{1,4}\s*[.)]\s*)?((?:jorong|dusun|dsn|lingkungan|lingk|korong|kampung|kp|banjar|dukuh|padukuhan|pedukuhan|blok|rt|rw)\b[\s.:]*[^:=(]+?)"
    r"\s*(?:(?:[:=(\[]|\s-\s).*)?",
    re.I,
)
_HEAD = re.compile(
    r"(?:nama\s+)?(?:krt|kepala\s+(?:keluarga|rumah\s+tangga)|kep\.?\s*kel\w*)\s*[:=]?.*", re.I
)


def hamlet(text: str) -> str:
    """The hamlet that a line between people names; empty for any other line.

    >>> hamlet("A. JORONG KOTO (12 orang)"), hamlet("Kelompok Makmur")
    ('JORONG KOTO', '')
    """
    found = _HAMLET.fullmatch(" ".join(text.split())) if len(text) <= _LONGEST_LINE else None
    return found.group(1) if found else ""


def names_head(texts: Texts) -> bool:
    """Whether the line says who the head of a household is, as forms of one household do above its members."""
    filled = [text.strip(" :=") for text in texts if text.strip(" :=")]
    told = any(":" in text for text in texts)
    return told and bool(filled) and len(filled) <= 4 and bool(_HEAD.fullmatch(filled[0]))


def is_form_line(texts: Texts) -> bool:
    """A label, a colon in a cell of its own, and what is said: "Nama KRT", ":", "Siti"."""
    filled = [text.strip() for text in texts if text.strip()]
    return 1 < len(filled) <= 4 and filled[1] in (":", "=") and any(map(str.isalpha, filled[0]))


def is_group(text: str) -> bool:
    """The name of a part of the list ("JORONG KOTO", "Kelompok Tani Makmur"), not of a person."""
    return bool(_GROUP.match(text))


def is_total(texts: Texts) -> bool:
    first = next((text.strip() for text in texts if text.strip() and not text.strip().isdigit()), "")
    return bool(_TOTAL.match(first)) and len(first) < 60


def is_note(texts: Texts) -> bool:
    return any(_NOTE.search(text.strip()) for text in texts if text.strip())
