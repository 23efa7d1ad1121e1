"""Who signs, and the block at the foot of a document where the signature goes."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.units import mm

from payung.documents.paper import LEADING, Paper, text_width, wrap


@dataclass(frozen=True, slots=True)
class Signatory:
    """``title`` as it stands above the signature ("BUPATI SIJUNJUNG"), ``rank`` and ``nip`` where there are any."""

    title: str
    name: str
    rank: str = ""
    nip: str = ""


def draw_signature(
    paper: Paper, signatory: Signatory, lead: tuple[str, ...] = (), *, size: float = 9.5
) -> None:
    """Place and date (``lead``), title, room for the signature, name; kept together at the right."""
    width, line = 78 * mm, size * LEADING
    left = paper.right - width
    printable = paper.theme.fonts.printable
    titles = wrap(printable(signatory.title) + ",", paper.font(True), size, width)
    below = [text for text in (signatory.rank, f"NIP {signatory.nip}" if signatory.nip else "") if text]
    paper.need((len(lead) + len(titles) + len(below) + 6) * line)
    for text in lead:
        paper.y -= line
        paper.write(left, paper.y, text, size=size)
    for text in titles:
        paper.y -= line
        paper.write(left, paper.y, text, size=size, bold=True)
    paper.y -= 4 * line
    paper.write(left, paper.y, signatory.name, size=size, bold=True)
    if below:
        paper.canvas.setLineWidth(0.5)
        end = left + text_width(printable(signatory.name), paper.font(True), size)
        paper.canvas.line(left, paper.y - 2, end, paper.y - 2)
    for text in below:
        paper.y -= line
        paper.write(left, paper.y, text, size=size)
    paper.y -= line
