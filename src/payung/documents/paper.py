"""Pages that fill from the top: text that wraps, letterheads, and a footer that knows the number of pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from payung.documents.theme import Theme
from payung.errors import UnusableInput
from payung.language import Text

Align = Literal["left", "center", "right"]
LEADING = 1.28


class CountedCanvas(Canvas):  # type: ignore[misc]
    """Holds its pages back until the last is drawn, because "page x of y" stands on the first one too."""

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:
        super().__init__(*args, **options)
        self._paper = paper
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        held = self._held
        for number, state in enumerate(held, start=1):
            self.__dict__.update(state)
            self._paper.draw_footer(number, len(held))
            super().showPage()
        super().save()


class Paper:
    """One document. ``y`` is the cursor, in points from the bottom; everything moves it down.

    The same calls give the same bytes: no clock and no random identifier enters the file.
    """

    def __init__(
        self,
        size: tuple[float, float],
        theme: Theme,
        *,
        title: str,
        footer: Sequence[str] = (),
        margins: tuple[float, float] = (18 * mm, 15 * mm),
    ) -> None:
        theme.fonts.register()
        self.theme = theme
        self.footer = tuple(footer)
        self._buffer = io.BytesIO()
        self.canvas = CountedCanvas(
            self._buffer, pagesize=size, invariant=1, pageCompression=1, lang="id-ID", paper=self
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(theme.letterhead[0] if theme.letterhead else "Payung")
        self.canvas.setCreator("Payung")
        across, down = margins
        self.left, self.right = across, size[0] - across
        self.top, self.bottom = size[1] - down, down + 8 * mm
        self.y = self.top
        self.watermark = ""
        self.numbered = True

    @property
    def width(self) -> float:
        return self.right - self.left

    def font(self, bold: bool) -> str:
        return self.theme.fonts.bold if bold else self.theme.fonts.regular

    def new_page(self) -> None:
        self.canvas.showPage()
        self.y = self.top

    def need(self, height: float) -> bool:
        """Begin a new page unless ``height`` fits below the cursor; true if it did begin one."""
        if self.y - height >= self.bottom or self.y == self.top:
            return False
        self.new_page()
        return True

    def gap(self, height: float) -> None:
        self.y -= height

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        align: Align = "left",
        colour: str = "",
    ) -> None:
        """One line at a place of its own; the cursor stays."""
        canvas, text = self.canvas, self.theme.fonts.printable(text)
        canvas.setFillColor(_colour(colour or self.theme.ink))
        canvas.setFont(self.font(bold), size)
        draw = {
            "left": canvas.drawString,
            "center": canvas.drawCentredString,
            "right": canvas.drawRightString,
        }
        draw[align](x, y, text)

    def paragraph(
        self,
        text: str,
        *,
        size: float = 9.5,
        bold: bool = False,
        align: Align = "left",
        indent: float = 0,
        label: str = "",
        width: float | None = None,
        after: float = 3,
        colour: str = "",
    ) -> None:
        """Wrapped text below the cursor; ``label`` (a number, a sign) hangs in the indent of the first line."""
        font, left = self.font(bold), self.left + indent
        room = width or self.right - left
        at = {"left": left, "center": left + room / 2, "right": left + room}[align]
        for number, line in enumerate(wrap(self.theme.fonts.printable(text), font, size, room)):
            self.need(size * LEADING)
            self.y -= size * LEADING
            if number == 0 and label:
                self.write(self.left, self.y, label, size=size, bold=bold, colour=colour)
            self.write(at, self.y, line, size=size, bold=bold, align=align, colour=colour)
        self.y -= after

    def fields(
        self, pairs: Sequence[tuple[str, str]], *, left: float, label_width: float, size: float = 9.5
    ) -> None:
        """Lines of "label : value", the colons under each other, long values wrapped."""
        for label, value in pairs:
            lines = wrap(
                self.theme.fonts.printable(value), self.font(False), size, self.right - left - label_width - 8
            )
            self.need(size * LEADING * len(lines))
            for number, line in enumerate(lines):
                self.y -= size * LEADING
                if number == 0:
                    self.write(left, self.y, label, size=size)
                    self.write(left + label_width, self.y, ":", size=size)
                self.write(left + label_width + 8, self.y, line, size=size)
        self.y -= 2

    def rule(self, *, thickness: float = 0.6, colour: str = "") -> None:
        self.canvas.setStrokeColor(_colour(colour or self.theme.ink))
        self.canvas.setLineWidth(thickness)
        self.canvas.line(self.left, self.y, self.right, self.y)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.canvas.setFillColor(_colour(colour))
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def letterhead(self) -> None:
        """The kop surat: logo at the left, lines centred, closed by a thick and a thin rule."""
        lines = self.theme.letterhead
        if not lines:
            return
        start = self.y
        if self.theme.logo:
            self.logo(self.left, start - 21 * mm, 19 * mm, 21 * mm)
        for number, line in enumerate(lines):
            size = (12.5, 15, 9)[min(number, 2)]
            self.y -= size * LEADING
            self.write((self.left + self.right) / 2, self.y, line, size=size, bold=number < 2, align="center")
        self.y = min(self.y, start - 21 * mm if self.theme.logo else self.y) - 7
        self.rule(thickness=2)
        self.y -= 2.4
        self.rule(thickness=0.5)
        self.y -= 14

    def logo(self, x: float, y: float, width: float, height: float) -> None:
        """The theme's logo, inside the given box and in its own proportions. Raises UnusableInput."""
        self.canvas.drawImage(
            _image(self.theme.logo or b""), x, y, width, height, preserveAspectRatio=True, mask="auto"
        )

    def draw_footer(self, number: int, pages: int) -> None:
        """Called for every page once all are drawn."""
        if not self.numbered:
            return
        y = self.bottom - 8 * mm
        self.canvas.setStrokeColor(_colour(self.theme.line))
        self.canvas.setLineWidth(0.4)
        self.canvas.line(self.left, y + 9, self.right, y + 9)
        for step, line in enumerate(self.footer):
            self.write(self.left, y - step * 8, line, size=6.5, colour=self.theme.muted)
        page = f"Halaman {number} dari {pages}"
        self.write(self.right, y, page, size=7.5, align="right", colour=self.theme.muted)
        if self.watermark:
            self._draw_watermark()

    def _draw_watermark(self) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.translate((self.left + self.right) / 2, (self.top + self.bottom) / 2)
        canvas.rotate(30)
        canvas.setFont(self.font(True), 96)
        canvas.setFillColor(_colour(self.theme.ink), alpha=0.07)
        canvas.drawCentredString(0, -30, self.watermark)
        canvas.restoreState()

    def finish(self) -> bytes:
        """Close the last page and give the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


@lru_cache(maxsize=65536)
def text_width(text: str, font: str, size: float) -> float:
    return float(stringWidth(text, font, size))


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than ``width``: broken at spaces, inside a word only where the word alone is wider."""
    if text_width(text, font, size) <= width and "\n" not in text:
        return [text]
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_wrap_line(part, font, size, width))
    return lines


def _wrap_line(text: str, font: str, size: float, width: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, font, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *broken, line = _pieces(word, font, size, width)
        lines += broken
    return [*lines, line]


def _pieces(word: str, font: str, size: float, width: float) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter, font, size) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@lru_cache(maxsize=64)
def _colour(code: str) -> Any:
    return HexColor(code)


@lru_cache(maxsize=8)
def _image(content: bytes) -> Any:
    try:
        return ImageReader(io.BytesIO(content))
    except OSError as error:
        raise UnusableInput(
            Text("Logo bukan gambar yang dapat dibaca", "The logo is no readable image"),
            Text("Pakai berkas PNG atau JPEG", "Use a PNG or JPEG file"),
        ) from error
