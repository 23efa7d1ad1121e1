"""The page of one claim, and looks at what is sealed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may
from payung.office.claims import presenting, queries
from payung.office.claims.actions import looking
from payung.office.claims.actions.way import FROM
from payung.office.claims.forms import RELATION_WORDS
from payung.office.claims.models import OPEN_STATES, Attachment, Claim, Difference, Outcome, State
from payung.office.core import small_files
from payung.office.core.language import page_language

_STEPS: dict[str, tuple[str, Any]] = {
    State.GATHERED: ("lengkap", May.REPORT_EVENT),
    State.HANDED: ("serahkan", May.HANDLE_CLAIM),
    State.GRANTED: ("kabul", May.HANDLE_CLAIM),
    State.REFUSED: ("tolak", May.HANDLE_CLAIM),
    State.OBJECTED: ("keberatan", May.HANDLE_CLAIM),
    State.PAID: ("bayar", May.HANDLE_CLAIM),
}


def step_words(state: str) -> str:
    return {
        State.GATHERED: _("All documents are here"),
        State.HANDED: _("Handed to BPJS"),
        State.GRANTED: _("BPJS granted it"),
        State.REFUSED: _("BPJS refused it"),
        State.OBJECTED: _("Raise an objection"),
        State.PAID: _("Record money paid"),
    }[State(state)]


def found(request: HttpRequest, public_id: str) -> Claim:
    """The claim, where the user may see it."""
    claim: Claim = get_object_or_404(queries.claims(request.user), public_id=public_id)
    return claim


@needs(May.SEE_CLAIMS)
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    return page(request, found(request, public_id))


@require_POST
@needs(May.SEE_MEDICAL)
def medical(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page once more with the medical words, for one look."""
    held = found(request, public_id)
    return page(request, held, looking.look_medical(request.user, held))


@require_POST
@needs(May.SEE_CLAIMS)
def attachment(request: HttpRequest, public_id: str, attachment_id: str) -> HttpResponse:
    held = get_object_or_404(
        Attachment.objects.select_related("claim"), claim=found(request, public_id), public_id=attachment_id
    )
    content = looking.look_paper(request.user, held)
    return small_files.answer(content, held.kind, held.public_id)


def page(request: HttpRequest, claim: Claim, words: dict[str, Any] | None = None) -> HttpResponse:
    today, tongue = timezone.localdate(), page_language()
    area = claim.village_id
    working = claim.workings.first()
    assert working is not None, "a claim is opened with its working"
    helps = may(request.user, May.REPORT_EVENT, area)
    context = {
        "claim": claim,
        "title": claim.person.name,
        "kind": _kind(claim),
        "tone": presenting.STATE_TONES[claim.state],
        "working": working,
        "owed": presenting.owed(
            working.answer[tongue], working.standing[tongue], medical=may(request.user, May.SEE_MEDICAL, area)
        ),
        "standing": presenting.standing(working.standing[tongue]),
        "still": presenting.still_paid(claim.person, claim.died_on) if claim.died_on else None,
        "late": presenting.running_compensation(claim, today),
        "deadlines": presenting.countdowns(claim, today),
        "papers": _papers(claim, helps),
        "photos": list(claim.attachments.all()),
        "contested": claim.differences.filter(verdict=Difference.Verdict.CONTESTED).exists(),
        "heirs": presenting.heirs(claim, RELATION_WORDS) if claim.outcome == Outcome.DEATH else None,
        "children": presenting.children(claim),
        "may_school": claim.outcome in (Outcome.DEATH, Outcome.TOTAL),
        "compared": presenting.comparison(claim, working) if claim.state == State.PAID else None,
        "visits": claim.visits.all(),
        "steps": claim.steps.select_related("by"),
        "next": _next(request, claim),
        "words": words,
        "may_help": helps and claim.state != State.CANCELLED,
        "may_change": helps and claim.state in (*OPEN_STATES, State.REFUSED),
        "may_handle": may(request.user, May.HANDLE_CLAIM, area),
        "may_medical": may(request.user, May.SEE_MEDICAL, area) and words is None,
        "may_cancel": helps and claim.state in (State.REPORTED, State.GATHERED),
        "reporter": looking.reporter_of(claim) if helps else None,
    }
    return render(request, "claims/claim.html", context)


def _kind(claim: Claim) -> str:
    words = claim.get_kind_display()
    return f"{words}, {claim.get_outcome_display().lower()}" if claim.kind != "death" else words


def _papers(claim: Claim, helps: bool) -> list[dict[str, Any]]:
    tongue = page_language()
    found = []
    for paper in claim.papers.all():
        if paper.spared:
            status, tone = _("Not needed"), "muted"
        elif paper.came:
            status, tone = _("Here"), "ok"
        else:
            status, tone = _("Missing"), "wait"
        found.append(
            {
                "title": paper.name if tongue == "id" else paper.name_en,
                "hint": paper.spared or _("Fetched by: %(who)s") % {"who": paper.get_fetcher_display()},
                "status": status,
                "tone": tone,
                "href": reverse("claim_paper", args=[claim.public_id, paper.public_id]) if helps else "",
            }
        )
    return found


def _next(request: HttpRequest, claim: Claim) -> list[dict[str, str]]:
    """The steps that may follow now, by what this user may do."""
    steps = []
    missing = claim.papers.filter(came=None, spared="").exists()
    for state, (slug, needed) in _STEPS.items():
        if claim.state not in FROM[state] or not may(request.user, needed, claim.village_id):
            continue
        if state in (State.GATHERED, State.HANDED) and missing:
            continue  # the list of documents says what to do first
        steps.append(
            {"words": step_words(state), "href": reverse("claim_step", args=[claim.public_id, slug])}
        )
    return steps
