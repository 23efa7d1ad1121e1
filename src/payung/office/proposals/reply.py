"""The reply to a village as a workbook: read, mended and sent back, it is recognised row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from payung.language import Language, Text, number
from payung.law.month import date_in_words
from payung.office.areas.models import Area
from payung.office.core.language import page_language
from payung.office.proposals.mending import IDENTIFIER, REPLY_HEADINGS
from payung.office.proposals.models import MENDABLE, Outcome, Row, Standing, Submission
from payung.office.proposals.queries import Told, findings, sealed_of, village_counts
from payung.sheets import Column, Sheet, write_xlsx

# Name and NIK stay in sight beside what is wrong. The headings are those that reading knows, so that the mended workbook is understood as it comes back.
COLUMNS = (
    Column("name", Text("Nama Lengkap", "Nama Lengkap (name)"), width=26),
    Column("nik", Text("NIK", "NIK"), "digits", 19),
    Column("reason", REPLY_HEADINGS[0], width=48),
    Column("remedy", REPLY_HEADINGS[1], width=48),
    Column("kk", Text("No. KK", "No. KK"), "digits", 19),
    Column("birth_place", Text("Tempat Lahir", "Tempat Lahir (birth place)"), width=14),
    Column("birth_date", Text("Tanggal Lahir", "Tanggal Lahir (birth date)"), "date", 12),
    Column("sex", Text("L/P", "L/P"), width=5),
    Column("address", Text("Alamat", "Alamat (address)"), width=24),
    Column("village", Text("Desa/Kelurahan", "Desa/Kelurahan (village)"), width=18),
    Column("occupation", Text("Pekerjaan", "Pekerjaan (occupation)"), width=18),
    Column("phone", Text("No. HP", "No. HP (phone)"), "digits", 15),
    Column("mother_name", Text("Nama Ibu Kandung", "Nama Ibu Kandung (mother)"), width=20),
    Column("evidence", Text("Bukti", "Evidence"), width=26),
    Column("mend_by", Text("Paling lambat", "Mend by"), "date", 12),
    Column("decision", Text("Keputusan", "Decision"), width=14),
    Column("place", Text("Lembar dan baris asal", "Original sheet and row"), width=16),
    Column("identifier", Text(IDENTIFIER, IDENTIFIER), "digits", 14, hidden=True),
)
_DECISION = {
    Outcome.REFUSED: Text("Ditolak", "Refused"),
    Outcome.REVIEW: Text("Perlu diperiksa", "Held for review"),
    Outcome.ELIGIBLE: Text("Digugurkan", "Dropped"),
}
_AT_ONCE = 1_000


def rows_to_mend(submission: Submission, village: str = "") -> Iterator[tuple[Row, list[Told]]]:
    """Rows that wait or fell out, in the order of the file, with why; of one village where it is given."""
    chosen = Row.objects.filter(submission=submission, standing__in=MENDABLE).select_related("village")
    if village:
        chosen = chosen.filter(village=village)
    last = -1
    while part := list(chosen.filter(position__gt=last).order_by("position")[:_AT_ONCE]):
        told = findings(part)
        yield from ((row, told[row.pk]) for row in part)
        last = part[-1].position


def workbook(
    submission: Submission, rows: Sequence[tuple[Row, list[Told]]], mend_by: date, village: Area | None = None
) -> bytes:
    """The workbook of the whole list, or of one of its villages."""
    language = page_language()
    buffer = io.BytesIO()
    sheet = Sheet(
        name=Text("Perlu dibenahi", "To mend").to(language),
        columns=COLUMNS,
        rows=[_line(row, told, mend_by, language) for row, told in rows],
        title=_title(submission, mend_by, language, village),
        tall=True,
        kept=2,
    )
    write_xlsx(buffer, [sheet], language)
    return buffer.getvalue()


def reasons_of(row: Row, told: Sequence[Told], language: Language) -> tuple[list[str], list[str], list[str]]:
    """Why, what to mend, and on what evidence, each in words; hints are left out."""
    counted = [each for each in told if each.finding.outcome != Outcome.ELIGIBLE]
    why = [each.in_full.to(language) for each in counted]
    if row.review_reason and row.reviewed_by_id and row.standing != Standing.SECOND:
        why.append(row.review_reason)
    remedies = list(dict.fromkeys(each.reason.remedy.to(language) for each in counted))
    lists = [each.finding.list for each in counted if each.finding.list]
    evidence = list(dict.fromkeys(f"{each.name}, {date_in_words(each.dated, language)}" for each in lists))
    return why, remedies, evidence


def _line(row: Row, told: Sequence[Told], mend_by: date, language: Language) -> dict[str, Any]:
    sealed = sealed_of(row)
    why, remedies, evidence = reasons_of(row, told, language)
    return {
        **{name: sealed.get(name, "") for name in ("kk", "birth_place", "address", "phone", "mother_name")},
        # What is no NIK stands as it was written, so that the village finds the place of the slip.
        "nik": sealed.get("nik") or sealed.get("nik_written", ""),
        "name": row.name,
        "birth_date": row.birth_date,
        "sex": row.sex,
        "village": row.village_text or (row.village.name if row.village_known else ""),
        "occupation": row.occupation,
        "place": f"{row.sheet}, {row.row}",
        "decision": _DECISION[Outcome(row.outcome)].to(language),
        "reason": _numbered(why),
        "remedy": _numbered(remedies),
        "evidence": "\n".join(evidence),
        "mend_by": mend_by,
        "identifier": row.public_id,
    }


def _numbered(sentences: Sequence[str]) -> str:
    if len(sentences) < 2:
        return "".join(sentences)
    return "\n".join(f"{at}. {sentence}" for at, sentence in enumerate(sentences, start=1))


def _title(
    submission: Submission, mend_by: date, language: Language, village: Area | None = None
) -> list[str]:
    counts = [each for each in village_counts(submission) if village is None or each["code"] == village.code]
    figures = {
        key: number(sum(each[key] for each in counts), language)
        for key in ("people", "eligible", "review", "refused")
    }
    lines = (
        Text("Balasan usulan {programme}: {area}", "Reply on the proposals for {programme}: {area}"),
        Text(
            "Diusulkan {people} orang: {eligible} memenuhi syarat, {review} perlu diperiksa, {refused} ditolak.",
            "Proposed {people}: {eligible} eligible, {review} held for review, {refused} refused.",
        ),
        Text(
            "Benahi baris di bawah ini saja, lalu kirim kembali buku kerja ini paling lambat {mend_by}.",
            "Mend only the rows below, then send this workbook back by {mend_by}.",
        ),
    )
    values = {
        "programme": submission.programme.name,
        "area": village.name if village else submission.area.name,
        "mend_by": date_in_words(mend_by, language),
        **figures,
    }
    return [line.format(**values).to(language) for line in lines]
