"""A list of people whom some fund is for, from a sheet with a column of NIKs. Only blind indexes are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.exchange.listing import Fields, Listed, Skipped, read_list, squeeze, words
from payung.language import Text, number
from payung.office.accounts.permissions import May, require
from payung.office.core import store
from payung.office.core.bulk import insert_rows
from payung.office.core.vault import blind_index
from payung.office.funding.actions.complaints import field as complaint
from payung.office.funding.models import Asnaf, GroupMember, PeopleGroup
from payung.office.journal.acts import act, record

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_DIGITS = 16
_SHOWN = 5
_FIELDS = Fields(
    words=words(
        nik="NIK|No NIK|Nomor Induk Kependudukan|No KTP|Nomor KTP",
        name="Nama|Nama Lengkap|Nama Penerima|Nama Mustahik",
        asnaf="Asnaf|Golongan Asnaf|Kategori Asnaf",
    ),
    needed=frozenset({"nik"}),
    any_of=frozenset({"nik"}),
    naming=frozenset({"nik", "name"}),
    shown=Text("NIK (dan Nama, Asnaf bila ada)", "NIK (and Nama, Asnaf where there are any)"),
)


@dataclass
class _Read:
    """NIK to asnaf, and the rows whose NIK is none."""

    members: dict[str, str] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)
    strange: list[tuple[int, str]] = field(default_factory=list)


def add_group(
    actor: Any,
    area_code: str,
    *,
    name: str,
    source: str,
    dated: date,
    chunks: Iterable[bytes],
    file_name: str,
) -> PeopleGroup:
    """Read an upload and add its people as a list. Reading comes before the act. Raises UnusableInput."""
    require(actor, May.MANAGE_FUNDS, area_code)
    ending = Path(file_name).suffix.lower()
    digest = hashlib.sha256()
    with store.private_file(ending) as (path, stream):
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        read = _read(path, file_name)
    if read.strange:
        row, word = read.strange[0]
        raise UnusableInput(
            Text(f"asnaf “{word}” tidak dikenal", f"the asnaf “{word}” is not known"),
            Text(f"Tulis satu dari: {', '.join(Asnaf.values)}", f"Write one of: {', '.join(Asnaf.values)}"),
            Place(file=file_name, row=row),
        )
    if not read.members:
        raise UnusableInput(
            Text("tidak ada satu pun NIK 16 angka di daftar ini", "the list holds no NIK of 16 digits"),
            Text("Periksa kolom NIK: simpan sebagai teks", "Check the column NIK: store it as text"),
            Place(file=file_name, row=read.wrong[0] if read.wrong else None),
        )
    return _add(actor, area_code, name, source, dated, read, digest.hexdigest())


def _read(path: Path, file_name: str) -> _Read:
    read = _Read()
    for item in read_list(path, _FIELDS, file_name):
        if isinstance(item, Skipped):
            continue
        _take(item, read)
    return read


def _take(item: Listed, read: _Read) -> None:
    nik = "".join(sign for sign in item.text("nik") if not sign.isspace() and sign not in ".'-")
    asnaf = squeeze(item.text("asnaf")).replace("ibnusabil", Asnaf.IBNU_SABIL)
    if not any(sign.isdigit() for sign in nik):
        return  # a total or a note
    if len(nik) != _DIGITS or not (nik.isascii() and nik.isdigit()):
        read.wrong.append(item.row)
    elif asnaf and asnaf not in Asnaf.values:
        read.strange.append((item.row, item.text("asnaf")))
    else:
        read.members.setdefault(nik, asnaf)


@act("fund.group")
def _add(
    actor: Any, area_code: str, name: str, source: str, dated: date, read: _Read, sha256: str
) -> PeopleGroup:
    require(actor, May.MANAGE_FUNDS, area_code)
    name = " ".join(name.split())
    if not name:
        raise complaint("name", "Nama daftar kosong", "The list has no name", "Isi namanya", "Fill the name")
    if dated > timezone.localdate():
        raise complaint(
            "dated",
            "Tanggal data belum tiba",
            "The date of the data lies ahead",
            "Tulis tanggal keadaan data itu",
            "Give the date on which the data stood",
        )
    made = PeopleGroup(
        area_id=area_code,
        name=name,
        source=source.strip()[:200],
        dated=dated,
        people=len(read.members),
        skipped=len(read.wrong),
        sha256=sha256,
        added_by=actor,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise complaint(
            "name",
            f"Daftar “{name}” sudah ada di wilayah ini",
            f"The area has a list “{name}” already",
            "Beri nama lain, misalnya dengan tahunnya",
            "Give it another name, such as with its year",
        ) from error
    insert_rows(
        GroupMember,
        ("group", "nik_index", "asnaf"),
        ((made.pk, blind_index(nik), asnaf) for nik, asnaf in read.members.items()),
    )
    record(
        f"group:{made.public_id}",
        area=area_code,
        facts={"name": name, "people": made.people, "skipped": made.skipped, "sha256": sha256},
    )
    return made


def left_out(group: PeopleGroup) -> Text | None:
    """What to say of rows without a NIK."""
    if not group.skipped:
        return None
    return Text(
        f"{number(group.skipped)} baris tanpa NIK 16 angka tidak ikut.",
        f"{number(group.skipped, 'en')} rows without a NIK of 16 digits were left out.",
    )
