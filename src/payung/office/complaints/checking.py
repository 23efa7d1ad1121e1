"""A citizen's look at the own cover: yes for whoever holds the card, and one and the same answer for all else.

See decision 27. Every asking takes the same statements, found or not; comparisons take the same time.
"""

from __future__ import annotations

from datetime import date
from hmac import compare_digest

from payung.law.month import Month
from payung.office.core.vault import blind_index
from payung.office.cover.models import Membership, PersonMonth
from payung.office.people.models import Person

_NOBODY = 0


def is_covered(*, nik: str, birth_date: date, code: str, today: date) -> bool:
    """Whether these three belong together and BPJS holds that member in cover this month."""
    by_card = Membership.objects.filter(card_code=_plain(code)).values_list("person_id", flat=True).first()
    by_nik = Person.objects.filter(nik_index=blind_index(nik)).values_list("pk", "birth_date", "died").first()
    person, born, died = by_nik or (_NOBODY, None, None)
    held = PersonMonth.objects.filter(
        person=person, month=Month.of(today).number, enrolled_by__isnull=False, withdrawn_by=None
    ).exists()
    same_card = compare_digest(str(by_card or "-"), str(person))
    same_day = compare_digest(str(born), birth_date.isoformat())
    return same_card & same_day & held & (died is None) & (person != _NOBODY)


def _plain(code: str) -> str:
    return "".join(sign for sign in code.lower() if sign.isalnum())[:12]
