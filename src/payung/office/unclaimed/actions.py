"""Acts on deaths that nobody has claimed: word of one noted, one reported as a claim, one settled otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.claims.actions import reporting
from payung.office.claims.actions.reporting import Report
from payung.office.claims.models import Claim
from payung.office.core.vault import seal_fields
from payung.office.journal.acts import act, record
from payung.office.people.models import Person
from payung.office.unclaimed import finding
from payung.office.unclaimed.models import SEALED, Notice, Source, State


@act("unclaimed.note")
def note(
    actor: Any,
    village: Area,
    *,
    source: str,
    name: str,
    teller: str,
    died: date | None,
    paper: str = "",
    birth_date: date | None = None,
    person: Person | None = None,
    today: date | None = None,
) -> Notice:
    """Word of a death. ``person`` is the member who is meant, None where nobody of the village fits."""
    today = today or timezone.localdate()
    area = person.village_id if person else village.code
    require(actor, May.REPORT_EVENT, area)
    _check(name, teller, source, died, today)
    told = {
        "name": name.strip(),
        "birth_date": birth_date.isoformat() if birth_date else "",
        "teller": teller.strip(),
        "paper": paper.strip(),
    }
    if person is not None:
        _silent_no_more(person)
    try:
        with transaction.atomic():
            made = Notice.objects.create(
                person=person,
                village_id=area,
                source=source,
                died=died,
                benefit=finding.worth(person, died, today) if person and died else None,
                sealed=seal_fields(told, SEALED),
                state=State.OPEN if person else State.NOBODY,
                noted_by=actor,
            )
    except IntegrityError as error:
        raise UnusableInput(
            Text("Kematian orang ini sudah dicatat", "Word of this death is noted already"),
            Text("Buka daftar kematian yang belum diklaim", "Open the list of unclaimed deaths"),
            Place(column="name"),
        ) from error
    record(
        f"notice:{made.public_id}",
        area=area,
        facts={
            "source": source,
            "person": person.public_id if person else None,
            "died": died,
            "benefit": made.benefit,
        },
    )
    return made


def _silent_no_more(person: Person) -> None:
    """What is told now replaces the mere silence."""
    Notice.objects.filter(person=person, state=State.OPEN, source=Source.SILENT).update(
        state=State.SETTLED, why="diganti kabar kematian"
    )


def _check(name: str, teller: str, source: str, died: date | None, today: date) -> None:
    for column, words in (("name", name), ("teller", teller)):
        if not words.strip():
            raise UnusableInput(
                Text("Isian ini kosong", "This field is empty"),
                Text("Isi lebih dulu", "Fill it first"),
                Place(column=column),
            )
    if source not in (Source.VILLAGE, Source.REGISTRY, Source.FAMILY):
        raise UnusableInput(
            Text("Sumber kabar tidak dikenal", "The source is unknown"),
            Text("Pilih dari daftar", "Choose from the list"),
            Place(column="source"),
        )
    if died is not None and died > today:
        raise UnusableInput(
            Text(f"{date_in_words(died, 'id')} belum tiba", f"{date_in_words(died, 'en')} has not come yet"),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="died"),
        )


@act("unclaimed.report")
def report(
    actor: Any,
    person: Person,
    *,
    died: date,
    happened: str,
    reporter: str,
    phone: str,
    today: date | None = None,
) -> Claim:
    """The line becomes a claim: the event reported with what is known. Raises UnusableInput, and nothing is kept."""
    require(actor, May.REPORT_EVENT, person.village_id)
    said = Report("death", died, "death", happened, reporter, phone)
    claim = reporting.report(actor, person, said, today=today)
    settled = Notice.objects.filter(person=person, state=State.OPEN).update(state=State.REPORTED, claim=claim)
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={"person": person.public_id, "died": died, "notices": settled},
    )
    return claim


@act("unclaimed.settle")
def settle(actor: Any, person: Person, why: str) -> None:
    """Alive, or claimed already: off the list with the reason. A match of a deaths list is decided in the sweeps."""
    require(actor, May.REPORT_EVENT, person.village_id)
    if not why.strip():
        raise UnusableInput(
            Text("Alasannya kosong", "The reason is missing"),
            Text("Tulis dari mana Anda tahu", "Write how you know"),
            Place(column="why"),
        )
    held = Notice.objects.select_for_update().filter(person=person, state=State.OPEN).first()
    if held is None:
        raise UnusableInput(
            Text("Orang ini ada pada daftar kematian", "This person is on a list of deaths"),
            Text("Putuskan temuannya di halaman Penyisiran", "Decide the match among the sweeps"),
            Place(column="why"),
        )
    held.state, held.why = State.SETTLED, why.strip()[:300]
    held.save(update_fields=["state", "why"])
    record(f"notice:{held.public_id}", area=held.village_id, why=held.why, facts={"source": held.source})


@act("unclaimed.gather")
def gather(actor: None, today: date) -> int:
    """Notices of people taken off a decree as died, and of those not seen any more; each once, however often it runs."""
    people: list[tuple[int, Source, int | None]] = [
        (key, Source.DECREE, None) for key in finding.withdrawn_as_dead()
    ]
    known = {key for key, _source, _month in people}
    people += [(key, Source.SILENT, month) for key, month in finding.silent(today) if key not in known]
    found = {each.pk: each for each in _bulk([key for key, _source, _month in people])}
    made = [
        Notice(
            person_id=key,
            village_id=found[key].village_id,
            source=source,
            died=found[key].died if source == Source.DECREE else None,
            last_month=month,
        )
        for key, source, month in people
    ]
    for each in made:
        if each.died:
            each.benefit = finding.worth(found[each.person_id or 0], each.died, today)
    Notice.objects.bulk_create(made, batch_size=1000)
    record("notices", facts={"day": today, "made": len(made)})
    return len(made)


def _bulk(keys: list[int], size: int = 900) -> list[Person]:
    parts = [keys[at : at + size] for at in range(0, len(keys), size)]
    return [person for part in parts for person in Person.objects.filter(pk__in=part)]


def gather_if_any(today: date) -> int:
    """For every day: an act only where there is something new, so that the journal holds no empty lines."""
    if not finding.withdrawn_as_dead() and not finding.silent(today):
        return 0
    return gather(None, today)
