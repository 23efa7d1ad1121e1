"""What each of the leadership's figures is called, what it counts and where it leads; the values are ``overview``'s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.language import number, rupiah
from payung.law.month import Month, date_in_words
from payung.office.accounts.permissions import May, scope
from payung.office.billing import queries as billing
from payung.office.continuity import queries as continuity
from payung.office.core.language import page_language
from payung.office.cover.months import inside
from payung.office.insight import counting
from payung.office.insight.overview import Overview
from payung.office.programmes import queries as programmes

Kind = Literal["integer", "rupiah"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A figure's name in the API and open data, its words, and what exactly it counts."""

    key: str
    label: Any
    counts: Any
    kind: Kind = "integer"
    tone: str = ""  # where it is not nought


MEANINGS = (
    Meaning("enrolled", gettext_lazy("People protected"),
            gettext_lazy("People whom BPJS holds as members for the month of the figures, through our programmes"), tone="ok"),
    Meaning("arrears", gettext_lazy("At risk"),
            gettext_lazy("People in arrears on the day of the last count: their membership ends if nothing is paid"), tone="stop"),
    Meaning("paid", gettext_lazy("Paid for this month"),
            gettext_lazy("People whose month of the figures is paid")),
    Meaning("contributions", gettext_lazy("Contributions paid"),
            gettext_lazy("Rupiah of all months paid so far, since the beginning"), "rupiah"),
    Meaning("benefits", gettext_lazy("Benefits paid to families"),
            gettext_lazy("Rupiah that families got so far, scholarships included, since the beginning"), "rupiah"),
    Meaning("families", gettext_lazy("Families helped"),
            gettext_lazy("Participants whose family got a benefit, each once, since the beginning")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    meaning: Meaning
    value: int
    hint: str
    href: str

    @property
    def tone(self) -> str:
        return self.meaning.tone if self.value else ""

    def shown(self, language: Any) -> str:
        return rupiah(self.value) if self.meaning.kind == "rupiah" else number(self.value, language)


def parts_address(code: str, per: str = "desa", **more: str) -> str:
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return f"{reverse('leader_parts', args=[code])}?per={per}{rest}"


def figures(seen: Overview) -> list[Figure]:
    """In the order of the page; each leads to the villages that it is the sum of."""
    tongue, sums = page_language(), seen.sums
    month = Month.from_number(seen.month).to(tongue)
    year = sum(each.rupiah for each in seen.months if each.month // 100 == seen.month // 100)
    hints = {
        "enrolled": _("%(month)s, of %(decided)s decided")
        % {"month": month, "decided": number(sums["decided"], tongue)},
        "arrears": _("%(rupiah)s would mend it") % {"rupiah": rupiah(sums["needed"])}
        if sums["arrears"]
        else "",
        "paid": month,
        "contributions": _("%(rupiah)s for months of %(year)s")
        % {"rupiah": rupiah(year), "year": seen.month // 100},
        "benefits": _per_hundred(sums),
        "families": _("%(cases)s events reported") % {"cases": number(sums["cases"], tongue)},
    }
    return [
        Figure(
            meaning, sums[meaning.key], hints[meaning.key],
            parts_address(seen.area.pk, urut=f"-{meaning.key}"),
        )
        for meaning in MEANINGS
    ]  # fmt: skip


def _per_hundred(sums: dict[str, int]) -> str:
    """Benefits for each hundred rupiah of contributions; nothing where there are none."""
    if not sums["contributions"]:
        return ""
    share = f"{100 * sums['benefits'] / sums['contributions']:.0f}"
    return _("Rp%(share)s for every Rp100 of contributions") % {"share": share}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that waits for somebody, and where it is done."""

    words: str
    href: str
    tone: str


def next_steps(seen: Overview) -> list[Step]:
    """What is to be decided next, the most pressing first; only what the user may open."""
    return [*_losses(seen), *_money(seen), *_signatures(seen), *_agreements(seen)]


def _losses(seen: Overview) -> Iterator[Step]:
    rows = continuity.watched(seen.user).filter(inside(seen.area.pk))
    soonest = next((each for each in continuity.calendar(rows, seen.today) if not each.won), None)
    if soonest is None:
        return
    told = {
        "people": number(soonest.people, page_language()),
        "needed": rupiah(soonest.needed),
        "day": _day(soonest.day),
    }
    if not soonest.needed:  # all that is decided is paid: a decree is missing, no money
        words = _("%(people)s people fall into arrears on %(day)s unless a decree covers the coming months.")
    elif soonest.right == "ends_on":
        words = _("%(people)s people lose their membership on %(day)s; %(needed)s prevents it.")
    else:
        words = _("%(people)s people fall into arrears on %(day)s; %(needed)s prevents it.")
    yield Step(words % told, reverse("continuity"), "stop")


def _money(seen: Overview) -> Iterator[Step]:
    bills = billing.bills(seen.user).filter(inside(seen.area.pk, "programme__area"))
    owed: list[int] = [getattr(each, "owing") for each in bills]  # noqa: B009 - reckoned by the query
    open_bills = [owing for owing in owed if owing > 0]
    if open_bills:
        told = {"bills": number(len(open_bills), page_language()), "rupiah": rupiah(sum(open_bills))}
        yield Step(_("%(bills)s bills wait for payment, %(rupiah)s in all.") % told, reverse("bills"), "wait")


def _signatures(seen: Overview) -> Iterator[Step]:
    if not scope(seen.user, May.SEE_DECISIONS).includes(seen.area.pk):
        return
    for each in counting.waiting_decisions(seen.area):
        yield Step(_of_list(each), reverse("decision", args=[each.public_id]), "info")


def _of_list(waiting: Any) -> str:
    """What a signature would do: people who come, people who leave, or both."""
    tongue = page_language()
    told = {
        "programme": waiting.programme.name,
        "people": number(waiting.people, tongue),
        "rupiah": rupiah(waiting.rupiah),
        "leaving": number(waiting.leaving, tongue),
        "waiting": number(waiting.waiting, tongue),
    }
    if waiting.leaving and waiting.people:
        words = _(
            "%(programme)s: a change waits for approval, %(leaving)s people leave and %(people)s come "
            "(%(rupiah)s)."
        )
    elif waiting.leaving:
        words = _("%(programme)s: a change waits for approval, %(leaving)s people leave the list.")
    elif waiting.people:
        words = _("%(programme)s: a list of %(people)s people and %(rupiah)s waits for approval.")
    else:
        words = _("%(programme)s: a list waits for approval that has no place for anybody; %(waiting)s wait.")
    return words % told


_AHEAD = 90  # days before its end in which an agreement is told of


def _agreements(seen: Overview) -> Iterator[Step]:
    for each in (
        programmes.agreements(seen.user).filter(extensions=None, area_id=seen.area.pk).order_by("ends")
    ):
        left = (each.ends - seen.today).days
        if 0 <= left <= _AHEAD:
            told = {"number": each.number, "day": _day(each.ends), "days": number(left, page_language())}
            words = _("The agreement %(number)s ends on %(day)s, in %(days)s days.") % told
            yield Step(words, reverse("agreements"), "wait")


def _day(day: Any) -> str:
    return date_in_words(day, page_language())
