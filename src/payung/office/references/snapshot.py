"""An uploaded list becomes a snapshot: the contract's columns as text, in one canonical Parquet file, sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from payung.errors import Place, UnusableInput
from payung.intake import source
from payung.language import Text
from payung.office.core import store
from payung.office.references.models import Kind, ReferenceList
from payung.verification import reference_faults, reference_files, references

if TYPE_CHECKING:
    from collections.abc import Iterator

SEALED = "references.list"  # the store's purpose
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
_BATCH = 100_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``file`` names the sealed snapshot; ``sha256`` is of the snapshot, ``original_sha256`` of what was uploaded."""

    file: str
    rows: int
    sha256: str
    original_name: str
    original_sha256: str
    notices: tuple[Text, ...] = ()


def engine_kind(kind: str) -> references.Kind:
    """The engine's word for a kind: ``other_payers`` is ``other-payers`` there."""
    return next(each for each in references.KINDS if each.replace("-", "_") == kind)


def take(chunks: Iterable[bytes], name: str, kind: Kind, dated: date) -> Snapshot:
    """Read an upload as a list of this kind and keep its snapshot. Raises UnusableInput with nothing kept."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UnusableInput(
            Text(f"jenis berkas “{ending}” tidak dikenal", f"file type “{ending}” is not known"),
            Text("Simpan sebagai CSV, XLSX atau Parquet", "Save it as CSV, XLSX or Parquet"),
            Place(file=name),
        )
    digest = hashlib.sha256()
    with store.private_file(ending) as (path, stream):
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        try:
            kept, rows, notices = _snapshot(path, name, kind, dated)
        except UnusableInput as error:  # the user knows the file by its own name, not by ours
            raise UnusableInput(
                error.what, error.mend, Place(name, error.place.sheet, error.place.row, error.place.column)
            ) from error
    return Snapshot(kept.name, rows, kept.sha256, name, digest.hexdigest(), notices)


def _snapshot(path: Path, name: str, kind: Kind, dated: date) -> tuple[store.Kept, int, tuple[Text, ...]]:
    if path.suffix != ".parquet":
        source.examine(source.Source(path, name))
    given = reference_files.read_reference(path, engine_kind(kind), dated=dated)
    if not given.rows:
        raise UnusableInput(
            Text("daftar itu tidak berisi satu baris pun", "the list holds not a single row"),
            Text("Periksa berkasnya, lalu kirim lagi", "Check the file and send it again"),
            Place(file=name),
        )
    notices = reference_faults.told(given, dated)
    with store.private_file(".parquet") as (canonical, stream):
        _write_canonical(given, dated, stream)
        with canonical.open("rb") as written:
            kept = store.keep(iter(lambda: written.read(1 << 20), b""), SEALED)
    return kept, given.rows, notices


def _write_canonical(given: references.ReferenceList, dated: date, out: IO[bytes]) -> None:
    """The columns of the kind, all text and dates ISO, in the order of the list: the same list, the same bytes."""
    columns = references.COLUMNS[given.kind]
    schema = pa.schema([pa.field(name, pa.string()) for name in columns])
    shown = ", ".join(
        "born::VARCHAR AS birth_date" if name == "birth_date" else f'"{name}"' for name in columns
    )
    with duckdb.connect() as con:
        references.attach(con, given, dated)
        batches = con.sql(f"SELECT {shown} FROM {given.view} ORDER BY rid").to_arrow_reader(_BATCH)
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch.cast(schema))
    out.flush()


@contextmanager
def opened(lists: Iterable[ReferenceList]) -> Iterator[list[references.ReferenceList]]:
    """The snapshots in the clear for one run, as the engine takes them."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield [
            references.ReferenceList(
                kind=engine_kind(each.kind),
                name=each.public_id,
                data=stack.enter_context(store.opened(each.file, SEALED, ".parquet")),
                sha256=each.sha256,
                rows=each.rows,
                dated=each.dated,
            )
            for each in lists
        ]
