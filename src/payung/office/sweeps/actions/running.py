"""The acts of running a sweep. Looking comes before the act and holds no lock; the act writes what is new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.core.bulk import insert_rows
from payung.office.core.identifiers import public_id
from payung.office.core.vault import seal_fields
from payung.office.journal.acts import act, record
from payung.office.people.models import Person
from payung.office.references.models import Kind as ListKind
from payung.office.references.models import ReferenceList
from payung.office.sweeps import finding, standing
from payung.office.sweeps.finding import Found, Looked
from payung.office.sweeps.models import SEALED, Claim, Kind, Match, State, Sweep

# A list of these kinds is run over the members as soon as it is added.
SWEPT = {
    ListKind.DEATHS: finding.deaths,
    ListKind.OTHER_PAYERS: finding.payers,
    ListKind.ACTIVE: finding.jobs,
}
_FIELDS = (
    "public_id", "kind", "sweep", "list", "person", "other", "village", "how", "score", "sealed", "key", "died",
    "began", "payer", "first_month", "last_month", "paid_months", "benefit", "claim", "state", "why",
)  # fmt: skip


def sweep_list(actor: Any, given: ReferenceList) -> Sweep:
    """Run a list over everybody in cover in its area. Safe to run again: a known match stays as people decided it.

    Raises Refused; UnusableInput for a list of a kind that is not run over members.
    """
    require(actor, May.MANAGE_REFERENCES, given.area_id)
    look = SWEPT.get(ListKind(given.kind))
    if look is None:
        raise UnusableInput(
            Text("daftar jenis ini tidak disisir", "a list of this kind is not run over members"),
            Text(
                "Pilih daftar kematian, pembayar lain, atau peserta aktif BPJS",
                "Choose a list of deaths, of other payers, or of active members of BPJS",
            ),
        )
    return keep(actor, look(given, timezone.localdate()), given.area, given)


def sweep_twice(actor: Any, area: Area) -> Sweep:
    """Look for one person under two numbers among everybody in cover in an area. Raises Refused."""
    require(actor, May.REVIEW, area.code)
    return keep(actor, finding.twice(area), area, None)


@act("sweep.run")
def keep(actor: Any, looked: Looked, area: Area, given: ReferenceList | None) -> Sweep:
    """Write a sweep with the matches that nobody had seen before; reckon the cover at death of the others anew."""
    require(actor, May.REVIEW if given is None else May.MANAGE_REFERENCES, area.code)
    made = Sweep.objects.create(
        kind=looked.kind,
        area=area,
        list=given,
        members=looked.members,
        found=len(looked.found),
        added=0,
        silent=looked.silent,
        ran_by=actor,
    )
    for part in finding.chunks(looked.found):
        made.added += _write(made, part)
    made.save(update_fields=["added"])
    if made.kind == Kind.DEATH:
        reckon(area)
    record(
        f"sweep:{made.public_id}",
        area=area.code,
        facts={
            "kind": made.kind,
            "list": given.public_id if given else None,
            "sha256": given.sha256 if given else None,
            "members": made.members,
            "found": made.found,
            "added": made.added,
            "silent": made.silent,
        },
    )
    return made


def _write(made: Sweep, part: list[Found]) -> int:
    known = {
        bytes(key or b"")
        for key in Match.objects.filter(key__in=[each.key for each in part]).values_list("key", flat=True)
    }
    new = {each.key: each for each in part if each.key not in known}
    villages = dict(
        Person.objects.filter(pk__in=[each.person for each in new.values()]).values_list("pk", "village_id")
    )
    insert_rows(Match, _FIELDS, _rows(made, new, villages))
    return len(new)


def _rows(made: Sweep, new: dict[bytes, Found], villages: dict[int, str]) -> Iterator[tuple[Any, ...]]:
    for key, each in new.items():
        yield (
            public_id(), made.kind, made.pk, made.list_id, each.person, each.other, villages[each.person], each.how,
            each.score, seal_fields(each.said, SEALED), key, each.died, each.began, each.payer, each.first_month, each.last_month,
            None, None, Claim.UNKNOWN, State.OPEN, "",
        )  # fmt: skip


def reckon(area: Area) -> None:
    """The months paid at death and what it pays, of every match of the area that is not rejected."""
    inside = {1: "village__province", 2: "village__regency", 3: "village__district"}.get(
        area.level, "village"
    )
    matches = list(Match.objects.filter(**{inside: area.code}, kind=Kind.DEATH).exclude(state=State.REJECTED))
    of = standing.histories({match.person_id for match in matches})
    for match in matches:
        match.paid_months, match.benefit = standing.reckoned(of[match.person_id], match.died)
    Match.objects.bulk_update(matches, ["paid_months", "benefit"], batch_size=500)
