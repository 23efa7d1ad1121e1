"""Membership cards of those whom BPJS holds, by list and village; printing them stands in the journal."""

from __future__ import annotations

import hashlib
from typing import Any

from payung.documents.cards import Card, cards_pdf
from payung.language import same
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.core.vault import unseal, unseal_fields
from payung.office.cover.models import SEALED_KPJ
from payung.office.cover.queries import cards
from payung.office.decisions.models import Decision
from payung.office.journal.acts import act, record
from payung.office.people.models import SEALED


@act("cards.print")
def print_cards(actor: Any, decision: Decision, *, village: str = "", phone: str = "-") -> bytes:
    """Cards as PDF. ``phone`` is the office's, for the back. Raises UnusableInput where nobody is enrolled."""
    area = decision.programme.area_id
    require(actor, May.ISSUE_CARDS, village or area)
    first = Month.from_number(decision.first_month)
    last = first + (decision.months - 1)
    period = f"{first.to('id')} – {last.to('id')}"
    printed = [
        Card(
            name=member.person.name,
            kpj=unseal(member.sealed, SEALED_KPJ).decode(),
            nik=unseal_fields(member.person.sealed, SEALED)["nik"],
            programme=decision.programme.name,
            village=member.person.village.name,
            period=same(period).id,
            token=member.card_code,
        )
        for member in cards(decision, village)
    ]
    paper = cards_pdf(printed, region=decision.programme.area.name, phone=phone)
    record(
        f"decision:{decision.public_id}",
        area=village or area,
        facts={"cards": len(printed), "sha256": hashlib.sha256(paper).hexdigest()},
    )
    return paper
