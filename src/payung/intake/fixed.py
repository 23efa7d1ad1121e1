"""Text in columns of fixed width, as reports are printed: pages of an old program, or a table copied out of a PDF. Where
one column ends is told by what is blank in every line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from payung.intake import headers
from payung.intake.fields import recognise

_LOOKED_AT = 400
_LEAST = 2  # lines with a long number
_SURE = 5  # so many lines make one blank column the end of a cell; fewer need two
_LONG = re.compile(r"(?<!\d)\d{14,17}(?!\d)")
_RULE = re.compile(r"[\s\-=_+|─━═┄┈╌*~.┼├┤┬┴┌┐└┘╔╗╚╝╠╣╦╩╬║│]+")
_DASHES = re.compile(r"[-=_─━═]+")
_GAP = re.compile(r"\s{2,}")
_TAB = 8
_ABOVE = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins; the first at 0."""

    starts: tuple[int, ...]

    def cut(self, line: str) -> list[str]:
        """The cells of a line. One that runs across the edges of columns (a title) stays whole, unless a person's number
        stands in it: then it is cut where it is plainly blank."""
        line = line.rstrip("\r\n\f").expandtabs(_TAB).replace("\f", " ")
        if not line.strip():
            return []
        across = any(len(line) > at and line[at - 1] != " " for at in self.starts[1:])
        if across:
            return _GAP.split(line.strip()) if _LONG.search(line) else [line.strip()]
        cells = [line[at:end].strip() for at, end in zip(self.starts, (*self.starts[1:], None), strict=True)]
        held = sum(map(bool, cells))
        if held < len(cells) / 2 and len(_GAP.split(line.strip())) < held:  # words that only happen to fit
            return [line.strip()]
        return cells


def columns(lines: Sequence[str]) -> Columns | None:
    """The columns of such text, where a heading over them names what they hold; None where nothing is plain."""
    lines = [line.rstrip("\r\n\f").expandtabs(_TAB).replace("\f", " ") for line in lines[:_LOOKED_AT]]
    people = [at for at, line in enumerate(lines) if _LONG.search(line)]
    if len(people) < _LEAST:
        return None
    above = [line for line in lines[max(0, people[0] - _ABOVE) : people[0]] if line.strip()]
    titles = [line for line in above if not _RULE.fullmatch(line)]
    ruled = next(
        (line for line in reversed(above) if _RULE.fullmatch(line) and len(_DASHES.findall(line)) > 1), ""
    )
    held = [lines[at] for at in people]
    best: tuple[int, Columns | None] = 1, None
    for count in range(1, len(titles) + 1):  # the heading may have one row or several, below the titles
        labels = titles[-count:]
        found = Columns(_by_rule(ruled, held) or _by_blanks(held, labels))
        header = headers.find([found.cut(line) for line in labels]) if len(found.starts) > 1 else None
        if header is not None and header.known > best[0]:
            best = header.known, found
    return best[1]


def _by_rule(rule: str, lines: Sequence[str]) -> tuple[int, ...]:
    """Where the dashes of a rule begin, if no line has a word across their ends."""
    starts = [found.start() for found in _DASHES.finditer(rule)]
    across = sum(any(len(line) > at and line[at - 1] != " " for at in starts[1:]) for line in lines)
    return (0, *starts[1:]) if len(starts) > 1 and across <= 0.1 * len(lines) else ()


def _by_blanks(lines: Sequence[str], labels: Sequence[str]) -> tuple[int, ...]:
    width = max(map(len, lines))
    blank = [all(len(line) <= at or line[at] == " " for line in lines) for at in range(width)]
    starts, least = [0], 1 if len(lines) >= _SURE else 2
    at = len(blank) - len("".join(" x"[not each] for each in blank).lstrip())
    while at < width:
        if not blank[at]:
            at += 1
            continue
        end = next((after for after in range(at, width) if not blank[after]), width)
        if end < width and end - at >= least:
            starts.append(_start(at, end, labels))
        at = end
    return _under_labels(starts, lines, labels)


def _start(first: int, end: int, labels: Sequence[str]) -> int:
    """Within a gap, the last place before which the headings are blank too."""
    for at in range(end, first, -1):
        if all(len(label) <= at or label[at - 1] == " " for label in labels):
            return at
    return end


def _under_labels(starts: Sequence[int], lines: Sequence[str], labels: Sequence[str]) -> tuple[int, ...]:
    """Without the edges between two words of one cell, where all names happen to be as long: a column has a label of its
    own, of a word that begins there after a blank."""
    kept = [starts[0]]
    heading = next((label for label in reversed(labels) if len(label.split()) > 1), "")
    ends = [*starts[1:], max(*map(len, lines), len(heading))]
    for start, end in zip(starts[1:], ends[1:], strict=True):
        label = heading[start:end].strip()
        whole = f"{heading[kept[-1] : start].strip()} {label}"
        is_one = recognise(whole) is not None and recognise(label) is None
        if label and not is_one:
            kept.append(start)
    return tuple(kept)
