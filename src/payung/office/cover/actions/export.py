"""The registration file for BPJS: who made it, with which columns, how many rows; each stands in the journal."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from payung.errors import UnusableInput
from payung.exchange.bpjs_registration import registration_csv, registration_xlsx
from payung.exchange.registration_profile import Profile, default_profile
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.cover.models import ColumnProfile, EnrolmentExport
from payung.office.cover.queries import people_to_enrol
from payung.office.decisions.models import Decision, State
from payung.office.journal.acts import act, record

Form = Literal["xlsx", "csv"]


@act("profile.save")
def save_profile(actor: Any, area_code: str, *, name: str, columns: str) -> ColumnProfile:
    """The columns as this office's branch wants them, in TOML. Raises UnusableInput naming what is wrong."""
    require(actor, May.EXPORT_ENROLMENT, area_code)
    Profile.from_toml(columns)
    profile, _ = ColumnProfile.objects.update_or_create(
        area_id=area_code, name=" ".join(name.split())[:80] or "BPJS", defaults={"columns": columns}
    )
    record(
        f"profile:{profile.public_id}",
        area=area_code,
        facts={"name": profile.name, "sha256": hashlib.sha256(columns.encode()).hexdigest()},
    )
    return profile


@act("enrolment.export")
def export_enrolment(
    actor: Any, decision: Decision, *, profile: ColumnProfile | None = None, form: Form = "xlsx"
) -> tuple[EnrolmentExport, bytes]:
    """The people of an approved list whom BPJS does not hold yet, in the profile's columns."""
    area = decision.programme.area_id
    require(actor, May.EXPORT_ENROLMENT, area)
    if decision.state != State.APPROVED:
        raise UnusableInput(
            Text("Daftar ini belum disetujui", "This list is not approved"),
            Text("Daftarkan peserta sesudah SK disetujui", "Register people once the decree is approved"),
        )
    columns = Profile.from_toml(profile.columns) if profile else default_profile()
    rows = people_to_enrol(decision)
    content = (registration_xlsx if form == "xlsx" else registration_csv)(columns, rows)
    export = EnrolmentExport.objects.create(
        decision=decision,
        profile=columns.to_toml(),
        rows=len(rows),
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=actor,
    )
    record(
        f"decision:{decision.public_id}",
        area=area,
        facts={"export": export.public_id, "rows": export.rows, "sha256": export.sha256, "form": form},
    )
    return export, content
