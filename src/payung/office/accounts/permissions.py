"""What each role may do, and where. Pages, acts and the API all ask here; nothing else decides.

An area is named by its Kemendagri code: 13 (province), 13.03 (regency), 13.03.04 (kecamatan), 13.03.04.2001.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q

from payung.language import Text
from payung.office.accounts.models import Duty, Role


class May(StrEnum):
    """What may be done. ``SEE_*`` guards reading, the others acts."""

    SEE_PROPOSALS = "see_proposals"
    SEE_PEOPLE = "see_people"
    SEE_NIK = "see_nik"
    SEE_DECISIONS = "see_decisions"
    SEE_MONEY = "see_money"
    SEE_INSIGHT = "see_insight"
    SEE_JOURNAL = "see_journal"
    SEE_REFERENCES = "see_references"
    SEE_CLAIMS = "see_claims"
    SEE_MEDICAL = "see_medical"
    REPORT_EVENT = "report_event"  # and gather what the claim needs: papers, heirs, children, visits
    HANDLE_CLAIM = "handle_claim"  # what BPJS decided and paid
    SEE_OUTREACH = "see_outreach"
    MANAGE_OUTREACH = "manage_outreach"  # plan, take attendance, minutes, what was agreed
    SEE_AID = "see_aid"
    MANAGE_AID = "manage_aid"  # stock, and who is drawn
    HAND_OUT_AID = "hand_out_aid"
    SEE_AWARD = "see_award"
    MANAGE_AWARD = "manage_award"
    PROPOSE = "propose"
    REVIEW = "review"
    REPLY = "reply"
    MANAGE_REFERENCES = "manage_references"
    MANAGE_PROGRAMMES = "manage_programmes"
    MANAGE_FUNDS = "manage_funds"
    SEE_PLANS = "see_plans"
    MAKE_PLANS = "make_plans"
    SUBMIT_DECISION = "submit_decision"
    APPROVE_DECISION = "approve_decision"
    EXPORT_ENROLMENT = "export_enrolment"
    RETURN_ENROLMENT = "return_enrolment"
    ISSUE_CARDS = "issue_cards"
    ISSUE_BILLS = "issue_bills"
    RECORD_PAYMENTS = "record_payments"
    ORDER_PAYMENTS = "order_payments"
    CONFIRM_RECEIPT = "confirm_receipt"
    CLOSE_MONTHS = "close_months"
    CORRECT_BOOKS = "correct_books"
    MANAGE_COVERAGE = "manage_coverage"
    DRAW_SAMPLE = "draw_sample"  # of families, to be looked at again
    CHECK_SAMPLE = "check_sample"
    TAKE_COMPLAINT = "take_complaint"  # write one down for a citizen
    ANSWER_COMPLAINT = "answer_complaint"
    LEAD_COMPLAINT = "lead_complaint"  # those that were not answered in time, and those about money asked for
    INSPECT_COMPLAINT = "inspect_complaint"  # those that the office itself left open
    MANAGE_USERS = "manage_users"
    AUDIT = "audit"  # signed archives, samples, red flags
    MANAGE_REPORTS = "manage_reports"  # what is owed to whom, and that it was sent


ROLES: dict[str, frozenset[May]] = {
    Role.VILLAGE_CLERK: frozenset(
        {
            May.SEE_PROPOSALS,
            May.SEE_PEOPLE,
            May.SEE_NIK,
            May.SEE_DECISIONS,
            May.SEE_INSIGHT,
            May.PROPOSE,
            May.SEE_CLAIMS,
            May.SEE_MEDICAL,
            May.REPORT_EVENT,
            May.SEE_OUTREACH,
            May.MANAGE_OUTREACH,
            May.SEE_AID,
            May.HAND_OUT_AID,
            May.TAKE_COMPLAINT,
        }
    ),
    Role.VERIFIER: frozenset(
        {
            May.SEE_PROPOSALS,
            May.SEE_PEOPLE,
            May.SEE_NIK,
            May.SEE_DECISIONS,
            May.SEE_INSIGHT,
            May.SEE_REFERENCES,
            May.PROPOSE,
            May.REVIEW,
            May.REPLY,
            May.MANAGE_REFERENCES,
            May.SUBMIT_DECISION,
            May.SEE_CLAIMS,
            May.SEE_MEDICAL,
            May.REPORT_EVENT,
            May.HANDLE_CLAIM,
            May.SEE_OUTREACH,
            May.MANAGE_OUTREACH,
            May.SEE_AID,
            May.HAND_OUT_AID,
            May.TAKE_COMPLAINT,
            May.ANSWER_COMPLAINT,
            May.CHECK_SAMPLE,
            May.SEE_AWARD,
        }
    ),
    Role.PROGRAMME_MANAGER: frozenset(
        {
            May.SEE_PROPOSALS,
            May.SEE_PEOPLE,
            May.SEE_DECISIONS,
            May.SEE_MONEY,
            May.SEE_INSIGHT,
            May.SEE_REFERENCES,
            May.REPLY,
            May.MANAGE_PROGRAMMES,
            May.MANAGE_FUNDS,
            May.SEE_PLANS,
            May.MAKE_PLANS,
            May.SUBMIT_DECISION,
            May.APPROVE_DECISION,
            May.EXPORT_ENROLMENT,
            May.ISSUE_CARDS,
            May.ORDER_PAYMENTS,
            May.CLOSE_MONTHS,
            May.MANAGE_COVERAGE,
            May.MANAGE_REPORTS,
            May.SEE_CLAIMS,
            May.SEE_OUTREACH,
            May.MANAGE_OUTREACH,
            May.SEE_AID,
            May.MANAGE_AID,
            May.HAND_OUT_AID,
            May.ANSWER_COMPLAINT,
            May.LEAD_COMPLAINT,
            May.DRAW_SAMPLE,
            May.CHECK_SAMPLE,
            May.SEE_AWARD,
            May.MANAGE_AWARD,
        }
    ),
    Role.TREASURER: frozenset(
        {
            May.SEE_DECISIONS,
            May.SEE_MONEY,
            May.SEE_PLANS,
            May.SEE_INSIGHT,
            May.ISSUE_BILLS,
            May.RECORD_PAYMENTS,
            May.CONFIRM_RECEIPT,
            May.CLOSE_MONTHS,
            May.CORRECT_BOOKS,
        }
    ),
    Role.BPJS_BRANCH: frozenset(
        {
            May.SEE_PEOPLE,
            May.SEE_NIK,
            May.SEE_DECISIONS,
            May.SEE_MONEY,
            May.SEE_INSIGHT,
            May.EXPORT_ENROLMENT,
            May.RETURN_ENROLMENT,
            May.ISSUE_CARDS,
            May.SEE_CLAIMS,
            May.SEE_MEDICAL,
            May.REPORT_EVENT,
            May.HANDLE_CLAIM,
            May.CONFIRM_RECEIPT,
            May.SEE_OUTREACH,
            May.MANAGE_OUTREACH,
        }
    ),
    Role.SPONSOR: frozenset({May.SEE_MONEY, May.SEE_INSIGHT}),
    Role.AUDITOR: frozenset(
        {
            May.SEE_PROPOSALS,
            May.SEE_PEOPLE,
            May.SEE_DECISIONS,
            May.SEE_MONEY,
            May.SEE_PLANS,
            May.SEE_INSIGHT,
            May.SEE_JOURNAL,
            May.SEE_REFERENCES,
            May.SEE_CLAIMS,
            May.SEE_OUTREACH,
            May.SEE_AID,
            May.INSPECT_COMPLAINT,
            May.DRAW_SAMPLE,
            May.CHECK_SAMPLE,
            May.AUDIT,
            May.SEE_AWARD,
        }
    ),
    # Looks at figures and money, decides elsewhere; opens no name.
    Role.LEADER: frozenset({May.SEE_INSIGHT, May.SEE_MONEY, May.SEE_DECISIONS}),
    Role.ADMINISTRATOR: frozenset(
        {May.MANAGE_USERS, May.SEE_JOURNAL, May.MANAGE_PROGRAMMES, May.SEE_INSIGHT}
    ),
}

# Duties that one person must not hold together: who checks a list is not who pays for it.
INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    {
        frozenset({Role.TREASURER, Role.PROGRAMME_MANAGER}),
        frozenset({Role.TREASURER, Role.VERIFIER}),
        frozenset({Role.AUDITOR, Role.PROGRAMME_MANAGER}),
        frozenset({Role.AUDITOR, Role.TREASURER}),
        frozenset({Role.AUDITOR, Role.VERIFIER}),
    }
)

_LEVELS = ("province", "regency", "district", "pk")


class Refused(Exception):  # noqa: N818 - what the page says
    """The user may not do this, or not there. Nothing was changed."""

    def __init__(self, may: May, area_code: str = "") -> None:
        self.may, self.area_code = may, area_code
        where = f" di {area_code}" if area_code else ""
        self.text = Text(
            f"Tugas Anda tidak mencakup hal ini{where}. Tidak ada yang berubah.",
            f"Your duties do not cover this{' in ' + area_code if area_code else ''}. Nothing was changed.",
        )
        super().__init__(self.text.en)


def covers(outer: str, inner: str) -> bool:
    """Whether the area ``outer`` is or contains the area ``inner``.

    >>> covers("13.03", "13.03.04.2001"), covers("13.0", "13.03")
    (True, False)
    """
    return inner == outer or inner.startswith(f"{outer}.")


@dataclass(frozen=True, slots=True)
class Scope:
    """The areas in which a user may do something."""

    codes: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.codes)

    def includes(self, area_code: str) -> bool:
        return any(covers(code, area_code) for code in self.codes)

    def touches(self, area_code: str) -> bool:
        """Whether the area is inside, or contains, one of ours: a regency's programme concerns its village clerk."""
        return any(covers(code, area_code) or covers(area_code, code) for code in self.codes)

    def within(self, field: str = "village") -> Q:
        """A filter on a foreign key to an area: rows that lie inside. None at all for an empty scope."""
        inside = Q(pk__in=[])
        for code in sorted(self.codes):
            level = _LEVELS[code.count(".")]
            lookup = f"{field}_id" if level == "pk" else f"{field}__{level}"
            if field == "":
                lookup = "code" if level == "pk" else level
            inside |= Q(**{lookup: code})
        return inside

    def around(self, field: str = "area") -> Q:
        """Rows whose area lies inside ours or contains ours: programmes, lists, agreements."""
        above: set[str] = set()
        for code in self.codes:
            parts = code.split(".")
            above.update(".".join(parts[:n]) for n in range(1, len(parts) + 1))
        return self.within(field) | Q(**{f"{field}_id__in": sorted(above)})


