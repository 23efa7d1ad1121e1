"""Whether a row under a heading speaks of a person."""

from __future__ import annotations

import re

from payung.identity import dates, nik
from payung.intake import places
from payung.intake.blocks import Heading
from payung.intake.cells import plain
from payung.intake.fields import is_heading
from payung.intake.trades import is_trade

_COUNT_BEFORE = re.compile(r"\d{1,4}\s*[.)]\s*[^\W\d]")
_COUNT = re.compile(r"\d{1,6}[.)]?")
_EXAMPLE = re.compile(
    r"\(?\s*(contoh|cth|example|misal)", re.IGNORECASE
)  # a row of the form itself, filled in to show how
# What a form says of how it is to be filled in.
_HINT = re.compile(
    r"\(?\s*(?:\d+\s*(?:digit|angka)|(?:sesuai|seperti)\s+(?:e-?)?(?:ktp|kk)|(?:dd|hh|tgl)[-/ ](?:mm|bb|bln)[-/ ](?:yy|tt|thn)\w*"
    r"|(?:wajib|harus|tidak perlu|boleh) ?di?isi.*|diisi\b.*|isi(?:kan)?\b.*|pilih\b.*|format\b.*|teks|text|angka|huruf(?:\s*[&/]\s*angka)?|(?:tidak )?wajib|opsional|optional|mandatory|required|semua|\(?all\)?|alfanumerik|numeri[ck]|varchar\W*\d*\W*|l\s*/\s*p)\s*\)?",
    re.IGNORECASE,
)
# The number of a civil servant: born, appointed, sex, serial. It stands below signatures.
_NIP = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d(?:19|20)\d\d[01]\d[12]\d{3}")
_PART = re.compile(r"[A-H]|[IVX]{1,5}", re.IGNORECASE)  # how the parts of a list are counted, not its people
# What a row must hold besides a name to be a person where neither NIK nor running number is there.
_SUPPORTING = (
    "kk", "birth", "birth_date", "birth_place", "birth_year", "sex", "sex_male", "sex_female", "address", "rt",
    "hamlet", "village", "occupation", "phone", "mother_name", "income", "death_date", "segment", "group", "payer",
    "decile",
)  # fmt: skip


def cell(heading: Heading, texts: list[str], name: str) -> str:
    """What stands under the field; of several people in a row, what the first has there who has anything."""
    for fields in heading.several or (heading.fields,):
        column = fields.get(name)
        if column is None and name in ("nik", "name"):
            column = fields.get("nik_name")
        said = texts[column] if column is not None and column < len(texts) else ""
        if said and plain(said):
            return said
    return ""


_AND_SO_ON = re.compile(r"\W*(?:dst|dsb|dan seterusnya|dan lain-lain|dll)\W*", re.I)
_DOTS = re.compile(r"\.{4}|…|_{4}")  # to sign on


def _is_message(heading: Heading) -> bool:
    """Lines without any heading that tell NIK and name in one: those around them are words to the reader."""
    return "nik_name" in heading.fields and not any(heading.header.labels)


def has_nik(heading: Heading, texts: list[str]) -> bool:
    """Eight digits at least, or the few that a spreadsheet left of sixteen."""
    told = cell(heading, texts, "nik")
    if _is_nip(told) and not (cell(heading, texts, "name") or cell(heading, texts, "number")):
        return False
    if is_date(told) and not any(map(str.isalpha, cell(heading, texts, "name"))):
        return False
    return sum(sign.isdigit() for sign in told) >= 8 or (
        told != "" and nik.read_number(told).fault == "nik.digits_lost"
    )


_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")


def is_date(text: str) -> bool:
    """A date in numbers, which stands below a list beside whoever signs."""
    return bool(_DATE.fullmatch(text))


def _is_nip(text: str) -> bool:
    return text[:3].upper() == "NIP" or bool(_NIP.fullmatch("".join(filter(str.isdigit, text))))


