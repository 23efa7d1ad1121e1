"""Every benchmark in turn: each measures both sides in one run and prints its ratio.

    python bench/run.py            all
    python bench/run.py read law   those whose name contains a word

The office's benchmarks need PostgreSQL (DATABASE_URL) and say so where they miss it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAST = {
    "law_openfisca",
    "linkage_febrl",
}  # installs a rival into a throw-away environment: only when it is named


def main(words: list[str]) -> int:
    scripts = sorted(path for path in HERE.glob("*.py") if path.name != "run.py")
    chosen = [p for p in scripts if (any(w in p.stem for w in words) if words else p.stem not in LAST)]
    failed = []
    for script in chosen:
        print(f"\n=== {script.stem}", flush=True)
        began = time.monotonic()
        if subprocess.run([sys.executable, str(script)], check=False).returncode:
            failed.append(script.stem)
        print(f"=== {script.stem}: {time.monotonic() - began:.0f} s", flush=True)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
