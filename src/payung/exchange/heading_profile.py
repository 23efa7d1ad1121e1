"""Headings by which a branch's lists call their columns: a file that an office edits, beside the headings we know."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from payung.errors import UnusableInput
from payung.exchange.listing import Fields, squeeze
from payung.language import Text


@dataclass(frozen=True, slots=True)
class HeadingProfile:
    """Field -> further headings, as in::

    name = "Cabang Solok"
    [headings]
    nik = ["Nomor Induk"]
    amount = ["Nilai Iuran", "Iuran Bulan Ini"]
    """

    name: str
    headings: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_toml(cls, text: str, fields: Fields) -> HeadingProfile:
        """Raises UnusableInput that names what is wrong: no TOML, an unknown field, a heading used twice."""
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _wrong(Text(f"bukan TOML yang benar: {error}", f"no valid TOML: {error}")) from error
        given = content.get("headings", {})
        if set(content) - {"name", "headings"} or not isinstance(given, dict):
            raise _wrong(Text("isi name dan [headings] saja", "write name and [headings] only"))
        taken: dict[str, str] = {}
        for field, names in given.items():
            if field not in fields.words:
                allowed = ", ".join(fields.words)
                raise _wrong(
                    Text(
                        f"“{field}” tidak dikenal; yang ada: {allowed}",
                        f"“{field}” is unknown; there are: {allowed}",
                    )
                )
            if not isinstance(names, list) or not all(
                isinstance(name, str) and squeeze(name) for name in names
            ):
                raise _wrong(Text(f"{field}: tulis daftar judul kolom", f"{field}: write a list of headings"))
            for name in names:
                other = taken.setdefault(squeeze(name), field)
                known = next((key for key, words in fields.words.items() if squeeze(name) in words), field)
                if other != field or known != field:
                    told = known if known != field else other
                    raise _wrong(Text(f"“{name}” sudah berarti {told}", f"“{name}” means {told} already"))
        return cls(str(content.get("name", "")), {field: tuple(names) for field, names in given.items()})

    def widen(self, fields: Fields) -> Fields:
        """The fields with these headings known as well."""
        more = {
            field: words | {squeeze(name) for name in self.headings.get(field, ())}
            for field, words in fields.words.items()
        }
        return replace(fields, words=more)


def _wrong(what: Text) -> UnusableInput:
    return UnusableInput(
        Text(f"Profil judul: {what.id}", f"Heading profile: {what.en}"),
        Text("Perbaiki profil itu lalu simpan lagi", "Mend the profile and save it again"),
    )
