"""The act of replying to a village: a workbook of its own rows, why each fell out, what to mend and by when."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.core import store
from payung.office.core.vault import SealBroken
from payung.office.journal.acts import act, record
from payung.office.proposals import reply
from payung.office.proposals.models import SEALED_REPLY, Reply, Stage, Submission

DAYS_TO_MEND = timedelta(days=14)


@act("proposals.reply")
def send_reply(actor: Any, submission: Submission, mend_by: date) -> Reply:
    """Make the reply as it stands now and keep it; the village finds it on its submission's page.

    Raises Refused; UnusableInput where nothing is to be mended, nothing is checked yet, or the day has passed.
    """
    require(actor, May.REPLY, submission.area_id)
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("programme", "area")
        .get(pk=submission.pk)
    )
    if submission.stage != Stage.READY:
        raise UnusableInput(
            Text("usulan ini belum selesai diperiksa", "this proposal is not checked yet"),
            Text("Tunggu sampai selesai, lalu balas", "Wait until it is, then reply"),
        )
    if mend_by < timezone.localdate():
        raise UnusableInput(
            Text("batas waktu sudah lewat", "the day has passed"),
            Text("Pilih hari yang akan datang", "Choose a day ahead"),
        )
    rows = list(reply.rows_to_mend(submission))
    if not rows:
        raise UnusableInput(
            Text("tidak ada baris yang perlu dibenahi", "there is no row to mend"),
            Text("Balasan tidak diperlukan", "No reply is needed"),
        )
    content = reply.workbook(submission, rows, mend_by)
    kept = store.keep([content], SEALED_REPLY)
    made = Reply.objects.create(
        submission=submission,
        mend_by=mend_by,
        rows=len(rows),
        file=kept.name,
        sha256=kept.sha256,
        made_by=actor,
    )
    submission.mend_by = mend_by
    submission.save(update_fields=["mend_by"])
    record(
        f"submission:{submission.public_id}",
        area=submission.area_id,
        facts={"reply": made.public_id, "rows": len(rows), "mend_by": mend_by, "sha256": kept.sha256},
    )
    return made


@act("proposals.reply_village")
def take_village_reply(actor: Any, made: Reply, village: Area) -> bytes:
    """The part of a reply that is one village's, as its rows stand now. Raises Refused; UnusableInput where the
    village has no row to mend."""
    submission = made.submission
    require(actor, May.SEE_NIK, village.code)
    rows = list(reply.rows_to_mend(submission, village.code))
    if not rows:
        raise UnusableInput(
            Text("tidak ada baris desa ini yang perlu dibenahi", "there is no row of this village to mend"),
            Text("Balasan tidak diperlukan", "No reply is needed"),
        )
    content = reply.workbook(submission, rows, made.mend_by, village)
    record(
        f"submission:{submission.public_id}",
        area=village.code,
        facts={"reply": made.public_id, "rows": len(rows), "sha256": hashlib.sha256(content).hexdigest()},
    )
    return content


@act("proposals.reply_download")
def take_reply(actor: Any, made: Reply) -> bytes:
    """The workbook of a reply: it names people in full, so that each download leaves a line."""
    submission = made.submission
    require(actor, May.SEE_NIK, submission.area_id)
    content = b"".join(store.read(made.file, SEALED_REPLY))
    if hashlib.sha256(content).hexdigest() != made.sha256:
        raise SealBroken(SEALED_REPLY)
    record(f"submission:{submission.public_id}", area=submission.area_id, facts={"reply": made.public_id})
    return content
