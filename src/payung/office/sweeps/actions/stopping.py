"""The act that asks for months to be stopped: a change of the decree, which another user approves as ever."""

from __future__ import annotations

from typing import Any

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.decisions.actions.change import Leaving, propose_change
from payung.office.decisions.models import Decision, Withdrawal
from payung.office.journal.acts import act, record
from payung.office.sweeps import queries
from payung.office.sweeps.models import Kind, Match

_WHY = {Kind.DEATH: Withdrawal.Why.DIED, Kind.JOB: Withdrawal.Why.JOB}


@act("sweep.stop")
def propose_stop(actor: Any, decision: Decision, *, expected: int) -> Decision:
    """A draft that takes the unbilled months of everybody on a decree for whom a match is confirmed and no change is
    proposed yet. ``expected`` is how many people the page showed: where it is another by now, nothing is done.

    Raises Refused; UnusableInput where the figure is another, or the change cannot be made.
    """
    require(actor, May.SUBMIT_DECISION, decision.programme.area_id)
    matches = list(queries.stoppable(decision).order_by("pk").select_for_update(of=("self",)))
    lines = queries.lines_of(decision, [match.person_id for match in matches])
    chosen: dict[int, Match] = {}
    for match in matches:  # one person may stand in two matches: the earlier month counts
        known = chosen.get(match.person_id)
        if known is None or (match.first_month or 0) < (known.first_month or 0):
            chosen[match.person_id] = match
    if len(chosen) != expected or not chosen:
        raise UnusableInput(
            Text(
                f"jumlahnya sekarang {len(chosen)}, bukan {expected}",
                f"there are {len(chosen)} now, not {expected}",
            ),
            Text("Periksa daftarnya lagi, lalu usulkan", "Look at the list again, then propose"),
        )
    leaving = [
        Leaving(
            line=lines[person],
            why=_WHY.get(Kind(match.kind), Withdrawal.Why.OTHER),
            note=match.why[:250],
            from_month=match.first_month or 0,
        )
        for person, match in chosen.items()
    ]
    start = max(min(each.from_month for each in leaving), decision.first_month)
    last = Month.from_number(decision.first_month) + (decision.months - 1)
    draft = propose_change(actor, decision, leaving, from_month=min(start, last.number), replace=False)
    Match.objects.filter(pk__in=[match.pk for match in matches]).update(draft=draft)
    record(
        f"decision:{draft.public_id}",
        area=decision.programme.area_id,
        facts={"people": len(chosen), "matches": sorted(match.public_id for match in matches)},
    )
    return draft
