"""Whether a member is protected on a day, what a death then would pay, and which rights come or go when.

Rests on the arrears rule of BPU (three contribution months, then the status ends), the three-month rule of JKM
and the three years of the scholarship; where their reading is unsettled, every reading is answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from payung.language import Language, Text, rupiah
from payung.law.calendar_days import add_months
from payung.law.death import full_death_benefit
from payung.law.doubt import Doubt
from payung.law.fields import check_not_before_law, unusable
from payung.law.month import Month, date_in_words
from payung.law.parameters import Parameters, current
from payung.law.waiting import Waiting, waiting

Status = Literal["never", "active", "arrears", "ended"]
Right = Literal["protection", "full_jkm", "scholarship", "membership", "settlement"]
STATUS_WORDS = {
    "never": Text("belum pernah membayar", "never paid"),
    "active": Text("aktif", "active"),
    "arrears": Text("menunggak", "in arrears"),
    "ended": Text("berakhir, perlu daftar ulang", "ended, must register again"),
}


@dataclass(frozen=True, slots=True)
class DeathToday:
    """What a death not from work would pay on the day, under one reading, scholarship apart."""

    reading: str
    amount: int
    why: Text


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a right is won or lost if nothing but the named condition happens."""

    day: date
    right: Right
    won: bool
    what: Text


@dataclass(frozen=True, slots=True)
class Continuity:
    """The answer for one day. ``death_today`` starts with the reading acted on."""

    on: date
    status: Status
    protected_until: date | None
    months_owed: tuple[Month, ...]
    months_left_to_pay: int
    must_register_again: bool
    member_since: date | None
    paid_months: int
    death_today: tuple[DeathToday, ...]
    turns: tuple[Turn, ...]
    doubts: tuple[Doubt, ...]

    def to_json(self, language: Language = "id") -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "status": self.status,
            "protected_until": self.protected_until and self.protected_until.isoformat(),
            "months_owed": [str(month) for month in self.months_owed],
            "months_left_to_pay": self.months_left_to_pay,
            "must_register_again": self.must_register_again,
            "member_since": self.member_since and self.member_since.isoformat(),
            "paid_months": self.paid_months,
            "death_today": [
                {"reading": each.reading, "amount": each.amount, "why": each.why.to(language)}
                for each in self.death_today
            ],
            "turns": [
                {
                    "day": turn.day.isoformat(),
                    "right": turn.right,
                    "won": turn.won,
                    "what": turn.what.to(language),
                }
                for turn in self.turns
            ],
            "doubts": [doubt.to_json(language) for doubt in self.doubts],
        }


@dataclass(frozen=True, slots=True)
class _History:
    """Paid months up to the day, in runs without a gap; a membership survives gaps within the arrears."""

    paid: tuple[Month, ...]
    membership: Month  # first month of the membership that still stands, or stood last
    run: Month  # first month of the last run without any gap
    first: Month
    registered: date

    def since(self, month: Month) -> date:
        """The day counted from: registration itself in its own month, else the first of the month."""
        return self.registered if month == Month.of(self.registered) else month.first_day()


def continuity(
    paid: Iterable[Month],
    on: date,
    *,
    registered: date | None = None,
    parameters: Parameters | None = None,
) -> Continuity:
    """A BPU's standing on a day, from the contribution months paid (prepaid ones included, in any order).

    ``registered`` is the first day of membership; left out, the first of the first paid month.
    Raises UnusableInput for a day before the law, or months paid before registration.
    """
    law = parameters or current()
    check_not_before_law("on", on, law.first_day)
    months = tuple(sorted(set(paid)))
    if not months or months[0].first_day() > on:
        return _never(on)
    window = law.amount("membership/arrears_months", on)
    history = _history(months, registered, on, window)
    reach = _reach(months, on)
    owed = Month.of(on) - reach
    status: Status = "active" if owed <= 0 else "arrears" if owed <= window else "ended"
    death, doubts = _death_today(history, status, on, law)
    return Continuity(
        on=on,
        status=status,
        protected_until=reach.last_day(),
        months_owed=tuple((reach + 1).span(owed)) if status == "arrears" else (),
        months_left_to_pay=window - owed + 1 if status == "arrears" else 0,
        must_register_again=status == "ended",
        member_since=history.since(history.membership),
        paid_months=len([month for month in months if month <= Month.of(on)]),
        death_today=death,
        turns=_turns(history, status, reach, on, window, law),
        doubts=doubts,
    )


def _never(on: date) -> Continuity:
    why = Text("Belum ada iuran yang dibayar", "No contribution has been paid")
    return Continuity(on, "never", None, (), 0, False, None, 0, (DeathToday("law", 0, why),), (), ())


def _reach(months: tuple[Month, ...], on: date) -> Month:
    """The last paid month that still counts: the end of the run that holds the day, or the last before it."""
    reach = max(month for month in months if month <= Month.of(on))
    while reach >= Month.of(on) and reach + 1 in months:
        reach += 1
    return reach


def _history(months: tuple[Month, ...], registered: date | None, on: date, window: int) -> _History:
    past = tuple(month for month in months if month <= Month.of(on))
    start = registered or past[0].first_day()
    if past[0] < Month.of(start):
        raise unusable(
            "registered",
            Text("Ada bulan lunas sebelum terdaftar", "Some months are paid before registration"),
            Text("Periksa tanggal terdaftar", "Check the day of registration"),
        )
    membership = run = past[0]
    for earlier, later in pairwise(past):
        if later - earlier > window + 1:
            membership = run = later
        elif later - earlier > 1:
            run = later
    return _History(past, membership, run, past[0], start)


