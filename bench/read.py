"""How long ``payung read`` takes beside reading the same workbook with calamine alone, and its peak memory.

    python bench/read.py [--rows 100000]

Each side runs in a process of its own, three times in turn; the best time of each counts.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "No", "NIK", "No KK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "L/P", "Alamat", "RT", "RW", "Desa",
    "Pekerjaan", "No HP", "Nama Ibu Kandung", "Penghasilan",
)  # fmt: skip
JOBS = ("Petani", "Buruh tani", "Ojek", "PKL", "Pemulung", "Tukang becak")
ALONE = """
import resource, sys, time
start = time.perf_counter()
import python_calamine
rows = python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(rows) - 1)
"""
OURS = """
import resource, sys, time
start = time.perf_counter()
from payung import cli
assert cli.main(["read", sys.argv[1], "--out", sys.argv[1] + ".csv"]) == 0
seconds = time.perf_counter() - start
with open(sys.argv[1] + ".csv") as lines:
    people = sum(1 for _ in lines) - 1
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, people)
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


def run(script: str, path: Path) -> tuple[float, float, int]:
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True
    )
    seconds, memory, count = done.stdout.split()
    return float(seconds), float(memory), int(count)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        make(path, rows)
        alone, ours = [], []
        for _ in range(3):
            alone.append(run(ALONE, path))
            ours.append(run(OURS, path))
    seconds = min(ours)[0], min(alone)[0]
    figures = {
        "rows": ours[0][2],
        "columns": len(HEADINGS),
        "seconds": round(seconds[0], 2),
        "calamine_seconds": round(seconds[1], 2),
        "ratio": round(seconds[0] / seconds[1], 2),
        "peak_mb": round(max(memory for _, memory, _ in ours)),
        "calamine_peak_mb": round(max(memory for _, memory, _ in alone)),
    }
    print(json.dumps(figures))
    assert ours[0][2] == rows
    assert figures["ratio"] <= 4
    assert figures["peak_mb"] <= 600 or rows > 100_000


if __name__ == "__main__":
    main()
