"""The printable letter of a reply, by the documents engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from payung.documents.signature import Signatory
from payung.documents.village_reply import Dropped, Reason, Reply, village_reply_pdf
from payung.office.areas.models import Area, Level
from payung.office.proposals import models
from payung.office.proposals.models import MENDABLE, Outcome, Standing
from payung.office.proposals.queries import Told, sealed_of
from payung.office.proposals.reply import rows_to_mend

_NEARLY = 10  # of sixteen digits


def pdf(made: models.Reply, village: Area | None = None) -> bytes:
    """The letter for a reply, in Indonesian, on the rows as they stand now; NIKs are masked on paper. ``village``:
    the letter to one village of a list of several."""
    submission, area = made.submission, village or made.submission.area
    people = [_dropped(row, told) for row, told in rows_to_mend(submission, village.code if village else "")]
    rest = submission.rows.exclude(standing__in=MENDABLE)
    others = (rest.filter(village=village) if village else rest).count()
    if len({person.get("sheet") for person in people}) == 1:
        people = [{**person, "sheet": ""} for person in people]
    district = area.parent
    head = Reply(
        number=made.public_id,
        written=timezone.localdate(made.made),
        addressee=_addressee(area),
        village=area.name,
        district=district.name if district and area.level == Level.VILLAGE else "",
        programme=submission.programme.name,
        file=submission.file_name,
        received=timezone.localdate(submission.uploaded),
        proposed=len(people) + others,
        eligible=others,
        answer_by=made.mend_by,
        contact=str(made.made_by),
        phone=made.made_by.phone,
        signatory=Signatory(title="Verifikator", name=str(made.made_by)),
    )
    return village_reply_pdf(head, people)


def _addressee(area: Area) -> str:
    """Whom the letter is to."""
    if area.level != Level.VILLAGE:
        return area.name
    return f"Lurah {area.name}" if area.is_kelurahan else f"Kepala Desa atau Wali Nagari {area.name}"


def _dropped(row: models.Row, told: Sequence[Told]) -> Dropped:
    reasons = [_reason(each) for each in told if each.finding.outcome != Outcome.ELIGIBLE]
    if row.reviewed_by_id and row.review_reason and row.standing != Standing.SECOND:
        reasons.append(Reason(reason=row.review_reason, mend="", evidence="Pemeriksaan", evidence_date=None))
    return Dropped(
        row=row.row,
        sheet=row.sheet,
        name=row.name or "-",
        nik=_number(sealed_of(row)),
        outcome="review" if row.outcome == Outcome.REVIEW else "refused",
        reasons=reasons,
    )


def _number(sealed: Mapping[str, Any]) -> str:
    """The NIK, or what was written in its place where that is nearly one."""
    written = str(sealed.get("nik_written", ""))
    return sealed.get("nik") or (written if sum(sign.isdigit() for sign in written) > _NEARLY else "")


def _reason(told: Told) -> Reason:
    rests_on = told.finding.list
    return Reason(
        reason=told.reason.said(told.said, mask="*").id,
        mend=told.reason.remedy.id,
        evidence=rests_on.name if rests_on else told.reason.basis.id,
        evidence_date=rests_on.dated if rests_on else None,
    )
