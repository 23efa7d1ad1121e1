"""Acts of sending a list: uploaded, its columns set, confirmed, held ones resumed, cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

from django.db.models import Exists, OuterRef
from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Language, Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, Refused, covers, may, require
from payung.office.areas.models import Area
from payung.office.core import store
from payung.office.core.vault import seal_fields, unseal_fields
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme
from payung.office.proposals import previewing
from payung.office.proposals.mending import IDENTIFIER, REPLY_HEADINGS
from payung.office.proposals.models import (
    COMING,
    SEALED_FILE,
    SEALED_PREVIEW,
    ColumnMemory,
    Reply,
    Row,
    Stage,
    Submission,
)
from payung.office.proposals.tasks import enqueue
from payung.office.proposals.writing import delete_partial

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
STOPPABLE = (Stage.PREVIEW, Stage.HELD, *COMING)


def upload(
    actor: Any,
    *,
    programme: Programme,
    area: Area,
    file_name: str,
    chunks: Iterable[bytes],
    mends: Submission | None = None,
    by_hand: bool = False,
) -> Submission:
    """Keep an upload and show what was understood of it. Reading comes before the act and holds no lock.

    A reply workbook that is sent back is recognised by its hidden column, also where ``mends`` was not chosen.

    Raises Refused; UnusableInput for a file that cannot be read or was sent already. Nothing is kept then.
    """
    _may_propose(actor, programme, area)
    with store.keeping(chunks, SEALED_FILE) as kept:
        mapping: dict[str, dict[str, str]] = {}
        with store.opened(kept.name, SEALED_FILE, Path(file_name).suffix.lower()) as path:
            understood = previewing.understand(path, file_name, area, mapping)
            remembered = _remembered(area, understood)
            if remembered:
                mapping = remembered
                understood = previewing.understand(path, file_name, area, mapping)
        return submit(
            actor,
            programme=programme,
            area=area,
            file_name=file_name,
            kept=kept,
            understood=understood,
            mapping=mapping,
            mends=mends or recognised(understood, programme, area),
            by_hand=by_hand,
        )


@act("proposals.submit")
def submit(
    actor: Any,
    *,
    programme: Programme,
    area: Area,
    file_name: str,
    kept: store.Kept,
    understood: Mapping[str, Any],
    mapping: Mapping[str, Mapping[str, str]],
    mends: Submission | None,
    by_hand: bool,
) -> Submission:
    """A kept file becomes a submission that waits for its sender's confirmation."""
    _may_propose(actor, programme, area)
    _check_mends(programme, area, mends)
    twin = (
        Submission.objects.filter(programme=programme, area=area, sha256=kept.sha256)
        .exclude(stage__in=(Stage.CANCELLED, Stage.UNUSABLE))
        .first()
    )
    if twin:
        sent = timezone.localdate(twin.uploaded)
        raise UnusableInput(
            Text(
                "berkas ini sudah dikirim pada {day} sebagai “{name}”",
                "this file was sent on {day} as “{name}”",
            ).format(day=Text(date_in_words(sent, "id"), date_in_words(sent, "en")), name=twin.file_name),
            Text(
                "Buka “{name}” di halaman Usulan; bila ada yang Anda ubah, simpan dahulu berkasnya, lalu kirim lagi",
                "Open “{name}” on the page Proposals; if you changed something, save the file first, then send it again",
            ).format(name=twin.file_name),
        )
    submission = Submission.objects.create(
        programme=programme,
        area=area,
        file_name=file_name[:200],
        by_hand=by_hand,
        file=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        preview=seal_fields(understood, SEALED_PREVIEW),
        mapping=mapping,
        mends=mends,
        uploaded_by=actor,
        stage=Stage.PREVIEW,
    )
    record(
        f"submission:{submission.public_id}",
        area=area.code,
        facts={
            "programme": programme.public_id,
            "sha256": kept.sha256,
            "size": kept.size,
            "mends": mends.public_id if mends else None,
        },
    )
    return submission


