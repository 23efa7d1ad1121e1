"""Freezing an answer of the engine with a claim, and what follows from it: papers asked for, school years planned.

Not acts themselves: acts call them inside their own transaction.
"""

from __future__ import annotations

from datetime import date

from payung.law.parameters import current
from payung.office.claims.models import SEALED_WORKING, Claim, Fetcher, Paper, SchoolYear, Working
from payung.office.claims.queries import event_of
from payung.office.claims.reckoning import Reckoned, papers_of, reckon
from payung.office.core.vault import seal_fields

# The lists of the law say which paper; who can fetch it is the office's habit. Words of the Indonesian names.
_FETCHERS = (
    (Fetcher.OFFICE, ("formulir 4", "kk1", "kk2", "formulir beasiswa")),
    (Fetcher.DOCTOR, ("kk3", "dokter")),
    (Fetcher.VILLAGE, ("ahli waris dari", "surat keterangan ahli waris", "kronologi", "akta kematian")),
)
_MEDICAL = ("kk3", "dokter", "kronologi", "kk2", "kk1", "kuitansi")


def refreeze(claim: Claim, today: date, why: str) -> Working:
    """Ask the engine again with all that is known now. Raises UnusableInput; nothing is changed then."""
    return freeze(claim, reckon(claim.person, event_of(claim), today), why)


def freeze(claim: Claim, reckoned: Reckoned, why: str = "") -> Working:
    """A new version in force; papers and school years follow it."""
    working = keep_working(claim, reckoned, why)
    claim.owed, claim.owed_scholarship = reckoned.total, reckoned.scholarship_total
    claim.save(update_fields=["owed", "owed_scholarship"])
    ask_for_papers(claim)
    plan_school(claim, reckoned)
    return working


def keep_working(claim: Claim, reckoned: Reckoned, why: str) -> Working:
    """The answer as it is, sealed, under the next number."""
    return Working.objects.create(
        claim=claim,
        version=claim.workings.count() + 1,
        sealed=seal_fields({"case": reckoned.case, "answer": reckoned.answer}, SEALED_WORKING),
        standing=reckoned.standing,
        law_versions=reckoned.law_versions,
        total=reckoned.total,
        scholarship_total=reckoned.scholarship_total,
        why=why[:300],
    )


def ask_for_papers(claim: Claim) -> None:
    """The law's list for the event as it is known; papers that came stay, ones no longer asked for go."""
    wanted = {
        text.id: text.en for text in papers_of(event_of(claim), scholarship=bool(claim.owed_scholarship))
    }
    held = set(claim.papers.values_list("name", flat=True))
    Paper.objects.bulk_create(
        Paper(claim=claim, name=name, name_en=en, fetcher=_fetcher(name), medical=_is_medical(name))
        for name, en in wanted.items()
        if name not in held
    )
    claim.papers.filter(came=None, attachments=None).exclude(name__in=wanted).delete()


def _fetcher(name: str) -> Fetcher:
    said = name.lower()
    found = (who for who, words in _FETCHERS if any(word in said for word in words))
    return next(found, Fetcher.FAMILY)


def _is_medical(name: str) -> bool:
    return any(word in name.lower() for word in _MEDICAL)


def plan_school(claim: Claim, reckoned: Reckoned) -> None:
    """The engine's school years per child: proven and paid ones stay as they are, the others follow the answer."""
    children = list(claim.children.all())
    starts = int(current().amount("scholarship/school_year_start", claim.day))
    planned = {(children[each["child"] - 1].pk, each["year"]): each for each in reckoned.school}
    years = SchoolYear.objects.filter(child__claim=claim)
    held = {(one.child_id, one.year): one for one in years}
    for key, one in held.items():
        if key not in planned and one.state == SchoolYear.State.PLANNED:
            one.delete()
    for key, each in planned.items():
        if (kept := held.get(key)) is not None:
            _follow(kept, each)
            continue
        began = int(each["year"][:4])
        SchoolYear.objects.create(
            child_id=key[0],
            year=each["year"],
            starts=date(began, starts, 1),
            due_on=_due_on(claim.day, began, starts),
            level=each["level"],
            planned_level=each["level"],
            amount=each["amount"],
        )


def _follow(kept: SchoolYear, each: dict[str, object]) -> None:
    """A planned year takes the level that the answer now gives it, unless a person has set another."""
    if kept.state != SchoolYear.State.PLANNED or kept.level != kept.planned_level:
        return
    kept.level = kept.planned_level = str(each["level"])
    kept.amount = int(str(each["amount"]))
    kept.save(update_fields=["level", "planned_level", "amount"])


def _due_on(event: date, began: int, starts: int) -> date:
    """The anniversary of the event that lies in the school year: the day of the yearly claim."""
    year = began if event.month >= starts else began + 1
    day = 28 if (event.month, event.day) == (2, 29) else event.day
    return date(year, event.month, day)
