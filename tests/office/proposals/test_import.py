"""From a file to rows: outcomes, reasons, and that no row of the file is lost."""

from __future__ import annotations

import pytest

from office.proposals.conftest import check, send
from office.proposals.people import line, workbook
from payung.office.proposals.models import Row, SkippedRow, Stage, Standing

pytestmark = pytest.mark.django_db


def test_a_village_list_becomes_rows_with_an_outcome_and_reasons(clerk, programme, dtsen):
    content = workbook(
        [
            line(1),
            line(2, NIK=""),
            line(3, **{"Tanggal Lahir": "12-05-2015", "NIK": "1303041205150003"}),
            line(61),
        ],
        above=["DAFTAR USULAN PEKERJA RENTAN", "NAGARI MUARO"],
        below=["Jumlah 4 orang"],
    )
    done = check(send(clerk, programme, content))
    assert done.stage == Stage.READY
    rows = {row.row: row for row in Row.objects.filter(submission=done)}
    found = {number: (row.outcome, row.reasons, row.standing) for number, row in rows.items()}
    assert found[4] == ("eligible", "", Standing.ACCEPTED)
    assert found[5][0] == "review"
    assert found[5][1].startswith("nik.missing")
    assert found[5][2] == Standing.OPEN
    assert found[6] == ("refused", "age.below;registry.absent", Standing.DROPPED)
    assert found[7] == ("refused", "registry.absent", Standing.DROPPED)
    assert (done.people, done.eligible, done.review, done.refused) == (4, 1, 1, 2)
    skipped = {each.row: each.why for each in SkippedRow.objects.filter(submission=done)}
    assert skipped == {1: "title", 2: "title", 3: "header", 8: "total"}