def remap(actor: Any, submission: Submission, mapping: Mapping[str, Mapping[str, str]]) -> Submission:
    """Read the file again with columns set by hand, and show what is understood now. Raises Refused, UnusableInput."""
    require(actor, May.PROPOSE, submission.area_id)
    if submission.stage != Stage.PREVIEW:
        raise _too_late()
    ending = Path(submission.file_name).suffix.lower()
    with store.opened(submission.file, SEALED_FILE, ending) as path:
        understood = previewing.understand(path, submission.file_name, submission.area, mapping)
    return set_columns(actor, submission, mapping, understood)


@act("proposals.set_columns")
def set_columns(
    actor: Any,
    submission: Submission,
    mapping: Mapping[str, Mapping[str, str]],
    understood: Mapping[str, Any],
) -> Submission:
    """Columns as the user set them, by sheet."""
    require(actor, May.PROPOSE, submission.area_id)
    submission = _locked(submission, (Stage.PREVIEW,))
    submission.mapping = dict(mapping)
    submission.preview = seal_fields(understood, SEALED_PREVIEW)
    submission.save(update_fields=["mapping", "preview"])
    record(f"submission:{submission.public_id}", area=submission.area_id, facts={"sheets": sorted(mapping)})
    return submission


@act("proposals.confirm")
def confirm(actor: Any, submission: Submission, *, on: date | None = None) -> Submission:
    """What was understood is right: queue the check, and remember the columns for the next file of this shape.

    ``on`` is the day by which ages and lists count: the day of a list on paper that is entered late, else today.
    """
    require(actor, May.PROPOSE, submission.area_id)
    submission = _locked(submission, (Stage.PREVIEW,))
    if submission.programme.closed:
        raise _closed(submission.programme)
    for shape, columns in previewing.taught(preview_of(submission), submission.mapping).items():
        ColumnMemory.objects.update_or_create(
            area_id=_regency(submission.area),
            shape=shape,
            defaults={"mapping": columns, "taught_by": actor},
        )
    _queue(submission, on)
    record(
        f"submission:{submission.public_id}",
        area=submission.area_id,
        facts={"on": on.isoformat()} if on else {},
    )
    return submission


@act("proposals.resume")
def resume(actor: Any, submission: Submission) -> Submission:
    """Check a held submission again, by hand. Raises Refused; UnusableInput where it is not held."""
    if not may(actor, May.PROPOSE, submission.area_id):
        require(actor, May.REVIEW, submission.area_id)
    return _resume(submission)


@act("proposals.requeue")
def requeue(actor: Any, submission: Submission) -> Submission:
    """The same by the office itself, once the list that was missing is there. The actor is who sent the file."""
    return _resume(submission)


def _resume(submission: Submission) -> Submission:
    submission = _locked(submission, (Stage.HELD,))
    _queue(submission)
    record(f"submission:{submission.public_id}", area=submission.area_id)
    return submission


@act("proposals.cancel")
def cancel(actor: Any, submission: Submission) -> Submission:
    """Stop a submission that is not checked yet. A running job notices at its next step and writes nothing more."""
    require(actor, May.PROPOSE, submission.area_id)
    submission = _locked(submission, STOPPABLE)
    before = submission.stage
    submission.stage, submission.lease, submission.preview = Stage.CANCELLED, None, None
    submission.save(update_fields=["stage", "lease", "preview"])
    delete_partial(submission.pk)
    record(f"submission:{submission.public_id}", area=submission.area_id, facts={"stage": before})
    return submission


def preview_of(submission: Submission) -> dict[str, Any]:
    """What was understood of a submission that waits for confirmation; empty where nothing is kept."""
    return unseal_fields(submission.preview, SEALED_PREVIEW) if submission.preview else {}


def _queue(submission: Submission, on: date | None = None) -> None:
    submission.stage = Stage.QUEUED
    submission.verified_on = on or timezone.localdate()
    submission.tries, submission.lease = 0, None
    submission.problem_id = submission.problem_en = ""
    submission.save(update_fields=["stage", "verified_on", "tries", "lease", "problem_id", "problem_en"])
    enqueue(submission)


