"""Acts over many matches at once: deaths that are certain, and everybody whom one other payer names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, scope
from payung.office.journal.acts import act, record
from payung.office.people.models import Person
from payung.office.sweeps.actions.deciding import checked_reason
from payung.office.sweeps.models import How, Kind, Match, State


@act("sweep.confirm_many")
def confirm_certain(actor: Any, matches: QuerySet[Match], why: str, *, expected: int) -> int:
    """Confirm all open deaths for which NIK and name agree and the day is known, in one act. ``expected`` is the
    figure that was shown: where it is another by now, nothing is done. Returns how many.
    """
    keys = _chosen(actor, matches.filter(certain()), expected)
    of_person = Match.objects.filter(person=OuterRef("pk"), pk__in=keys).order_by("died", "pk")
    dead = Person.objects.filter(pk__in=Match.objects.filter(pk__in=keys).values("person"))
    # In the order in which a decree brings people up to date, so that neither waits for the other.
    list(dead.order_by("nik_index").select_for_update(no_key=True).values_list("pk"))
    dead.update(died=Subquery(of_person.values("died")[:1]))
    return _decide(actor, keys, Kind.DEATH, State.CONFIRMED, checked_reason(why))


@act("sweep.jobs_many")
def confirm_jobs(actor: Any, matches: QuerySet[Match], why: str, *, expected: int) -> int:
    """Confirm all open wage jobs for which NIK and name agree and the day is known, in one act. Returns how many."""
    keys = _chosen(actor, matches.filter(certain_job()), expected)
    return _decide(actor, keys, Kind.JOB, State.CONFIRMED, checked_reason(why))


@act("sweep.payer_many")
def decide_payer(
    actor: Any, matches: QuerySet[Match], payer: str, state: str, why: str, *, expected: int
) -> int:
    """One verdict on everybody whom one other payer names and who waits: it pays them too, or it does not (it may
    be one of our own funds under another name). Raises Refused, UnusableInput. Returns how many.
    """
    if state not in (State.CONFIRMED, State.REJECTED):
        raise UnusableInput(
            Text("keputusan tidak dikenal", "the verdict is not known"),
            Text("Pilih dibenarkan atau ditolak", "Choose confirmed or rejected"),
        )
    waiting = matches.filter(kind=Kind.PAYER, state=State.OPEN, payer=payer)
    return _decide(actor, _chosen(actor, waiting, expected), Kind.PAYER, State(state), checked_reason(why))


def certain() -> Q:
    """Open deaths that the list names by NIK and name, on a day that can be."""
    return Q(
        kind=Kind.DEATH,
        state=State.OPEN,
        how=How.CERTAIN,
        died__isnull=False,
        died__gte=F("person__birth_date"),
    )


def certain_job() -> Q:
    """Open wage jobs that the list names by NIK and name, begun on a day that can be."""
    return Q(
        kind=Kind.JOB,
        state=State.OPEN,
        how=How.CERTAIN,
        began__isnull=False,
        began__gt=F("person__birth_date"),
    )


def _chosen(actor: Any, matches: QuerySet[Match], expected: int) -> list[int]:
    allowed = scope(actor, May.REVIEW)
    if not allowed:
        raise Refused(May.REVIEW)
    chosen = matches.order_by()
    if chosen.exclude(allowed.within("village")).exists():
        raise Refused(May.REVIEW)
    locked = Match.objects.filter(pk__in=chosen.values("pk")).order_by("pk").select_for_update()
    keys = list(locked.values_list("pk", flat=True))
    if len(keys) != expected or not keys:
        raise UnusableInput(
            Text(
                f"jumlahnya sekarang {len(keys)}, bukan {expected}",
                f"there are {len(keys)} now, not {expected}",
            ),
            Text("Periksa daftarnya lagi, lalu putuskan", "Look at the list again, then decide"),
        )
    return keys


def _decide(actor: Any, keys: Sequence[int], kind: Kind, state: State, why: str) -> int:
    decided = Match.objects.filter(pk__in=keys)
    decided.update(state=state, why=why, decided_by=actor, decided=timezone.now())
    public = decided.order_by("public_id").values_list("public_id", flat=True)
    villages = sorted(set(decided.values_list("village_id", flat=True)))
    record(
        "matches",
        area=_shared_area(villages),
        why=why,
        facts={"kind": kind, "state": state, "people": len(keys), "matches": list(public)},
    )
    return len(keys)


def _shared_area(codes: Sequence[str]) -> str:
    """The smallest area that holds all of these villages; ``codes`` in order."""
    pairs = zip(codes[0].split("."), codes[-1].split("."), strict=False)
    return ".".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
