"""Acts on what was agreed, and on photos. Each look at a photo is an act: it shows faces."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.core import small_files, store
from payung.office.journal.acts import act, record
from payung.office.outreach.models import STORED_PHOTO, Activity, FollowUp, Photo, State


@act("follow_up.agree")
def agree(actor: Any, activity: Activity, *, what: str, owner: str, due: date) -> FollowUp:
    """Something was agreed: who does it, and by when."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    for column, value in (("what", what), ("owner", owner)):
        if not value.strip():
            raise UnusableInput(
                Text("Isian ini kosong", "This field is empty"),
                Text("Isi lebih dulu", "Fill it first"),
                Place(column=column),
            )
    if activity.state == State.CANCELLED or due < activity.day:
        raise UnusableInput(
            Text("Tenggatnya sebelum hari kegiatan", "It would be due before the activity")
            if activity.state != State.CANCELLED
            else Text("Kegiatan ini dibatalkan", "This activity was cancelled"),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="due"),
        )
    made = FollowUp.objects.create(
        activity=activity, what=what.strip()[:300], owner=owner.strip()[:120], due=due
    )
    record(
        f"activity:{activity.public_id}",
        area=activity.area_id,
        facts={"follow_up": made.public_id, "owner": made.owner, "due": due},
    )
    return made


@act("follow_up.end")
def end(actor: Any, follow_up: FollowUp, *, how: str, ended_on: date, note: str = "") -> FollowUp:
    """Done, or dropped with the reason. Once ended it stays ended."""
    activity = follow_up.activity
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = FollowUp.objects.select_for_update(no_key=True, of=("self",)).get(pk=follow_up.pk)
    if kept.end:
        raise UnusableInput(
            Text("Tindak lanjut ini sudah diselesaikan", "This was ended already"),
            Text("Tidak ada yang diubah", "Nothing was changed"),
        )
    if how not in FollowUp.End.values or (how == FollowUp.End.DROPPED and not note.strip()):
        raise UnusableInput(
            Text("Alasannya kosong", "The reason is missing"),
            Text("Tulis mengapa tidak dikerjakan", "Write why it is not done"),
            Place(column="note"),
        )
    if not activity.day <= ended_on <= timezone.localdate():
        raise UnusableInput(
            Text(
                "Tanggalnya harus antara hari kegiatan dan hari ini",
                "The day must lie between the activity and today",
            ),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="ended_on"),
        )
    kept.end, kept.ended_on, kept.note, kept.ended_by = how, ended_on, note.strip()[:500], actor
    kept.save()
    record(
        f"activity:{activity.public_id}",
        area=activity.area_id,
        why=kept.note,
        facts={"follow_up": kept.public_id, "end": how, "ended_on": ended_on},
    )
    return kept


@act("photo.add")
def add_photo(actor: Any, activity: Activity, stored: small_files.Stored, *, caption: str = "") -> Photo:
    """Keep a photo or a scanned paper. Raises UnusableInput for the same file twice."""
    require(actor, May.MANAGE_OUTREACH, activity.area_id)
    kept = small_files.settle(stored, STORED_PHOTO)
    try:
        with transaction.atomic():
            photo = Photo.objects.create(
                activity=activity, caption=caption.strip()[:160], file_name=kept.file_name, kind=kept.kind,
                file=kept.file, size=kept.size, sha256=kept.sha256, added_by=actor,
            )  # fmt: skip
    except IntegrityError as error:
        store.remove(kept.file)
        raise UnusableInput(
            Text("Berkas ini sudah ada pada kegiatan ini", "This file is on the activity already"),
            Text("Pilih foto lain", "Choose another photo"),
            Place(column="photos"),
        ) from error
    transaction.on_commit(lambda: store.remove(stored.file))
    record(
        f"activity:{activity.public_id}",
        area=activity.area_id,
        facts={"photo": photo.public_id, "sha256": photo.sha256},
    )
    return photo


@act("photo.look")
def look_photo(actor: Any, photo: Photo) -> bytes:
    activity = photo.activity
    require(actor, May.SEE_OUTREACH, activity.area_id)
    content = b"".join(store.read(photo.file, STORED_PHOTO))
    record(
        f"activity:{activity.public_id}",
        area=activity.area_id,
        facts={"photo": photo.public_id, "sha256": photo.sha256},
    )
    return content
