"""The office's translations: keys in English in templates and Python, Indonesian in locale/id/<app>.po.

    python scripts/messages.py            merge the apps' fragments and compile them
    python scripts/messages.py --check    fail, naming each one, where a key has no Indonesian, two fragments
                                          contradict each other, or a placeholder was lost
    python scripts/messages.py --missing  print .po entries for what is missing, ready to be filled in

The fragments are the source; django.po and django.mo are made from them and are not in git.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

OFFICE = Path(__file__).resolve().parent.parent / "src/payung/office"
FRAMEWORK_WORDS = (
    "framework.po"  # our wording of the framework's own messages: no key of it is in our sources
)
FUNCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "act": None,  # the journal shows an act by the translation of its name
}
_CALL = re.compile(r"\b(_|n?p?gettext)\((?P<words>(?:\s*,?\s*u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))+)")
_STRING = re.compile(r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")

Key = tuple[str, str]  # context, message


@dataclass
class Fragments:
    """All fragments together, and where they contradict each other."""

    catalogue: Catalog = field(
        default_factory=lambda: Catalog(locale="id", project="Payung", charset="utf-8")
    )
    origin: dict[Key, str] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)


_PLURALS: dict[Key, str] = {}  # filled by ``used``


def _in_python(file: Path) -> Iterator[tuple[Key, str]]:
    with file.open("rb") as stream:
        for line, message, _comments, context in extract("python", stream, keywords=FUNCTIONS):
            if isinstance(message, tuple) and len(message) > 1 and message[1]:
                _PLURALS[context or "", message[0]] = message[1]
            yield (
                (context or "", message[0] if isinstance(message, tuple) else message),
                f"{file.name}:{line}",
            )


def _in_template(file: Path) -> Iterator[tuple[Key, str]]:
    from django.utils.translation.template import templatize

    for call in _CALL.finditer(templatize(file.read_text(encoding="utf-8"))):
        words = [str(ast.literal_eval(part)) for part in _STRING.findall(call["words"])]
        # The template language writes a literal percent sign as %%, and so does the key.
        if call[1].endswith("pgettext"):
            yield (words[0], words[1]), file.name
        else:
            if call[1].endswith("ngettext"):
                _PLURALS["", words[0]] = words[1]
            yield ("", words[0]), file.name


def used() -> dict[Key, str]:
    """Every key in the office's sources, with a place where it stands."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    found: dict[Key, str] = {}
    for file in sorted(OFFICE.rglob("*.py")):
        if "migrations" not in file.parts:
            for key, place in _in_python(file):
                found.setdefault(key, f"{file.relative_to(OFFICE).parent}/{place}")
    for file in sorted([*OFFICE.rglob("*.html"), *OFFICE.rglob("templates/**/*.txt")]):
        for key, place in _in_template(file):
            found.setdefault(key, f"{file.relative_to(OFFICE).parent}/{place}")
    found.pop(("", ""), None)
    return found


def plurals() -> dict[Key, str]:
    """The plural of every key that has one in the sources."""
    used()
    return dict(_PLURALS)


def fragments() -> Fragments:
    all_of_them = Fragments()
    # Indonesian has one form for one and for many, whatever a table of languages says.
    all_of_them.catalogue._num_plurals, all_of_them.catalogue._plural_expr = 1, "0"
    for file in sorted((OFFICE / "locale/id").glob("*.po")):
        with file.open("rb") as stream:
            part = read_po(stream, locale="id", charset="utf-8")
        for message in part:
            if not message.id or not message.string:
                continue
            single = message.id[0] if isinstance(message.id, tuple) else message.id
            key = (message.context or "", single)
            known = all_of_them.catalogue.get(single, message.context)
            if known is not None and known.string != message.string:
                all_of_them.conflicts.append(
                    f"“{single}” is “{known.string}” in {all_of_them.origin[key]} but “{message.string}” in {file.name}"
                )
                continue
            all_of_them.origin[key] = file.name
            all_of_them.catalogue.add(message.id, message.string, context=message.context)
    return all_of_them


def compile_catalogue() -> Path:
    """Write django.po and django.mo from the fragments; whole files at once, so that readers see no half."""
    target = OFFICE / "locale/id/LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    catalogue = fragments().catalogue
    for (context, single), plural in plurals().items():
        known = catalogue.get(single, context or None)
        if known is not None and isinstance(known.string, str):
            catalogue.delete(single, context or None)
            catalogue.add((single, plural), (known.string,), context=context or None)
    for name, write in (("django.po", write_po), ("django.mo", write_mo)):
        content = io.BytesIO()
        if name.endswith(".po"):
            write_po(content, catalogue, omit_header=False, sort_output=True, width=0)
        else:
            write(content, catalogue)
        handle, temporary = tempfile.mkstemp(dir=target)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.getvalue())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target / name)
    return target / "django.mo"


def compile_if_stale() -> bool:
    """For test runs: compile unless the compiled file is newer than every fragment; whether that was done."""
    compiled = OFFICE / "locale/id/LC_MESSAGES/django.mo"
    newest = max((f.stat().st_mtime for f in (OFFICE / "locale/id").glob("*.po")), default=0.0)
    stale = not compiled.exists() or compiled.stat().st_mtime < newest
    if stale:
        compile_catalogue()
    return stale


def _lost_placeholders(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        keys = message.id if isinstance(message.id, tuple) else (message.id,)
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {a or b for key in keys for a, b in _PLACEHOLDER.findall(key)}
        there = {a or b for word in words for a, b in _PLACEHOLDER.findall(word)}
        if there - wanted or (wanted - there and len(keys) == 1):
            yield f"“{keys[0]}” and “{words[0]}” do not have the same placeholders"


def missing() -> dict[Key, str]:
    known = fragments().origin
    return {key: place for key, place in used().items() if key not in known}


def check() -> list[str]:
    """What is wrong, one sentence each; empty if nothing is."""
    together = fragments()
    wrong = [f"{place}: “{key[1]}” has no Indonesian" for key, place in missing().items()]
    wrong += together.conflicts
    wrong += _lost_placeholders(together.catalogue)
    in_use = used()
    wrong += [
        f"{file}: “{key[1]}” stands nowhere in the sources"
        for key, file in together.origin.items()
        if key not in in_use and file != FRAMEWORK_WORDS
    ]
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="The office's translations")
    parser.add_argument("--check", action="store_true", help="fail where a translation is missing or wrong")
    parser.add_argument("--missing", action="store_true", help="print entries to fill in")
    asked = parser.parse_args()
    if asked.missing:
        for (context, key), place in missing().items():
            quoted = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            context_line = f'msgctxt "{context}"\n' if context else ""
            print(f'#: {place}\n{context_line}msgid "{quoted}"\nmsgstr ""\n')
        return 0
    if asked.check:
        wrong = check()
        for sentence in wrong:
            print(sentence, file=sys.stderr)
        return 1 if wrong else 0
    print(compile_catalogue())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