def duties_of(user: Any) -> list[Duty]:
    """The user's duties, read once per request."""
    if not user.is_authenticated or not user.is_active:
        return []
    kept = getattr(user, "_duties", None)
    if kept is None:
        kept = user._duties = list(user.duties.all())
    return list(kept)


def serves_as(user: Any, *roles: Role) -> bool:
    """Whether that is one of the user's offices, anywhere."""
    return any(duty.role in roles for duty in duties_of(user))


def scope(user: Any, *mays: May) -> Scope:
    """Where the user may do any of these."""
    return Scope(frozenset(d.area_id for d in duties_of(user) if ROLES[d.role].intersection(mays)))


def common_area(user: Any) -> str:
    """The smallest area that contains all of the user's duties, active or not; "" where there is none."""
    shared = []
    for level in zip(*(duty.area_id.split(".") for duty in user.duties.all()), strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared)


def may(user: Any, what: May, area_code: str) -> bool:
    return scope(user, what).includes(area_code)


def require(user: Any, what: May, area_code: str) -> None:
    """Raises Refused. Every act calls this first."""
    if not may(user, what, area_code):
        raise Refused(what, area_code)


def sponsors_of(user: Any) -> set[int] | None:
    """The sponsors to whose money the user is confined; None where some duty sees all money of its area."""
    seeing = [duty for duty in duties_of(user) if May.SEE_MONEY in ROLES[duty.role]]
    if any(duty.role != Role.SPONSOR for duty in seeing):
        return None
    return {duty.sponsor_id for duty in seeing if duty.sponsor_id}


def conflicts(roles: Iterable[str]) -> list[frozenset[str]]:
    """Pairs of these roles that one person must not hold."""
    held = set(roles)
    return sorted((pair for pair in INCOMPATIBLE if pair <= held), key=sorted)
