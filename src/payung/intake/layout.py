"""Which rows of a sheet are people, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from payung.identity import nik
from payung.intake import (
    content,
    continued,
    evidence,
    forms,
    headers,
    packed,
    paired,
    places,
    recited,
    sideways,
    stacked,
    stacking,
    villages,
)
from payung.intake.around import Around
from payung.intake.blocks import Above, Block, Heading, Skipped
from payung.intake.divided import Dividing
from payung.intake.families import Families
from payung.intake.feed import Feed
from payung.intake.fields import squeeze
from payung.intake.headed import headed
from payung.intake.headers import Header
from payung.intake.merges import Merges
from payung.intake.noted import Noted
from payung.intake.schema import Why
from payung.intake.stacked import Stacked
from payung.intake.villages import IsVillage, Villages
from payung.intake.workbook import RawSheet, Row, is_filled, text_of

_LOOKAHEAD = 300
_NIK_TEXT = re.compile(r"['\"`\u00a0 ]?\d[\d .\u00a0]{13,20}\d['\"\u00a0 ]?")


class Layout:
    """Reads one sheet in a single pass. ``blocks`` gives people in portions of at most ``portion`` rows; what is
    skipped and which headings were found is known when it has been read to its end."""

    def __init__(
        self,
        sheet: RawSheet,
        on: date,
        chosen: dict[str, int] | None = None,
        above: Above | None = None,
        named: dict[str, str] | None = None,
        before: Heading | None = None,
        is_village: IsVillage | None = None,
    ) -> None:
        """``is_village`` tells the names of villages where the region is known. ``above`` is what is known of the people before the first row; ``named`` gives field -> heading as chosen in
        the list beside which this one stands; ``before`` is the heading of the sheet before, for one without any."""
        self.sheet, self._on, self._chosen, self._named = sheet, on, chosen, named or {}
        self._before = before
        self.skipped: list[Skipped] = []
        self.header_rows: list[int] = []
        self.headings: list[Heading] = []
        self.rows = 0
        self._around = Around(above or Above())
        self._sort_out: sideways.SortOut | None = None  # of forms
        self.sideways = 0
        self._known: dict[tuple[str, ...], Heading] = {}
        self._families_under: dict[tuple[str, ...], Families] = {}
        self._is_village = is_village
        self._villages: Villages | None = None  # that lines between the people of the heading in force name
        self._villages_under: dict[tuple[str, ...], Villages] = {}
        self._families: Families | None = None  # of the heading in force, where its rows show families
        self._stacks_under: dict[tuple[str, ...], Stacked | None] = {}
        self._stack: Stacked | None = None  # of the heading in force, where a person stands on several lines
        self.stacked = 0
        self._dividing = Dividing(on, by_hand=bool(chosen or named))
        self.noted = Noted()
        self._heading: Heading | None = None
        self._plain_at = -1, -1  # columns of NIK and name
        self._after_header = False
        self._elsewhere = False  # below the heading of a table that names nobody
        self._feed = Feed(sheet)
        self._next, self._peek = self._feed.next, self._feed.peek
        self._merges = Merges(sheet)

    def blocks(self, portion: int = 20_000) -> Iterator[Block]:
        """People, portion by portion. Raises ``UnusableInput`` where the sheet cannot be read to its end."""
        if self.sheet.hidden:
            for number, row in self._feed.rest:
                if is_filled(row):
                    self.rows += 1
                    self._skip(number, row, "hidden")
            return
        self._start_without_heading()
        if self._sort_out is not None:
            yield from self._forms(self._sort_out)
            return
        for block in self._people(portion):
            self.noted.look(block, self.sheet)
            yield block

    def _people(self, portion: int) -> Iterator[Block]:
        block: Block | None = None
        while (numbered := self._next()) is not None:
            number, row = numbered
            if self._merges.any:
                self._merges.enter(number, row)
            if self._stack is not None:
                row = self._with_further_lines(self._stack, row)
            elif (apart := self._dividing.row) is not None:
                row = apart(row)
            plain = self._is_plain_person(row)
            if not plain and not is_filled(row):
                self._end_family()
                continue
            self.rows += 1
            if not plain and block is not None and self._goes_on(block, number, row):
                continue
            if (not plain and not self._is_person(number, row)) or self._heading is None:
                self._end_family()
                continue
            if self._merges.open:
                row = self._merges.filled_down(number, row, self._heading.fields)
            if block is None or block.heading is not self._heading or len(block.rows) >= portion:
                if block is not None:
                    yield block
                block = Block(self._heading)
            for each in [row] if plain else self._apart(number, row, self._heading):
                above = (
                    self._families.above(each, self._around.above) if self._families else self._around.above
                )
                block.add(number, each, above)
        if block is not None:
            yield block

    def _goes_on(self, block: Block, number: int, row: Row) -> bool:
        """Whether the row goes on with the person right above it; if so, it is put behind what is said there."""
        if block.heading is not self._heading or number - 1 not in (
            block.numbers[-1],
            *self.noted.continued[-1:],
        ):
            return False
        if not continued.goes_on(block.heading, block.rows[-1], row, self._peek(3), self._around.columns):
            return False
        block.rows[-1] = continued.joined(block.rows[-1], row)
        self.noted.continued.append(number)
        self._skip(number, row, "note")
        return True

    def _apart(self, number: int, row: Row, heading: Heading) -> list[Row]:
        """The row once for each of its people."""
        people = paired.apart(row, heading)
        self.rows += max(len(people) - 1, 0)
        if people:
            (self.noted.paired if len(people) > 1 else self.noted.crowded).append(number)
        return people or [row]

    def _forms(self, sort_out: sideways.SortOut) -> Iterator[Block]:
        """The people of a sheet of forms instead of a list, each at the row of its first line."""
        found, others = sort_out(iter(self._next, None))
        self.sideways = len(found) if sort_out is sideways.sort_out else 0
        self.rows += sum(len(form.lines) for form in found) + len(others)
        self.skipped += (Skipped(number, why, row, ()) for number, row, why in forms.no_people(found, others))
        block = forms.block(found, others, self._around, self._chosen)
        self.headings.append(block.heading)
        self.noted.look(block, self.sheet)
        yield block

    def second(self) -> Layout | None:
        """The list beside this one, once this one has been read to its end."""
        if not self._feed.beside.cut:
            return None
        sheet, above = self._feed.beside.sheet(self.sheet)
        labels = self.headings[0].header.labels if self.headings else ()
        chosen = {
            name: squeeze(labels[at]) for name, at in (self._chosen or {}).items() if 0 <= at < len(labels)
        }
        return Layout(sheet, self._on, above=above, named=chosen)

    def _skip(self, number: int, row: Row, why: Why) -> None:
        labels = self._heading.header.labels if self._heading else ()
        self.skipped.append(Skipped(number, why, row, labels))
        if why == "header":
            self.header_rows.append(number)

    # -- headings ---------------------------------------------------------------------------------------------

    def _start_without_heading(self) -> None:
        """Where nothing in the first rows is a heading, let the contents say what the columns are."""
        window, texts = self._peek(_LOOKAHEAD), self._feed.texts(_LOOKAHEAD)
        for at in range(len(texts)):
            if (header := headers.find(texts[at : at + 4])) is not None:
                if content.holds_people(header, texts[:at], self._on):  # sorted, heading and all
                    self._start(Heading(header, header.fields), content.titles_above(texts))
                return
        width = max((len(row) for _, row in window), default=0)
        people = [row for _, row in window if sum(cell != "" for cell in row) >= min(2, width)]
        columns = [[row[at] if at < len(row) else "" for row in people] for at in range(width)]
        if (
            self._chosen is None
            and self._before is not None
            and content.is_alike(self._before.fields, columns, self._on)
        ):
            self._use(self._before)
            return
        if not self._feed.split and (cut := packed.cutter(texts)):
            self._feed.unpack(cut)
            self._start_without_heading()
            return
        self._sort_out = sideways.way_of(window)
        if self._sort_out is not None:
            return
        if self._chosen is not None:
            heading = Heading(Header(("",) * width, self._chosen), self._chosen)
            self._start(heading, content.titles_above(texts))
            return
        if found := stacking.without_heading([row for _, row in window], self._on):
            stack, above = found
            self._stacks_under[stack.header.signature] = stack
            self._start(Heading(stack.header, stack.header.fields), above)
            return
        fields = content.guess(columns, self._on)
        if not {"name", "nik_name"} & fields.keys() and recited.is_so(window, anyhow=True):
            self._sort_out = recited.sort_out
        elif fields:
            self._start(Heading(Header(("",) * width, fields), fields), content.titles_above(texts))

    def _start(self, heading: Heading, above: int) -> None:
        """Rows above the first person are titles."""
        for number, row in filter(None, (self._next() for _ in range(above))):
            if is_filled(row):
                self.rows += 1
                self._around.title([text_of(cell).strip() for cell in row])
                self._skip(number, row, "title")
        self._use(heading)

    def _use(self, heading: Heading) -> None:
        self._heading = heading
        self._plain_at = heading.fields.get("nik", -1), heading.fields.get("name", -1)
        self._families = self._families_under.get(heading.header.signature)
        self._villages = self._villages_under.get(heading.header.signature)
        self._stack = self._stacks_under.get(heading.header.signature)
        self._dividing.use(heading.header)
        if heading not in self.headings:
            self.headings.append(heading)

    def _try_header(self, number: int, row: Row, texts: list[str]) -> bool:
        """Whether a heading starts here; if so, take all its rows and put it in force."""
        header = headers.find([texts, *self._feed.texts(3)])
        if header is None:
            if self._heading is not None and headers.of_no_people(texts):
                self._skip(number, row, "header")
                self._elsewhere = True
                return True
            return False
        if header.beside:
            row = self._begin_second(header.beside, number, row)
        if (stack := self._stack_under(header, row)) is not None:
            header = stack.header
        else:
            header = self._dividing.header(
                header, [each for _, each in self._peek(_LOOKAHEAD)][header.height - 1 :]
            )
        heading = self._known.get(header.signature)
        if heading is None:
            heading = self._mapped(header)
            self._known[header.signature] = heading
            self._look_for_families(heading)
            self._look_for_villages(heading)
        if header.opens_family and self._family_heading(header):
            self._take_header_rows(number, row, header.height)
            self._take_family_row(header)
            return True
        return self._accept(heading, number, row, header.height)

    def _begin_second(self, column: int, number: int, row: Row) -> Row:
        if self._feed.beside.cut:
            return row
        self._feed.beside.begin(column, self._around.above, self._around.lines)
        return self._feed.cut(number, row)

    def _accept(self, heading: Heading, number: int, row: Row, height: int) -> bool:
        self._use(heading)
        self._elsewhere = False
        self._take_header_rows(number, row, height)
        return True

    def _take_header_rows(self, number: int, row: Row, height: int) -> None:
        self._skip(number, row, "header")
        for _ in range(height - 1):
            if (numbered := self._next()) is not None and is_filled(numbered[1]):
                self.rows += 1
                self._skip(*numbered, "header")
        self._around.in_footer, self._after_header = False, True

    def _family_heading(self, header: Header) -> bool:
        """A heading of family lines only if people's own heading follows within a few rows (the 2012 book)."""
        after = self._feed.texts(header.height + 5)[header.height - 1 :]
        found = (headers.find(after[at : at + 4]) for at in range(len(after)))
        return any(other is not None and not other.opens_family for other in found)

    def _take_family_row(self, header: Header) -> None:
        while (ahead := self._peek(1)) and not is_filled(ahead[0][1]):
            self._next()
        if (numbered := self._next()) is None:
            return
        number, row = numbered
        self.rows += 1
        self._skip(number, row, "family")
        at = {name: text_of(row[column]) for name, column in header.fields.items() if column < len(row)}
        address = places.without_post_code(" ".join(at.get("address", "").split()))
        self._around.family(at.get("kk", ""), address)

    def _mapped(self, header: Header) -> Heading:
        """The heading with its columns: as chosen by hand, or as named and then looked at."""
        below = [row for _, row in self._peek(_LOOKAHEAD)[header.height - 1 :] if is_filled(row)]
        if (stack := self._stacks_under.get(header.signature)) is not None:
            below = stack.whole(below)
        below = self._dividing.rows(header, below)
        return headed(header, below, self._chosen, self._named, self._on)

    def _stack_under(self, header: Header, row: Row) -> Stacked | None:
        """How people stand on several lines under that heading; looked at once, for a heading may come again."""
        if header.signature not in self._stacks_under:
            found = stacking.find(header, [row, *(each for _, each in self._peek(_LOOKAHEAD))], self._on)
            self._stacks_under[header.signature] = found
            if found is not None:
                self._stacks_under[found.header.signature] = found
        return self._stacks_under[header.signature]

    def _with_further_lines(self, stack: Stacked, row: Row) -> Row:
        """The row with the lines below that are the same person's; which are then told among the skipped."""
        below = [each for _, each in self._peek(stacked.MOST)]
        count = stack.lines(row, below)
        for number, line in filter(None, (self._next() for _ in range(count))):
            self.rows += 1
            self._skip(number, line, "note")
        self.stacked += count > 0
        return stack.joined(row, below[:count]) if count or stack.in_cells else row

    def _look_for_families(self, heading: Heading) -> None:
        header = heading.header
        columns = {name: at for name, at in header.fields.items() if name.startswith(("number", "_relation"))}
        below = [row for _, row in self._peek(_LOOKAHEAD)[header.height - 1 :]]
        families = Families(columns | heading.fields, header.labels, below)
        if families.evidence:
            self._families_under[header.signature] = families

    def _look_for_villages(self, heading: Heading) -> None:
        if not self._around.above.village and self._stack is None and not heading.several:
            below = [row for _, row in self._peek(villages.LOOKED_AT)[heading.header.height - 1 :]]
            found = Villages(heading.fields, below, self._is_village)
            self._villages_under[heading.header.signature] = found

    def _end_family(self) -> None:
        if self._families is not None:
            self._families.end()

    @property
    def carried(self) -> int:
        """Of how many people the card number or the address stood on the row of their family's head alone."""
        return sum(families.carried for families in self._families_under.values())

    # -- rows -------------------------------------------------------------------------------------------------

    def _is_plain_person(self, row: Row) -> bool:
        """The quick way for most rows: sixteen digits under NIK and a text under the name."""
        nik_at, name_at = self._plain_at
        if not -1 < nik_at < len(row) or name_at >= len(row) or (name_at >= 0 and not row[name_at]):
            return False
        digits, first = row[nik_at], row[0]
        if isinstance(digits, str):
            sixteen = len(digits) == nik.LENGTH and digits.isdigit()
            if not sixteen and not _NIK_TEXT.fullmatch(digits):
                return False
            if isinstance(first, str) and first[:2].lower() in ("no", "nk", "co", "ct"):
                return False
        elif not isinstance(digits, float) or digits < 1e14:
            return False
        self._around.in_footer = self._after_header = False
        return True

    def _is_person(self, number: int, row: Row) -> bool:
        """The careful way; a row that is no person is put with the skipped ones."""
        texts = [text_of(cell).strip() for cell in row]
        after_header, self._after_header = self._after_header, False
        if headers.is_numbering(texts, 2 if after_header else 3):
            self._skip(number, row, "numbering")
        elif self._try_header(number, row, texts):
            pass
        elif (found := self._family_line(texts)) is not None:
            self._around.family(found.kk, found.address)
            self._around.name_places(places.named(texts, plain=False))
            self._skip(number, row, "family")
        elif self._villages and (name := self._villages.named(row, [each for _, each in self._peek(3)])):
            self._around.name_places({"village": name})
            self.noted.villages.append((number, name))
            self._skip(number, row, "title")
        elif self._heading is None:
            self._around.title(texts)
            self._skip(number, row, "title")
        elif self._elsewhere and not evidence.has_nik(self._heading, texts):
            self._skip(number, row, "total" if places.is_total(texts) else "note")
        elif evidence.of_person(self._heading, texts, self._around.in_footer):
            self._around.in_footer = self._elsewhere = False
            return True
        else:
            self._skip(number, row, self._around.why(texts))
        return False

    def _family_line(self, texts: list[str]) -> places.Family | None:
        fields = self._heading.fields if self._heading else {}
        if not fields and (number := places.card_number(texts)):
            return places.Family(number, "")
        if number := places.lone_card(texts, fields, self._peek(1)):
            return places.Family(number, "")
        both = fields.get("nik_name")  # a NIK on a line of its own there is no card number
        return places.family(texts, fields.get("name", both), fields.get("nik", both))
