"""Nothing proposed is lost: every row that reading finds is a row of the office or a skipped one, exactly once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.kept import kept
from office.proposals.conftest import check, make_programme, send
from office.proposals.people import line, workbook
from payung import intake
from payung.office.proposals import writing
from payung.office.proposals.models import Outcome, Row, SkippedRow, Stage, Standing, Submission
from payung.office.proposals.queries import cells_of, sealed_of

pytestmark = pytest.mark.django_db

people = st.builds(
    lambda number, changes: line(number, **changes),
    st.integers(1, 40),
    st.fixed_dictionaries(
        {},
        optional={
            "NIK": st.sampled_from(["", "123", "3.27E+15", "1303040000000000", "'1303 0405 0790 0001"]),
            "Nama Lengkap": st.sampled_from(["", "-", "H. Ahmad", "=1+1", "SITI\u00a0AMINAH"]),
            "Tanggal Lahir": st.sampled_from(["", "31-02-1980", "12 Mei 1980", "1/1/85"]),
            "Desa": st.sampled_from(["", "Tanjung", "MUARO", "Entah", "Nagari Muaro"]),
            "Pekerjaan": st.sampled_from(["", "ojek", "PNS"]),
        },
    ),
)


@kept
def open_programme(areas):
    return make_programme(registry_required=False, max_decile=None)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(people, min_size=1, max_size=24),
    above=st.lists(st.sampled_from(["USULAN", "Kecamatan Sijunjung", ""]), max_size=3),
    below=st.lists(st.sampled_from(["Jumlah", "Mengetahui, Wali Nagari", ""]), max_size=3),
    portion=st.integers(1, 5),
)
def test_every_row_of_the_file_ends_in_exactly_one_place(
    verifier, open_programme, tmp_path, monkeypatch, lines, above, below, portion
):
    monkeypatch.setattr(writing, "CHUNK", portion)
    Submission.objects.exclude(stage=Stage.CANCELLED).update(stage=Stage.CANCELLED)
    content = workbook(lines, above=above, below=below)
    (tmp_path / "usulan.xlsx").write_bytes(content)
    reading = intake.read([tmp_path / "usulan.xlsx"])
    done = check(send(verifier, open_programme, content, area="13.03"))
    rows = list(Row.objects.filter(submission=done).select_related("village"))
    skipped = list(SkippedRow.objects.filter(submission=done))

    assert sorted(row.row for row in rows) == sorted(reading.people.column("row").to_pylist())
    assert sorted(row.row for row in skipped) == sorted(reading.skipped.column("row").to_pylist())
    assert len({row.row for row in rows} & {row.row for row in skipped}) == 0
    assert all(sealed_of(row)["cells"] for row in rows), "the original cells are kept"
    assert all(isinstance(cells_of(row), dict) for row in skipped)

    assert (done.people, done.skipped) == (len(rows), len(skipped))
    assert done.eligible + done.review + done.refused == done.people
    for row in rows:
        reasons = [
            each for each in row.findings.values_list("outcome", flat=True) if each != Outcome.ELIGIBLE
        ]
        assert bool(reasons) == (row.outcome != Outcome.ELIGIBLE), "nothing is decided without a reason"
        expected = {"eligible": Standing.ACCEPTED, "review": Standing.OPEN, "refused": Standing.DROPPED}
        assert row.standing == expected[row.outcome]