_UNBROKEN = Text(
    "Bulan kosong sebelumnya: tiga bulan dihitung dari {day}, bulan pertama tanpa putus",
    "There were unpaid months: three months count from {day}, the first of the unbroken run",
)
_PLAIN = Text("Anggota sejak {day}", "Member since {day}")
_NO_RESTART = Text(
    "Bila bulan kosong tidak memulai ulang hitungan: sejak {day}",
    "If a gap does not restart the count: since {day}",
)
_COUNTED_DAYS = Text("Bila dihitung {n} hari", "If {n} days are counted")
_COUNTED_CONTRIBUTIONS = Text("Bila dihitung bulan iuran", "If contribution months are counted")
_ENDED = Text("Kepesertaan sudah berakhir", "Membership has ended")
_ARREARS_LOST = Text(
    "Bila kematian dalam masa tunggakan tidak dibayar", "If a death in the arrears window is not paid"
)


def _in_words(day: date) -> Text:
    return Text(date_in_words(day, "id"), date_in_words(day, "en"))


def _death_today(
    history: _History, status: Status, on: date, law: Parameters
) -> tuple[tuple[DeathToday, ...], tuple[Doubt, ...]]:
    """Every reading of the three-month rule, the one acted on first; doubts where they differ."""
    if status == "ended":
        return (DeathToday("law", 0, _ENDED),), ()
    full = full_death_benefit(on, law).total
    day = history.since(history.run)
    acted = waiting(day, on, "bpu", law)
    gap = history.run != history.first
    said = (_UNBROKEN if gap else _PLAIN).format(day=_in_words(day))
    first = DeathToday("unbroken", _amount(acted, acted.by_months, full), said)
    others = [
        DeathToday(
            "days",
            _amount(acted, acted.by_days, full),
            _COUNTED_DAYS.format(n=acted.rule.value["days"]),
        ),
        DeathToday(
            "contribution_months", _amount(acted, acted.by_contribution_months, full), _COUNTED_CONTRIBUTIONS
        ),
    ]
    if gap:
        whole = waiting(history.since(history.first), on, "bpu", law)
        why = _NO_RESTART.format(day=_in_words(history.since(history.first)))
        others.append(DeathToday("no_restart", _amount(whole, whole.by_months, full), why))
    if status == "arrears":
        others.append(DeathToday("arrears_not_paid", 0, _ARREARS_LOST))
    differing = tuple(each for each in others if each.amount != first.amount)
    return (first, *differing), tuple(_doubt(each, first.amount) for each in differing)


def _amount(rule: Waiting, enough: bool, full: int) -> int:
    return full if enough or not rule.applies else rule.amount


def _doubt(reading: DeathToday, acted: int) -> Doubt:
    said = Text("{why}: {amount}.", "{why}: {amount}.").format(why=reading.why, amount=rupiah(reading.amount))
    return Doubt(f"jkm_{reading.reading}", said, reading.amount - acted)


_WIN_FULL = Text("JKM penuh bila iuran tidak terputus", "JKM is full if no month is missed")
_WIN_SCHOLARSHIP = Text(
    "{n} bulan lunas: anak berhak beasiswa bila iuran tidak terputus",
    "{n} months paid: children gain the scholarship if no month is missed",
)
_LOSE_PROTECTION = Text(
    "Perlindungan berakhir bila bulan berikutnya tidak dibayar; menunggak mulai hari ini",
    "Protection ends if the next month is not paid; arrears begin on this day",
)
_LAPSE_EARLIEST = Text(
    "Bacaan paling awal: status berakhir saat memasuki bulan tunggakan ke-{n}",
    "Earliest reading: the status ends on entering month {n} of arrears",
)
_LAPSE = Text(
    "Status berakhir setelah {n} bulan penuh tidak dibayar; perlu daftar ulang",
    "The status ends after {n} full months unpaid; registration must start again",
)


def _turns(
    history: _History, status: Status, reach: Month, on: date, window: int, law: Parameters
) -> tuple[Turn, ...]:
    """The days to come, soonest first."""
    if status == "ended":
        return ()
    lapse = (reach + window + 1).first_day()
    entered = law.amount("membership/arrears_months_earliest", on)
    turns = [
        Turn((reach + 1).first_day(), "protection", False, _LOSE_PROTECTION),
        Turn((reach + entered).first_day(), "membership", False, _LAPSE_EARLIEST.format(n=entered)),
        Turn(lapse - timedelta(days=1), "settlement", False, _LAST_DAY),
        Turn(lapse, "membership", False, _LAPSE.format(n=window)),
    ]
    rule = law.at("jkm/waiting", on).value
    turns.append(Turn(add_months(history.since(history.run), rule["months"]), "full_jkm", True, _WIN_FULL))
    needed = law.amount("scholarship/jkm_minimum_months", on)
    missing = needed - len(history.paid)
    if missing > 0:
        won = (Month.of(on) if status == "active" else reach) + missing
        turns.append(Turn(won.first_day(), "scholarship", True, _WIN_SCHOLARSHIP.format(n=needed)))
    return tuple(sorted((turn for turn in turns if turn.day > on), key=lambda turn: (turn.day, turn.right)))


_LAST_DAY = Text("Hari terakhir melunasi tunggakan", "Last day to settle the arrears")
