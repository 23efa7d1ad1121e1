"""Which columns a registration file has, in which order and form: a file that an office edits, not code."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, get_args

from payung.errors import Place, UnusableInput
from payung.language import Text

Format = Literal["text", "upper", "date", "sex_letter", "sex_code", "number"]
FORMATS: tuple[Format, ...] = get_args(Format)

FIELDS: dict[str, Text] = {
    "nik": Text("NIK", "NIK"),
    "kk": Text("nomor KK", "family card number"),
    "kpj": Text("nomor peserta (KPJ), bila sudah ada", "member number (KPJ), if any"),
    "name": Text("nama lengkap", "full name"),
    "birth_place": Text("tempat lahir", "birth place"),
    "birth_date": Text("tanggal lahir", "birth date"),
    "sex": Text("jenis kelamin", "sex"),
    "marital_status": Text("status perkawinan", "marital status"),
    "mother_name": Text("nama ibu kandung", "mother's name"),
    "address": Text("alamat", "address"),
    "rt": Text("RT", "RT"),
    "rw": Text("RW", "RW"),
    "village": Text("desa, kelurahan, atau nagari", "village"),
    "village_code": Text("kode desa", "village code"),
    "district": Text("kecamatan", "district"),
    "regency": Text("kabupaten atau kota", "regency or city"),
    "province": Text("provinsi", "province"),
    "postal_code": Text("kode pos", "postal code"),
    "phone": Text("nomor HP", "phone"),
    "email": Text("surel", "e-mail"),
    "occupation": Text("pekerjaan", "occupation"),
    "occupation_code": Text("kode pekerjaan", "occupation code"),
    "workplace": Text("lokasi kerja", "place of work"),
    "work_hours": Text("jam kerja", "working hours"),
    "income": Text("penghasilan sebulan", "monthly income"),
    "heir_name": Text("nama ahli waris", "heir's name"),
    "heir_relation": Text("hubungan ahli waris", "heir's relation"),
    "heir_phone": Text("nomor HP ahli waris", "heir's phone"),
    "fund": Text("sumber dana", "fund"),
    "programme": Text("program", "programme"),
    "decree_number": Text("nomor SK", "decree number"),
    "decree_line": Text("baris SK", "line on the decree"),
    "start_date": Text("tanggal mulai", "start date"),
    "status": Text("status", "status"),
    "consent": Text("persetujuan", "consent"),
}
_ONLY_FOR: dict[Format, frozenset[str]] = {
    "date": frozenset({"birth_date", "start_date"}),
    "sex_letter": frozenset({"sex"}),
    "sex_code": frozenset({"sex"}),
    "number": frozenset({"income", "decree_line"}),
}
_MAX_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One column: its heading, and either a field of the person in a ``format`` or the same ``constant`` for all."""

    heading: str
    source: str = ""
    format: Format = "text"
    constant: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A named, ordered list of columns. ``note`` says where the order comes from and how sure that is."""

    name: str
    columns: tuple[ProfileColumn, ...]
    note: str = ""

    def __post_init__(self) -> None:
        _check(self)

    @classmethod
    def from_toml(cls, text: str) -> Profile:
        """Read a profile. Raises UnusableInput that names the column at fault."""
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise UnusableInput(
                Text(
                    f"Profil kolom bukan TOML yang benar: {error}",
                    f"The column profile is no valid TOML: {error}",
                ),
                Text("Periksa tanda kutip dan kurung siku", "Check quotation marks and brackets"),
            ) from error
        _check_keys(content, {"name", "note", "column"}, 0)
        columns = content.get("column", [])
        if not isinstance(columns, list):
            raise _wrong(0, Text("kolom ditulis sebagai [[column]]", "columns are written as [[column]]"))
        return cls(
            name=_text(content, "name", 0),
            note=_text(content, "note", 0),
            columns=tuple(_column(at, entry) for at, entry in enumerate(columns, start=1)),
        )

    def to_toml(self) -> str:
        """The profile as ``from_toml`` reads it."""
        lines = [f"name = {_quoted(self.name)}", f"note = {_quoted(self.note)}"]
        for column in self.columns:
            lines += ["", "[[column]]", f"heading = {_quoted(column.heading)}"]
            if column.source:
                lines.append(f"source = {_quoted(column.source)}")
                lines.append(f"format = {_quoted(column.format)}")
            else:
                lines.append(f"constant = {_quoted(column.constant)}")
        return "\n".join(lines) + "\n"


def default_profile() -> Profile:
    """The profile that Payung brings; that it matches the official template is unverified."""
    found = files("payung.exchange").joinpath("profiles", "bpjs_registration.toml")
    return Profile.from_toml(found.read_text(encoding="utf-8"))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _column(at: int, entry: Any) -> ProfileColumn:
    if not isinstance(entry, Mapping):
        raise _wrong(at, Text("kolom ditulis sebagai [[column]]", "columns are written as [[column]]"))
    _check_keys(entry, {"heading", "source", "format", "constant"}, at)
    given = _text(entry, "format", at) or "text"
    if given not in FORMATS:
        allowed = ", ".join(FORMATS)
        raise _wrong(
            at,
            Text(
                f"format “{given}” tidak ada; pilih {allowed}", f"there is no format “{given}”; use {allowed}"
            ),
        )
    if ("source" in entry) == ("constant" in entry):
        raise _wrong(
            at, Text("isi salah satu: source atau constant", "give one of the two: source or constant")
        )
    return ProfileColumn(
        heading=_text(entry, "heading", at),
        source=_text(entry, "source", at),
        format=given,  # type: ignore[arg-type]
        constant=_text(entry, "constant", at),
    )


def _text(entry: Mapping[str, Any], key: str, at: int) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise _wrong(
            at, Text(f"{key} harus berupa teks dalam tanda kutip", f"{key} must be a text in quotation marks")
        )
    return value


def _check_keys(entry: Mapping[str, Any], known: set[str], at: int) -> None:
    for key in sorted(set(entry) - known):
        allowed = ", ".join(sorted(known))
        raise _wrong(
            at,
            Text(f"“{key}” tidak dikenal; yang ada: {allowed}", f"“{key}” is unknown; there are: {allowed}"),
        )


def _check(profile: Profile) -> None:
    if not profile.columns or len(profile.columns) > _MAX_COLUMNS:
        raise _wrong(0, Text(f"isi 1 sampai {_MAX_COLUMNS} kolom", f"give 1 to {_MAX_COLUMNS} columns"))
    headings = Counter(column.heading.strip().casefold() for column in profile.columns)
    for at, column in enumerate(profile.columns, start=1):
        if not column.heading.strip():
            raise _wrong(at, Text("judul kolom kosong", "the heading is empty"))
        if headings[column.heading.strip().casefold()] > 1:
            raise _wrong(
                at, Text("judul kolom dipakai dua kali", "the heading is used twice"), column.heading
            )
        if column.source:
            _check_source(at, column)
    if "nik" not in {column.source for column in profile.columns}:
        raise _wrong(0, Text("kolom dengan source nik harus ada", "a column with the source nik is needed"))


def _check_source(at: int, column: ProfileColumn) -> None:
    if column.source not in FIELDS:
        allowed = ", ".join(FIELDS)
        raise _wrong(
            at,
            Text(
                f"source “{column.source}” tidak ada; pilih {allowed}",
                f"there is no source “{column.source}”; use {allowed}",
            ),
            column.heading,
        )
    fitting = _ONLY_FOR.get(column.format)
    if fitting and column.source not in fitting:
        raise _wrong(
            at,
            Text(
                f"format {column.format} hanya untuk {', '.join(sorted(fitting))}",
                f"the format {column.format} is only for {', '.join(sorted(fitting))}",
            ),
            column.heading,
        )


def _wrong(at: int, what: Text, heading: str = "") -> UnusableInput:
    named = f"{at} “{heading}”" if heading else str(at)
    return UnusableInput(
        Text(f"Profil kolom: {what.id}", f"Column profile: {what.en}"),
        Text("Perbaiki profil kolom itu lalu simpan lagi", "Mend the column profile and save it again"),
        Place(column=named if at else None),
    )
