"""Pages that add something to a claim: one form each, and the act behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, require
from payung.office.claims import files, forms, presenting
from payung.office.claims.actions import facts, looking, papers, reporting, way
from payung.office.claims.actions.facts import HeirFacts
from payung.office.claims.models import Claim, Paper, Working
from payung.office.claims.views.claim import found, step_words
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.core.vault import unseal_fields


def asked(
    request: HttpRequest,
    claim: Claim,
    form: Any,
    title: str,
    do: Callable[[Any], object],
    *,
    lead: str = "",
    said: str = "",
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """One form and its act; what the act finds unusable stands at the field."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error, error.place.column if error.place.column in form.fields else None)
        else:
            messages.success(request, said or _("Kept."))
            return redirect("claim", claim.public_id)
    context = {
        "claim": claim,
        "form": form,
        "title": title,
        "lead": lead or f"{claim.person.name}, {presenting.day_words(claim.day)}",
        "multipart": form.is_multipart(),
        **(extra or {}),
    }
    return render(request, "claims/form.html", context, status=422 if form.errors else 200)


@needs(May.SEE_MEDICAL)
def set_facts(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the sum depends on. Opening the form shows medical words: that is a look, and journalled."""
    claim = found(request, public_id)
    require(request.user, May.REPORT_EVENT, claim.village_id)
    if request.method == "POST":
        form = forms.FactsForm(claim, request.POST)
    else:
        held = looking.look_medical(request.user, claim).get("facts", {})
        own = {"outcome": claim.outcome, "died_on": claim.died_on, "doctor_statement": claim.doctor_statement}
        form = forms.FactsForm(claim, initial=forms.FactsForm.opened(held) | own)

    def do(given: dict[str, Any]) -> None:
        own = {key: given[key] for key in ("outcome", "died_on", "doctor_statement")}
        facts.set_facts(request.user, claim, facts=form.facts(), **own)

    said = _("The sum is computed anew; the earlier working is kept.")
    return asked(request, claim, form, _("Costs and days"), do, said=said)


@needs(May.REPORT_EVENT)
def add_heir(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = found(request, public_id)
    form = forms.HeirForm(request.POST or None, initial=_known_heir(claim))
    return asked(
        request,
        claim,
        form,
        _("Add an heir"),
        lambda given: facts.add_heir(request.user, claim, HeirFacts(**given)),
    )


def _known_heir(claim: Claim) -> dict[str, str]:
    """The heir named at enrolment, so that nothing is typed again; nothing once heirs are recorded."""
    from payung.office.people.models import SEALED

    if claim.heirs.exists():
        return {}
    held = (unseal_fields(claim.person.sealed, SEALED).get("heirs") or [{}])[0]
    return {key: str(held.get(key, "")) for key in ("name", "phone") if held.get(key)}


@require_POST
@needs(May.REPORT_EVENT)
def remove_heir(request: HttpRequest, public_id: str, heir_id: str) -> HttpResponse:
    claim = found(request, public_id)
    facts.remove_heir(request.user, get_object_or_404(claim.heirs, public_id=heir_id))
    messages.success(request, _("Taken off the list."))
    return redirect("claim", public_id)


@needs(May.REPORT_EVENT)
def dispute(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = found(request, public_id)
    form = forms.DisputeForm(request.POST or None, initial={"words": claim.dispute})
    return asked(
        request,
        claim,
        form,
        _("Dispute among the heirs"),
        lambda given: facts.set_dispute(request.user, claim, given["words"]),
    )


@needs(May.REPORT_EVENT)
def add_child(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = found(request, public_id)
    form = forms.ChildForm(request.POST or None)

    def do(given: dict[str, Any]) -> None:
        facts.add_child(request.user, claim, **given | {"grade": given["grade"] or 1})

    return asked(request, claim, form, _("Add a child"), do)


@needs(May.REPORT_EVENT)
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = found(request, public_id)
    form = forms.ReasonForm(request.POST or None)
    return asked(
        request,
        claim,
        form,
        _("Reported by mistake"),
        lambda given: reporting.cancel(request.user, claim, given["why"]),
        lead=_("The claim is closed and stays in the list as a mistake. Its papers are kept."),
    )


@needs(May.REPORT_EVENT)
def paper(request: HttpRequest, public_id: str, paper_id: str) -> HttpResponse:
    """One paper: photograph it, note that it came, or say why it is not needed."""
    claim = found(request, public_id)
    held = get_object_or_404(Paper.objects.select_related("claim"), claim=claim, public_id=paper_id)
    photo, reason = forms.PaperForm(), forms.ReasonForm()
    if request.method == "POST":
        uploads.check(request)
        try:
            done, photo, reason = _act_on_paper(request, held)
        except UnusableInput as error:
            photo = forms.PaperForm(request.POST, request.FILES)
            photo.is_valid()
            put_on(photo, error)
            done = False
        if done:
            messages.success(request, _("Kept."))
            return redirect("claim", public_id)
    name = held.name if page_language() == "id" else held.name_en
    context = {"claim": claim, "paper": held, "title": name, "photo": photo, "reason": reason}
    wrong = photo.errors or reason.errors
    return render(request, "claims/paper.html", context, status=422 if wrong else 200)


def _act_on_paper(request: HttpRequest, held: Paper) -> tuple[bool, forms.PaperForm, forms.ReasonForm]:
    do = request.POST.get("do", "")
    photo, reason = forms.PaperForm(), forms.ReasonForm()
    if do == "came":
        papers.paper_came(request.user, held)
        return True, photo, reason
    if do == "spare":
        reason = forms.ReasonForm(request.POST)
        if reason.is_valid():
            papers.spare(request.user, held, reason.cleaned_data["why"])
        return reason.is_valid(), photo, reason
    photo = forms.PaperForm(request.POST, request.FILES)
    if not photo.is_valid():
        return False, photo, reason
    file = photo.cleaned_data["file"]
    papers.attach(request.user, held, files.keep(file.name, file.chunks(), waiting=True))
    return True, photo, reason


@needs(May.SEE_CLAIMS)
def step(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """One step of the way; each act asks for its own permission."""
    claim = found(request, public_id)
    if slug == "bayar":
        return _pay(request, claim)
    acts: dict[str, tuple[str, Any, Any]] = {
        "lengkap": ("gathered", forms.StepForm, way.gathered),
        "serahkan": ("handed", forms.StepForm, way.hand_over),
        "kabul": ("granted", forms.StepForm, way.grant),
        "tolak": ("refused", forms.ReasonedStepForm, way.refuse),
        "keberatan": ("objected", forms.ReasonedStepForm, way.raise_objection),
    }
    if slug not in acts:
        raise Http404
    state, form_class, act = acts[slug]
    require(request.user, May.REPORT_EVENT if slug == "lengkap" else May.HANDLE_CLAIM, claim.village_id)
    form = form_class(request.POST or None)
    return asked(request, claim, form, step_words(state), lambda given: act(request.user, claim, **given))


def _pay(request: HttpRequest, claim: Claim) -> HttpResponse:
    require(request.user, May.HANDLE_CLAIM, claim.village_id)
    working = claim.workings.first()
    assert working is not None, "a claim is opened with its working"
    people = {row["id"]: row["name"] for row in presenting.heirs(claim, forms.RELATION_WORDS)["rows"]}
    form = forms.PayForm(list(people.items()), _open_lines(claim, working), request.POST or None)

    def do(given: dict[str, Any]) -> None:
        heir = claim.heirs.filter(public_id=given["heir"]).first() if given["heir"] else None
        way.pay(request.user, claim, dated=given["dated"], amounts=form.amounts(), heir=heir, to=given["to"])

    return asked(request, claim, form, step_words("paid"), do, said=_("The payment is kept."))


def _open_lines(claim: Claim, working: Working) -> list[tuple[str, str, int]]:
    """Every line owed, with what is still open of it; a line that BPJS pays besides may be named too."""
    rows = presenting.comparison(claim, working)
    lines = [(row["code"], row["label"], max(0, row["owed"] - row["paid"])) for row in rows]
    if "late_payment" not in {code for code, _words, _amount in lines}:
        lines.append(("late_payment", presenting.code_words("late_payment"), 0))
    return lines


@needs(May.HANDLE_CLAIM)
def difference(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    claim = found(request, public_id)
    working = claim.workings.first()
    assert working is not None, "a claim is opened with its working"
    row = next((row for row in presenting.comparison(claim, working) if row["code"] == code), None)
    if row is None:
        raise Http404
    form = forms.DifferenceForm(request.POST or None, initial={"why": row["why"]})
    return asked(
        request,
        claim,
        form,
        _("Difference: %(line)s") % {"line": row["label"]},
        lambda given: way.judge_difference(request.user, claim, code=code, **given),
    )
