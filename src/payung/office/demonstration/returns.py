"""BPJS's answer to a registration export, as a branch sends it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from payung.synthetic.returns import return_list


def write_return(path: Path, people: list[tuple[str, str]], start: date, seed: int, refused: float) -> Path:
    """A return list as a branch sends it."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["No", "NIK", "Nama", "KPJ", "Status", "Keterangan", "Tanggal Mulai"])
        for at, line in enumerate(return_list(people, seed, refused=refused), start=1):
            status = "Ditolak" if line.reason else "Berhasil"
            writer.writerow([at, line.nik, line.name, line.kpj, status, line.reason, f"{start:%d-%m-%Y}"])
    return path
