"""Documentation is true: what it names exists, and the commands it shows run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from payung.cli import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def shown_commands(page: str) -> list[str]:
    blocks = SHELL.findall((ROOT / "docs" / page).read_text())
    return [line for block in blocks for line in block.splitlines() if line.startswith("payung ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name):
    assert re.search(rf"^## .*payung {name}\b", (ROOT / "docs/commands.md").read_text(), re.MULTILINE)


def test_every_setting_is_documented_and_nothing_else_is():
    settings = (ROOT / "src/payung/office/settings.py").read_text()
    read = set(re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", settings))
    read |= {f"PAYUNG_{name}" for name in re.findall(r"_key\(\"([A-Z_]+)\"\)", settings)}
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operator.md").read_text(), re.MULTILINE))
    assert read | {"PAYUNG_LANG"} == table


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_every_page_of_the_office_is_shown_in_pictures():
    named = (ROOT / "tests/office/test_pages_browser.py").read_text().split("PAGES = {")[1].split("\n}")[0]
    shown = set(re.findall(r"^`(\w+)` · ", (ROOT / "docs/panduan/halaman.md").read_text(), re.MULTILINE))
    assert set(re.findall(r"^    \"(\w+)\": Page", named, re.MULTILINE)) - shown == set(), "run: make docs"


def test_make_targets_in_the_documents_exist():
    makefile = (ROOT / "Makefile").read_text()
    named = {
        word
        for page in PAGES
        for block in SHELL.findall(page.read_text())
        for line in block.splitlines()
        if line.startswith("make ")
        for word in line.split("#")[0].split()[1:]
    }
    assert named >= {"demo", "test"}
    assert not {word for word in named if not re.search(rf"^{word}:", makefile, re.MULTILINE)}


@pytest.mark.parametrize("command", shown_commands("commands.md"))
def test_the_commands_shown_run(command, tmp_path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    environment = {**os.environ, "PAYUNG_STATE": str(tmp_path / "state"), "PYTHONPATH": str(ROOT / "src")}
    words = [sys.executable, "-m", "payung.cli", *shlex.split(command)[1:]]
    if words[3] in ("areas", "journal"):
        prepared = [*words[:3], "manage", "migrate", "--verbosity", "0"]
        subprocess.run(prepared, env=environment, check=True, cwd=tmp_path / "examples")
    done = subprocess.run(
        words, env=environment, cwd=tmp_path / "examples", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or (tmp_path / "examples" / "hasil").exists() or done.stderr.strip()
    assert "Traceback" not in done.stderr