def of_person(heading: Heading, texts: list[str], in_footer: bool) -> bool:
    """Whether the row speaks of a person. Names alone could be signatures, so that below a list they need a
    running number or further fields beside them."""
    if _EXAMPLE.match(next(filter(None, texts), "")):
        return False
    if has_nik(heading, texts):
        return True
    if places.is_form_line(texts):
        return False
    if _is_message(heading) and not _COUNT_BEFORE.match(cell(heading, texts, "nik_name")):
        return False
    if sum(bool(_HINT.fullmatch(text)) for text in texts if text) > 1:
        return False
    written = cell(heading, texts, "name") or cell(heading, texts, "head")
    name = written if any(map(str.isalpha, written)) and not _AND_SO_ON.fullmatch(written) else ""
    numbered = bool(_COUNT.fullmatch(cell(heading, texts, "number")))
    support = sum(_says(heading, texts, other) for other in _SUPPORTING)
    if numbered and not name and not places.is_total(texts) and _is_about_somebody(heading, texts):
        return True
    if places.is_total(texts) and not (name and numbered and support >= 3):  # somebody may be called Total
        return False
    told = bool(cell(heading, texts, "nik")) and not _DOTS.search(cell(heading, texts, "nik"))
    if not support and not told and _PART.fullmatch(cell(heading, texts, "number").rstrip(" .)")):
        return False
    if (
        name and not told and support < 3 and is_heading(name)
    ):  # instructions, that tell what each column is for
        return False
    if name and numbered and (support or told):
        return True
    if places.is_note(texts) and support < 3:
        return False
    if not told and not numbered and support < 3 and _signs_off(heading, texts):
        return False
    if in_footer:
        return bool(name) and support >= 3
    if name and not support and not told and not numbered and (places.is_group(name) or is_trade(name)):
        return False
    if name:
        alone = sum(1 for text in texts if text) == 1
        return not (
            alone
            and (":" in name or name.startswith("(") or dates.parse_text(name).possible or len(name) > 60)
        )
    return support >= 3 or (support >= 1 and any(map(str.isdigit, cell(heading, texts, "nik"))))


def _says(heading: Heading, texts: list[str], name: str) -> bool:
    """Whether something stands under the field: more than dots to write on, but for a tick."""
    told = cell(heading, texts, name)
    return bool(told) and (name.startswith("sex") or any(map(str.isalnum, told)))


# What nobody prints beforehand on the numbered lines of a form.
_OF_ONE = ("kk", "birth", "birth_date", "birth_place", "birth_year", "sex", "occupation", "phone", "mother_name", "income", "address")  # fmt: skip


def _is_about_somebody(heading: Heading, texts: list[str]) -> bool:
    """Whether a numbered line without a name tells of one person all the same: by two things that are one's own, or by one
    where a dash or dots stand for the name or the NIK."""
    columns = [heading.fields[name] for name in _OF_ONE if name in heading.fields]
    told = sum(any(map(str.isalnum, texts[at])) for at in columns if at < len(texts) and plain(texts[at]))
    marked = any(
        0 <= (at := heading.fields.get(name, -1)) < len(texts) and texts[at] for name in ("name", "nik")
    )
    return told >= (1 if marked else 2)


_SIGNING = 3
_OF_BIRTH = ("birth", "birth_date", "birth_place", "death_date", "since")


def _signs_off(heading: Heading, texts: list[str]) -> bool:
    """Whether a place and date stand where no birth is told: "Sijunjung, 12 Mei 2026" above the signatures."""
    if sum(map(bool, texts)) > _SIGNING:  # so much is a person with a remark
        return False
    births = {heading.fields[name] for name in _OF_BIRTH if name in heading.fields}
    return any(is_place_and_date(text) for at, text in enumerate(texts) if at not in births)


def is_place_and_date(text: str) -> bool:
    """ "Sijunjung, 12 Mei 2026", but no village code ("35.77.03.1009")."""
    written = dates.parse_text(text)
    return written.on_calendar() is not None and sum(map(str.isalpha, written.place)) >= 3
