"""Papers of a decision: the annex, the Word letter, the office's own template; each download stands in the journal."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from payung.documents.decree_annex import annex_pdf, annex_xlsx
from payung.documents.letter import check_template, default_template, render
from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, may, require
from payung.office.decisions.models import Decision, LetterTemplate, Signing
from payung.office.decisions.papers import decree, letter_context, lines
from payung.office.journal.acts import act, record

Form = Literal["pdf", "xlsx"]


@act("decision.annex")
def export_annex(actor: Any, decision: Decision, form: Form, *, full_nik: bool = False) -> bytes:
    """The annex. Whole NIKs only for whoever may see them; a draft is marked as one."""
    area = decision.programme.area_id
    require(actor, May.SEE_DECISIONS, area)
    if full_nik:
        require(actor, May.SEE_NIK, area)
    make = annex_pdf if form == "pdf" else annex_xlsx
    paper = make(decree(decision), lines(decision), full_nik=full_nik)
    record(
        f"decision:{decision.public_id}", area=area, facts=_said(paper) | {"form": form, "full_nik": full_nik}
    )
    return paper


@act("decision.letter")
def export_letter(actor: Any, decision: Decision) -> bytes:
    """The decree as a Word letter, from the newest template of the area, else from Payung's own."""
    area = decision.programme.area_id
    require(actor, May.SEE_DECISIONS, area)
    template = LetterTemplate.objects.filter(area_id=area, kind=LetterTemplate.Kind.DECREE).first()
    content = bytes(template.content) if template else default_template("decree")
    paper = render(content, letter_context(decision))
    record(
        f"decision:{decision.public_id}",
        area=area,
        facts=_said(paper) | {"template": template.public_id if template else ""},
    )
    return paper


@act("template.upload")
def upload_template(actor: Any, area_code: str, *, file_name: str, content: bytes) -> LetterTemplate:
    """Replace the area's letter. Raises UnusableInput naming what is wrong with the template."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    check_template(content, "decree")
    template = LetterTemplate.objects.create(
        area_id=area_code,
        file_name=file_name[:200],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=actor,
    )
    record(
        f"template:{template.public_id}", area=area_code, facts={"file": template.file_name, **_said(content)}
    )
    return template


@act("signing.set")
def set_signing(
    actor: Any,
    area_code: str,
    *,
    regulation: str,
    title: str,
    name: str,
    place: str,
    rank: str = "",
    nip: str = "",
) -> Signing:
    """Who signs the area's decrees from now on."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    said = {"regulation": regulation, "title": title, "name": name, "place": place, "rank": rank, "nip": nip}
    said = {key: " ".join(value.split()) for key, value in said.items()}
    for key in ("regulation", "title", "name", "place"):
        if not said[key]:
            raise UnusableInput(
                Text("Isian ini kosong", "This field is empty"),
                Text("Isi lebih dulu", "Fill it first"),
                Place(column=key),
            )
    signing, _ = Signing.objects.update_or_create(area_id=area_code, defaults=said)
    record(f"signing:{area_code}", area=area_code, facts={"title": said["title"]})
    return signing


def sees_nik(user: Any, decision: Decision) -> bool:
    return may(user, May.SEE_NIK, decision.programme.area_id)


def _said(paper: bytes) -> dict[str, Any]:
    return {"bytes": len(paper), "sha256": hashlib.sha256(paper).hexdigest()}