def _remembered(area: Area, understood: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    shapes = previewing.shapes(understood)
    known = dict(
        ColumnMemory.objects.filter(area_id=_regency(area), shape__in=shapes.values()).values_list(
            "shape", "mapping"
        )
    )
    return {sheet: known[shape] for sheet, shape in shapes.items() if shape in known}


def _regency(area: Area) -> str:
    return area.regency or area.code


def _may_propose(actor: Any, programme: Programme, area: Area) -> None:
    require(actor, May.PROPOSE, area.code)
    if not covers(programme.area_id, area.code):
        raise Refused(May.PROPOSE, programme.area_id)
    if programme.closed:
        raise _closed(programme)


def recognised(understood: Mapping[str, Any], programme: Programme, area: Area) -> Submission | None:
    """The list whose reply this is, by the identifiers of its rows; None where it is none, or of several lists. Raises
    UnusableInput for the reply to another village, and for one whose identifiers are gone where several lists wait."""
    told = {
        sample.strip()
        for sheet in understood["sheets"]
        for column in sheet["columns"]
        if column["heading"].strip() == IDENTIFIER
        for sample in column["samples"]
    }
    above = [".".join(area.code.split(".")[:n]) for n in range(1, area.code.count(".") + 2)]
    of = Submission.objects.filter(
        programme=programme, area_id__in=above, stage=Stage.READY, rows__public_id__in=told
    )
    found = list(of.distinct()[:2]) if told else []
    if told and not found:
        _check_is_own(told)
    if not told and _looks_like_reply(understood):
        found = list(
            Submission.objects.filter(programme=programme, area_id__in=above, stage=Stage.READY)
            .filter(Exists(Reply.objects.filter(submission=OuterRef("pk"))))
            .order_by("-pk")[:2]
        )
        if len(found) > 1:
            raise UnusableInput(
                Text(
                    "ini buku balasan, tetapi kolom ID Payung tidak ada lagi di dalamnya",
                    "this is a reply workbook, but its column ID Payung is gone",
                ),
                Text(
                    "Pilih di bawah ini daftar mana yang dibenahi, lalu kirim lagi",
                    "Choose below which list it mends, then send it again",
                ),
            )
    return found[0] if len(found) == 1 else None


def _check_is_own(told: set[str]) -> None:
    """``told``: identifiers of rows that no list of the village or above it has."""
    if Row.objects.filter(public_id__in=told).exists():
        raise UnusableInput(
            Text(
                "ini buku balasan untuk desa atau program lain",
                "this reply is for another village or programme",
            ),
            Text(
                "Kirim buku kerja yang diunduh dari halaman usulan desa Anda sendiri, ke program yang sama",
                "Send the workbook that was downloaded from your own village's list, to the same programme",
            ),
        )


def _looks_like_reply(understood: Mapping[str, Any]) -> bool:
    """Whether the headings of a reply stand in it, in either language."""
    headings = {c["heading"].strip() for sheet in understood["sheets"] for c in sheet["columns"]}
    return any(
        headings >= {title.to(language) for title in REPLY_HEADINGS} for language in get_args(Language)
    )


def _check_mends(programme: Programme, area: Area, mends: Submission | None) -> None:
    """A village may mend its rows of a list that its kecamatan or regency sent."""
    if mends is None:
        return
    is_of = mends.programme_id == programme.pk and covers(mends.area_id, area.code)
    if not is_of or mends.stage != Stage.READY:
        raise UnusableInput(
            Text(
                "usulan yang dibenahi bukan dari program dan wilayah ini, atau belum selesai diperiksa",
                "the proposal to mend is of another programme or area, or not checked yet",
            ),
            Text("Pilih usulan yang benar", "Choose the right one"),
        )


def _locked(submission: Submission, stages: Iterable[str]) -> Submission:
    locked = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("programme", "area")
        .filter(pk=submission.pk, stage__in=tuple(stages))
        .first()
    )
    if locked is None:
        raise _too_late()
    return locked


def _closed(programme: Programme) -> UnusableInput:
    return UnusableInput(
        Text(f"program {programme.name} sudah ditutup", f"the programme {programme.name} is closed"),
        Text("Pilih program lain", "Choose another programme"),
    )


def _too_late() -> UnusableInput:
    return UnusableInput(
        Text("usulan ini sudah beralih ke tahap lain", "this proposal has moved on to another stage"),
        Text(
            "Muat ulang halamannya untuk melihat keadaan sekarang", "Reload the page to see how it stands now"
        ),
    )
