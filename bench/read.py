"""How long ``payung read`` takes beside reading the same workbook with calamine alone, and its peak memory.

    python bench/read.py                100,000 rows, three times in turn; the best time of each counts
    python bench/read.py --large        also 1,000,000 rows (100 MB), once: the bound of 60 s
    python bench/read.py --file F.xlsx  a file of one's own, once

Each side runs in a process of its own. Processor seconds make the ratio, since the machine may be shared; the wall's
seconds stand beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

HEADINGS = (
    "No", "NIK", "No KK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "L/P", "Alamat", "RT", "RW", "Desa",
    "Pekerjaan", "No HP", "Nama Ibu Kandung", "Penghasilan",
)  # fmt: skip
JOBS = ("Petani", "Buruh tani", "Ojek", "PKL", "Pemulung", "Tukang becak")
ALONE = """
import resource, sys, time
start = time.perf_counter()
def told(count):
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, count
import python_calamine
rows = python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()
print(*told(len(rows) - 1))
"""
OURS = """
import resource, sys, tempfile, time
start = time.perf_counter()
def told(count):
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, count
from payung import cli
out = tempfile.NamedTemporaryFile(suffix=".csv")
assert cli.main(["read", sys.argv[1], "--out", out.name]) == 0
figures = told(0)
with open(out.name) as lines:
    print(*figures[:3], sum(1 for _ in lines) - 1)
"""


def make(path: Path, rows: int) -> None:
    """A proposal list with made-up people, digits as text."""
    chance = random.Random(1)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, rows + 1):
            day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1950, 2005)
            woman = chance.random() < 0.5
            row = (
                n,
                f"130306{day + 40 * woman:02}{month:02}{year % 100:02}{n % 9999 + 1:04}",
                f"130306{chance.randint(1, 28):02}{month:02}{chance.randint(5, 20):02}{n % 9999 + 1:04}",
                f"NAMA{chance.randint(1, 9999)} ORANG{chance.randint(1, 9999)}",
                "Sijunjung",
                f"{day:02}-{month:02}-{year}",
                "P" if woman else "L",
                f"Jorong Koto {n % 300}",
                f"{n % 9:03}",
                f"{n % 4:03}",
                "Aie Amo",
                chance.choice(JOBS),
                f"08{chance.randint(10**9, 10**10 - 1)}",
                f"IBU {chance.randint(1, 9999)}",
                1_000_000,
            )
            for column, value in enumerate(row):
                sheet.write(n, column, value)


class Run(NamedTuple):
    wall: float
    cpu: float
    megabytes: float
    rows: int


def run(script: str, path: Path) -> Run:
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True
    )
    wall, cpu, megabytes, rows = done.stdout.split()
    return Run(float(wall), float(cpu), float(megabytes), int(rows))


def compare(path: Path, times: int) -> dict[str, float]:
    alone, ours = [], []
    for _ in range(times):
        alone.append(run(ALONE, path))
        ours.append(run(OURS, path))
    figures = {
        "rows": ours[0].rows,
        "file_mb": round(path.stat().st_size / 1e6, 1),
        "seconds": round(min(each.wall for each in ours), 1),
        "cpu_seconds": round(min(each.cpu for each in ours), 1),
        "calamine_seconds": round(min(each.wall for each in alone), 1),
        "calamine_cpu_seconds": round(min(each.cpu for each in alone), 1),
        "ratio": round(min(each.cpu for each in ours) / min(each.cpu for each in alone), 2),
        "peak_mb": round(max(each.megabytes for each in ours)),
        "calamine_peak_mb": round(max(each.megabytes for each in alone)),
        "load": os.getloadavg()[0],
    }
    print(json.dumps(figures), flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--large", action="store_true", help="also 1,000,000 rows")
    parser.add_argument("--file", type=Path, help="measure this file alone")
    arguments = parser.parse_args()
    if arguments.file:
        compare(arguments.file, 1)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        make(path, arguments.rows)
        figures = compare(path, 3)
        assert figures["rows"] == arguments.rows
        assert figures["ratio"] <= 4
        assert figures["peak_mb"] <= 600 or arguments.rows > 100_000
        if arguments.large:
            make(path, 1_000_000)
            figures = compare(path, 1)
            assert figures["rows"] == 1_000_000
            assert figures["ratio"] <= 3
            assert figures["cpu_seconds"] <= 60


if __name__ == "__main__":
    main()
