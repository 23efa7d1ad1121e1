"""A claim in the words of the page: what is owed, the standing, deadlines with their countdown, the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.language import rupiah
from payung.law.benefit_text import CODE_WORDS
from payung.law.calendar_days import WorkingDays
from payung.law.continuity import STATUS_WORDS
from payung.law.deadlines import Deadline
from payung.law.heirs import heirs as order_of_heirs
from payung.law.late_payment import Delay, late_payment
from payung.law.month import date_in_words
from payung.law.parameters import current
from payung.law.parameters.model import CONFIDENCE_WORDS
from payung.office.claims.models import (
    SEALED_CHILD,
    SEALED_CLAIM,
    SEALED_HEIR,
    Claim,
    Difference,
    Heir,
    SchoolYear,
    State,
    Working,
)
from payung.office.claims.reckoning import UNCOVERED, Event, deadlines_of, words_for_family
from payung.office.claims.reckoning import still_paid as months_after
from payung.office.core.language import page_language
from payung.office.core.vault import unseal_fields
from payung.office.people.models import Person
from payung.office.workdays.queries import calendar_of

STATE_TONES = {
    "reported": "wait", "gathered": "info", "handed": "info", "objected": "wait", "granted": "info", "refused": "stop",
    "paid": "ok", "cancelled": "muted",
}  # fmt: skip
_STANDING_TONES = {"active": "ok", "arrears": "wait", "ended": "stop", "never": "stop"}
SOON = 7  # days before a deadline from which it is shown as urgent


def day_words(day: date) -> str:
    return date_in_words(day, page_language())


def code_words(code: str) -> str:
    return CODE_WORDS[code].to(page_language())  # type: ignore[index]


def owed(answer: Mapping[str, Any], held: Mapping[str, Any], *, medical: bool = True) -> dict[str, Any]:
    """The engine's answer for the family. Whoever may not see medical words gets no body part in the working."""
    tongue = page_language()
    return {
        "words": words_for_family(answer, held, tongue),
        "nothing": held["status"] in UNCOVERED,
        "lines": [
            {
                "label": code_words(line["code"]),
                "amount": line["amount"],
                "working": line["working"] if medical or line["code"] != "partial_disability" else "",
                "citation": line["citation"],
                "mark": ""
                if line["confidence"] == "verified"
                else CONFIDENCE_WORDS[line["confidence"]].to(tongue),
            }
            for line in answer["lines"]
        ],
        "total": answer["total"],
        "scholarship": answer["scholarship_total"],
        "grand": answer["grand_total"],
        "doubts": [_doubt(doubt) for doubt in answer["doubts"]],
    }


def _doubt(doubt: Mapping[str, Any]) -> str:
    effect = doubt["effect"]
    said = str(doubt["text"])
    if effect is None:
        return said
    effect_words = _("Effect of the other reading")
    return f"{said} {effect_words}: {'+' if effect > 0 else ''}{rupiah(effect)}."


def standing(held: Mapping[str, Any]) -> dict[str, Any]:
    """Membership and continuity on the day of the event."""
    until = held["protected_until"]
    since = held["member_since"]
    return {
        "label": STATUS_WORDS[held["status"]].to(page_language()),
        "tone": _STANDING_TONES[held["status"]],
        "rows": [
            {"label": _("Member since"), "value": date.fromisoformat(since) if since else None},
            {"label": _("Paid until"), "value": date.fromisoformat(until) if until else None},
            {"label": _("Months paid by then"), "value": held["paid_months"]},
        ],
    }


def still_paid(person: Person, died_on: date) -> dict[str, Any] | None:
    """Months after the death that somebody pays for; None where there are none."""
    after = months_after(person, died_on)
    if not after.paid_months + after.open_months:
        return None
    return {
        "paid": ngettext("%(n)s month", "%(n)s months", after.paid_months) % {"n": after.paid_months},
        "paid_rupiah": after.paid_rupiah,
        "open": ngettext("%(n)s month", "%(n)s months", after.open_months) % {"n": after.open_months},
        "open_rupiah": after.open_rupiah,
        "any_paid": bool(after.paid_months),
        "any_open": bool(after.open_months),
    }


@dataclass(frozen=True, slots=True)
class Countdown:
    what: str
    by: date | None
    citation: str
    left: str
    tone: str


def countdowns(claim: Claim, today: date) -> list[Countdown]:
    """Every deadline with how many days are left; what is done with says so."""
    found = deadlines_of(
        Event(claim.kind, claim.day, claim.outcome),
        doctor_statement=claim.doctor_statement,
        complete=claim.complete,
        scholarship=bool(claim.owed_scholarship),
        days=calendar_of(claim.village_id),
    )
    return [_countdown(each, claim, today) for each in found]


def _countdown(deadline: Deadline, claim: Claim, today: date) -> Countdown:
    tongue = page_language()
    if _is(deadline, claim, "stage_one") and claim.complete is not None:
        left, tone = _("With BPJS since %(day)s") % {"day": day_words(claim.complete)}, "ok"
    elif _is_payment(deadline, claim) and claim.state == State.PAID:
        late = bool(deadline.by and claim.paid_on and claim.paid_on > deadline.by)
        left, tone = (_("Paid after this day"), "stop") if late else (_("Paid in time"), "ok")
    elif deadline.by is None and (_is(deadline, claim, "stage_two") or _is_payment(deadline, claim)):
        left, tone = _("Counts from a day to come"), "muted"
    elif deadline.by is None:
        left, tone = _("No last day"), "muted"
    elif claim.state in (State.PAID, State.CANCELLED):
        left, tone = _("Done"), "ok"
    else:
        left, tone = _left((deadline.by - today).days)
    return Countdown(deadline.what.to(tongue), deadline.by, deadline.rule.cited(tongue), left, tone)


