"""Membership cards: ten of bank-card size on a sheet of A4, with cut marks, and backs that match in duplex print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any, TypedDict

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from payung.documents.masking import masked_nik
from payung.documents.paper import Paper, text_width, wrap
from payung.documents.theme import DEFAULT, Theme
from payung.errors import Place, UnusableInput
from payung.language import Text

WIDTH: float = 85.6 * mm
HEIGHT: float = 53.98 * mm  # ISO/IEC 7810 ID-1
ACROSS, DOWN = 2, 5
_LEFT, _TOP = (A4[0] - ACROSS * WIDTH) / 2, A4[1] - (A4[1] - DOWN * HEIGHT) / 2
_PAD: float = 4 * mm
_BAND = 11 * mm
_QR = 23 * mm
_BACK = "card-back"


class Card(TypedDict):
    """One member. ``token`` is an opaque word or address for the QR; ``kpj`` is empty until BPJS has given it."""

    name: str
    kpj: str
    nik: str
    programme: str
    village: str
    period: str
    token: str


def cards_pdf(cards: Sequence[Card], *, region: str, phone: str, theme: Theme = DEFAULT) -> bytes:
    """Fronts and backs in turn; print on both sides, flipped on the long edge. ``phone`` is that of the office.

    Raises UnusableInput for no cards, and for a QR token that is missing or gives the NIK away.
    """
    if not cards:
        raise UnusableInput(
            Text("Tidak ada kartu untuk dicetak", "There are no cards to print"),
            Text("Pilih paling sedikit satu peserta", "Choose at least one member"),
        )
    for row, card in enumerate(cards, start=1):
        _check_token(card, row)
    paper = Paper(A4, theme, title=f"Kartu peserta {region}", margins=(_LEFT, A4[1] - _TOP))
    paper.numbered = False
    canvas = paper.canvas
    canvas.beginForm(_BACK, 0, 0, WIDTH, HEIGHT)
    _draw_back(paper, region, phone)
    canvas.endForm()
    rows = iter(cards)
    started = False
    while sheet := list(islice(rows, ACROSS * DOWN)):
        if started:
            paper.new_page()
        started = True
        _draw_sheet(paper, sheet, region)
        paper.new_page()
        _draw_backs(paper, len(sheet))
    return paper.finish()


def _check_token(card: Card, row: int) -> None:
    nik = card["nik"]
    if not card["token"] or (nik and nik in card["token"]):
        raise UnusableInput(
            Text(
                f"Kode QR {card['name']} kosong atau memuat NIK",
                f"The QR token of {card['name']} is missing or holds the NIK",
            ),
            Text("Isi dengan tanda acak yang tidak berarti", "Fill in a random sign without meaning"),
            Place(row=row, column="token"),
        )


def _places(count: int) -> list[tuple[float, float]]:
    return [(_LEFT + at % ACROSS * WIDTH, _TOP - (at // ACROSS + 1) * HEIGHT) for at in range(count)]


def _draw_sheet(paper: Paper, sheet: Sequence[Card], region: str) -> None:
    for card, (x, y) in zip(sheet, _places(len(sheet)), strict=True):
        paper.canvas.saveState()
        paper.canvas.translate(x, y)
        _draw_front(paper, card, region)
        paper.canvas.restoreState()
    _draw_cut_marks(paper)


def _draw_backs(paper: Paper, count: int) -> None:
    for x, y in _places(count):
        mirrored = A4[0] - x - WIDTH
        paper.canvas.saveState()
        paper.canvas.translate(mirrored, y)
        paper.canvas.doForm(_BACK)
        paper.canvas.restoreState()
    _draw_cut_marks(paper)


def _draw_cut_marks(paper: Paper) -> None:
    canvas = paper.canvas
    canvas.setStrokeColor(HexColor(paper.theme.muted))
    canvas.setLineWidth(0.4)
    bottom, right = _TOP - DOWN * HEIGHT, _LEFT + ACROSS * WIDTH
    near, far = 1.5 * mm, 6 * mm
    marks = []
    for x in (_LEFT + at * WIDTH for at in range(ACROSS + 1)):
        marks += [(x, _TOP + near, x, _TOP + far), (x, bottom - near, x, bottom - far)]
    for y in (_TOP - at * HEIGHT for at in range(DOWN + 1)):
        marks += [(_LEFT - far, y, _LEFT - near, y), (right + near, y, right + far, y)]
    canvas.lines(marks)


_CODE = 12  # signs of a code that a person can type


def _draw_front(paper: Paper, card: Card, region: str) -> None:
    theme = paper.theme
    paper.canvas.setStrokeColor(HexColor(theme.line))
    paper.canvas.setLineWidth(0.2)
    paper.canvas.rect(0, 0, WIDTH, HEIGHT)
    paper.box(0, HEIGHT - _BAND, WIDTH, _BAND, theme.accent)
    left = _PAD
    if theme.logo:
        paper.logo(_PAD, HEIGHT - _BAND + 1.5 * mm, 8 * mm, 8 * mm)
        left += 10 * mm
    room = WIDTH - left - _PAD
    _fitted(paper, left, HEIGHT - 5 * mm, region.upper(), 7.5, room, bold=True, colour="#FFFFFF")
    _fitted(paper, left, HEIGHT - 9 * mm, card["programme"], 7.5, room, colour="#FFFFFF")
    y = _name(paper, card["name"], HEIGHT - _BAND - 6 * mm)
    facts = (
        ("No. peserta (KPJ)", card["kpj"] or "menunggu BPJS Ketenagakerjaan"),
        ("NIK", masked_nik(card["nik"])),
        ("Desa/kelurahan", card["village"]),
        ("Masa perlindungan", card["period"]),
    )
    for label, value in facts:
        paper.write(_PAD, y, label, size=5.2, colour=theme.muted)
        _fitted(paper, _PAD, y - 3 * mm, value, 7.8, WIDTH - _QR - 3 * _PAD, bold=label.startswith("No"))
        y -= 6.9 * mm
    _draw_qr(paper.canvas, card["token"], WIDTH - _PAD - _QR, _PAD + 1.5 * mm, _QR)
    paper.write(
        WIDTH - _PAD - _QR / 2,
        2.6 * mm,
        _code_words(card["token"]),
        size=4.8,
        align="center",
        colour=theme.muted,
    )


def _code_words(token: str) -> str:
    """The token to be typed by who has no scanner; one that is an address is for scanning alone."""
    if len(token) != _CODE or not token.isalnum():
        return "Pindai untuk memeriksa"
    return f"Kode {token[:4]} {token[4:8]} {token[8:]}"


def _name(paper: Paper, name: str, y: float) -> float:
    """One line in full size, or two smaller ones; gives the height at which the facts begin."""
    room, font = WIDTH - 2 * _PAD, paper.font(True)
    name = paper.theme.fonts.printable(name)
    if text_width(name, font, 8.5) <= room:
        _fitted(paper, _PAD, y, name, 11, room, bold=True)
    else:
        lines = wrap(name, font, 7.5, room)
        paper.write(_PAD, y + 1 * mm, lines[0], size=7.5, bold=True)
        _fitted(paper, _PAD, y - 2 * mm, " ".join(lines[1:]), 7.5, room, bold=True)
    return y - float(5.5 * mm)


def _fitted(
    paper: Paper,
    x: float,
    y: float,
    text: str,
    size: float,
    room: float,
    *,
    bold: bool = False,
    colour: str = "",
) -> None:
    """One line, its type made smaller where it would not fit."""
    wide = text_width(paper.theme.fonts.printable(text), paper.font(bold), size)
    paper.write(x, y, text, size=size * min(1, room / wide) if wide else size, bold=bold, colour=colour)


def _draw_qr(canvas: Any, token: str, x: float, y: float, side: float) -> None:
    # A fixed mask: choosing the best of eight takes five times as long and readers need no choice.
    matrix = segno.make(token, error="m", mask=3, boost_error=False, micro=False).matrix
    unit = side / len(matrix)
    runs = (
        f"{start} {len(matrix) - line - 1} {end - start} 1 re"
        for line, modules in enumerate(matrix)
        for start, end in _dark_runs(modules)
    )
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0)
    canvas.translate(x, y)
    canvas.scale(unit, unit)
    canvas.addLiteral(" ".join(runs) + " f")  # the library's own rectangles take ten times as long
    canvas.restoreState()


def _dark_runs(modules: Sequence[int]) -> Iterator[tuple[int, int]]:
    at = 0
    for dark, run in groupby(modules):
        end = at + sum(1 for _ in run)
        if dark:
            yield at, end
        at = end


def _draw_back(paper: Paper, region: str, phone: str) -> None:
    theme, width = paper.theme, WIDTH - 2 * _PAD
    paper.box(0, HEIGHT - 8 * mm, WIDTH, 8 * mm, theme.accent)
    paper.write(_PAD, HEIGHT - 5.4 * mm, "JIKA TERJADI KECELAKAAN KERJA", size=8, bold=True, colour="#FFFFFF")
    steps = (
        "Segera ke puskesmas atau rumah sakit terdekat dan tunjukkan kartu ini.",
        "Laporkan ke desa atau kantor di bawah ini paling lambat 2 x 24 jam, walaupun malam atau hari libur.",
        "Catat tempat, waktu, dan nama dua saksi. Simpan semua kuitansi.",
        "Jika peserta meninggal dunia, karena apa pun, ahli waris segera melapor: ada santunan bagi keluarga.",
    )
    y = HEIGHT - 12.5 * mm
    for number, step in enumerate(steps, start=1):
        paper.write(_PAD, y, f"{number}.", size=6.6, bold=True, colour=theme.accent)
        for line in wrap(step, paper.font(False), 6.6, width - 4 * mm):
            paper.write(_PAD + 4 * mm, y, line, size=6.6)
            y -= 2.9 * mm
        y -= 0.9 * mm
    paper.box(0, 0, WIDTH, 9.5 * mm, theme.group)
    _fitted(paper, _PAD, 5.6 * mm, f"{region}: {phone}", 8, width, bold=True)
    _fitted(
        paper,
        _PAD,
        2.4 * mm,
        "BPJS Ketenagakerjaan: 175. Semua layanan tanpa biaya.",
        6.2,
        width,
        colour=theme.muted,
    )