def _is(deadline: Deadline, claim: Claim, *names: str) -> bool:
    law = current()
    return any(deadline.rule is law.at(f"deadlines/{name}", claim.day) for name in names)


def _is_payment(deadline: Deadline, claim: Claim) -> bool:
    return _is(deadline, claim, "jkk_payment", "jkm_payment")


def left_words(by: date | None, today: date) -> tuple[str, str]:
    """How many days are left to a deadline, and the tone of it."""
    return _left((by - today).days) if by else (_("No last day"), "muted")


def _left(days: int) -> tuple[str, str]:
    if days < 0:
        return ngettext("%(n)s day over", "%(n)s days over", -days) % {"n": -days}, "stop"
    if days == 0:
        return _("Today"), "stop"
    return ngettext("%(n)s day left", "%(n)s days left", days) % {
        "n": days
    }, "wait" if days <= SOON else "info"


def payment_limit(claim: Claim, days: WorkingDays) -> date | None:
    """The last day on which BPJS pays in time; None while it has not got every document."""
    found = deadlines_of(
        Event(claim.kind, claim.day, claim.outcome),
        doctor_statement=None,
        complete=claim.complete,
        scholarship=False,
        days=days,
    )
    return next((each.by for each in found if _is_payment(each, claim)), None)


def running_compensation(claim: Claim, today: date) -> dict[str, Any] | None:
    """What BPJS owes by now for paying late, while it has not paid."""
    if (
        claim.complete is None
        or claim.state not in (State.HANDED, State.GRANTED, State.OBJECTED)
        or not claim.owed
    ):
        return None
    days = calendar_of(claim.village_id)
    limit = payment_limit(claim, days)
    if limit is None or today <= limit:
        return None
    part = late_payment(claim.owed, Delay.between(limit, today, days), claim.day, current())
    return {
        "limit": limit,
        "amount": part.total,
        "working": part.lines[0].working.to(page_language()),
        "doubts": [doubt.sentence(page_language()) for doubt in part.doubts],
    }


def comparison(claim: Claim, working: Working) -> list[dict[str, Any]]:
    """Owed and paid by benefit line, the difference explained, contested or open."""
    due: dict[str, int] = {}
    for line in working.answer[page_language()]["lines"]:
        due[line["code"]] = due.get(line["code"], 0) + line["amount"]
    paid: dict[str, int] = {}
    for payment in claim.payments.all():
        paid[payment.code] = paid.get(payment.code, 0) + payment.amount
    judged = {one.code: one for one in claim.differences.all()}
    return [
        _compared(code, due.get(code, 0), paid.get(code, 0), judged.get(code))
        for code in dict.fromkeys([*due, *paid])
    ]


def _compared(code: str, due: int, paid: int, judged: Difference | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "code": code,
        "label": code_words(code),
        "owed": due,
        "paid": paid,
        "difference": paid - due,
    }
    if paid == due:
        return row | {"status": _("Equal"), "tone": "ok", "why": ""}
    if judged is None:
        return row | {"status": _("Not explained"), "tone": "stop", "why": ""}
    tone = "info" if judged.verdict == Difference.Verdict.EXPLAINED else "wait"
    return row | {"status": judged.get_verdict_display(), "tone": tone, "why": judged.why}


def heirs(claim: Claim, relation_words: Mapping[str, Any]) -> dict[str, Any]:
    """Those recorded, each with whether the law puts them first; the order's explanation."""
    recorded = list(claim.heirs.all())
    answer = order_of_heirs(
        {heir.relation for heir in recorded},
        claim.died_on or claim.day,
        current(),
        total=claim.owed,
        funeral=0,
    )
    return {
        "rows": [_heir(heir, heir.relation in answer.who, relation_words) for heir in recorded],
        "order": answer.explanation.to(page_language()),
        "citation": answer.citation.to(page_language()),
    }


def _heir(heir: Heir, first: bool, relation_words: Mapping[str, Any]) -> dict[str, Any]:
    held = unseal_fields(heir.sealed, SEALED_HEIR)
    hints = [str(relation_words[heir.relation])]
    hints += [_("guardian: %(name)s") % {"name": held["guardian"]}] if held["guardian"] else []
    hints += [held[key] for key in ("phone", "account") if held[key]]
    return {
        "id": heir.public_id,
        "name": held["name"],
        "hint": ", ".join(hints),
        "first": first,
        "relation": heir.relation,
    }


def children(claim: Claim) -> list[dict[str, Any]]:
    found = []
    for child in claim.children.prefetch_related("years"):
        years = list(child.years.all())
        found.append(
            {
                "child": child,
                "name": unseal_fields(child.sealed, SEALED_CHILD)["name"],
                "years": years,
                "total": sum(year.amount for year in years),
                "paid": sum(year.paid for year in years),
            }
        )
    return found


def paid_by_year(years: Iterable[SchoolYear]) -> list[tuple[int, int]]:
    """Scholarship money by calendar year."""
    sums: dict[int, int] = {}
    for year in years:
        if year.paid_on:
            sums[year.paid_on.year] = sums.get(year.paid_on.year, 0) + year.paid
    return sorted(sums.items())


def receiver(payment: Any) -> str:
    return str(unseal_fields(payment.sealed, SEALED_CLAIM)["to"])
