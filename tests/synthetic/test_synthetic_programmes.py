"""The demonstration's plan: its figures stand in the rows of its files and lists."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from payung.law.month import Month
from payung.synthetic.allocation_examples import FILES as ALLOCATION_FILES
from payung.synthetic.examples import FILES, write_examples
from payung.synthetic.plan import Line, Plan, ProgrammePlan, Reference
from payung.synthetic.returns import REFUSALS, return_list


def lines(programme: ProgrammePlan) -> list[Line]:
    return [line for proposal in programme.proposals for line in proposal.lines]


def accepted(programme: ProgrammePlan) -> set[str]:
    return {line.person for line in lines(programme) if line.accept}


def table(reference: Reference | None) -> list[dict[str, object]]:
    assert reference is not None
    if reference.path.suffix == ".parquet":
        return pq.read_table(reference.path).to_pylist()
    if reference.path.suffix == ".csv":
        text = pacsv.ConvertOptions(column_types={"nik": pa.string(), "kk": pa.string()})
        return pacsv.read_csv(reference.path, convert_options=text).to_pylist()
    head, *rows = CalamineWorkbook.from_path(str(reference.path)).get_sheet_by_index(0).to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def cells(workbook: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_in_another_process(plan: Plan, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from payung.synthetic.programmes import build;"
        f" build(Path(sys.argv[1]), {plan.seed})"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
    assert digests(tmp_path) == digests(plan.directory)
    assert len(digests(tmp_path)) > 110


def test_madiun_proposes_8962_of_whom_3763_are_worthy(plan: Plan) -> None:
    madiun = plan.programme("madiun-2020")
    assert len(madiun.proposals) == 27
    assert len(lines(madiun)) == 8_962
    assert len(accepted(madiun)) == sum(line.accept for line in lines(madiun)) == 3_763
    assert madiun.criteria.total - 3_763 == 737


def test_madiun_accepts_only_people_whom_the_lists_admit(plan: Plan) -> None:
    madiun = plan.programme("madiun-2020")
    registry = {row["nik"] for row in table(madiun.reference("registry"))}
    barred = {
        row["nik"]
        for kind in ("active", "deaths", "excluded", "other-payers")
        for row in table(madiun.reference(kind))
    }
    assert accepted(madiun) <= registry
    assert not accepted(madiun) & barred
    absent = {line.person for line in lines(madiun) if line.case == "absent"}
    assert len(absent) > 4_000
    assert not absent & registry


def test_madiun_falls_out_mostly_for_want_of_the_registry(plan: Plan) -> None:
    refused = Counter(line.case for line in lines(plan.programme("madiun-2020")) if not line.accept)
    assert refused["absent"] / refused.total() > 0.85
    assert {"too-old", "too-young", "twice-here-again", "both-lists-other", "active", "deceased"} <= set(
        refused
    )


def test_every_nagari_proposes_more_than_a_hundred_worthy(plan: Plan) -> None:
    sijunjung = plan.programme("sijunjung-2023")
    worthy = Counter(
        code for p in sijunjung.proposals for code in p.village_codes for x in p.lines if x.accept
    )
    assert len(worthy) == 62
    assert min(worthy.values()) > sijunjung.criteria.per_village == 100
    assert sum(min(count, 100) for count in worthy.values()) == 6_200 == sijunjung.criteria.total
    assert sijunjung.decree.places == 6_200
    assert sum(fund.ceiling for fund in sijunjung.funds) == 6_200 * sijunjung.months * 16_800


def test_sijunjung_has_31611_members_none_of_whom_is_worthy_again(plan: Plan) -> None:
    sijunjung = plan.programme("sijunjung-2023")
    members = table(sijunjung.reference("active"))
    assert Counter(member["segment"] for member in members) == {"PU": 14_468, "BPU": 17_143}
    assert len({member["nik"] for member in members}) == 31_611
    assert not accepted(sijunjung) & {member["nik"] for member in members}
    assert 17_143 + 6_200 == sijunjung.expected["informal_after"] == 23_343


def test_sawahlunto_protects_2374_people_over_three_years(plan: Plan) -> None:
    villages = [plan.programme("sawahlunto-desa-2023"), plan.programme("sawahlunto-desa-2024")]
    farmers = plan.programme("sawahlunto-petani-2025")
    from_villages = accepted(villages[0]) | accepted(villages[1])
    assert len(accepted(villages[0])) + len(accepted(villages[1])) == len(from_villages) == 37 * 50
    assert len(accepted(farmers)) == 620
    assert len(accepted(farmers) & from_villages) == 96
    assert len(accepted(farmers) | from_villages) == 2_374
    assert farmers.funds[0].ceiling == 124_992_000


def test_each_sawahlunto_village_has_fifty(plan: Plan) -> None:
    counts: Counter[str] = Counter()
    for key in ("sawahlunto-desa-2023", "sawahlunto-desa-2024"):
        for line in lines(plan.programme(key)):
            counts[line.sheet] += line.accept
    assert len(counts) == 37
    assert set(counts.values()) == {50}


def test_nobody_in_sawahlunto_has_two_payers_in_one_month(plan: Plan) -> None:
    paid: set[tuple[str, Month]] = set()
    for programme in plan.programmes:
        if programme.area != "13.73":
            continue
        months = set(programme.first_month.span(programme.months))
        now = {(person, month) for person in accepted(programme) for month in months}
        assert not paid & now
        paid |= now
    baznas = {
        row["nik"]
        for row in table(plan.programme("sawahlunto-petani-2025").reference("other-payers"))
        if str(row["to"]) >= "2025-01"
    }
    assert not baznas & accepted(plan.programme("sawahlunto-petani-2025"))


def test_no_nik_is_shared_between_local_governments(plan: Plan) -> None:
    of_area: dict[str, set[str]] = {}
    for programme in plan.programmes:
        of_area.setdefault(programme.area, set()).update(line.person for line in lines(programme))
    everyone = [nik for niks in of_area.values() for nik in niks]
    assert len(everyone) == len(set(everyone))


def test_funds_can_pay_what_the_decree_promises(plan: Plan) -> None:
    for programme in plan.programmes:
        decree = programme.decree
        assert decree.places * decree.months * 16_800 <= sum(fund.ceiling for fund in programme.funds)
        assert decree.dated <= decree.first_month.first_day()
        assert all(fund.area.startswith(programme.area) for fund in programme.funds)
        assert programme.agreement.first_day <= programme.first_month.first_day()
        assert programme.agreement.last_day >= (programme.first_month + (programme.months - 1)).last_day()


def test_coverage_shares_are_those_of_the_press_and_never_clipped(plan: Plan) -> None:
    shares = {(figure.area, figure.numerator): figure.per_myriad for figure in plan.coverage}
    assert shares["13.73", 24_108] == 10_500
    assert shares["13.73", 18_338] == 5_784
    assert shares["13.03", 31_611] == 4_100
    assert plan.targets[0].people - 23_343 == 6_657


def test_programme_files_hold_the_criteria(plan: Plan) -> None:
    for programme in plan.programmes:
        content = tomllib.loads(programme.criteria_path.read_text(encoding="utf-8"))
        assert content["name"] == programme.name
        assert content["area"] == programme.area
        assert Month.parse(content["from"]) == programme.first_month
        assert content == programme.criteria.mapping()
    madiun = tomllib.loads(plan.programme("madiun-2020").criteria_path.read_text(encoding="utf-8"))
    assert len(set(madiun["occupations"])) == 56


def test_lists_have_as_many_rows_as_the_plan_says(plan: Plan) -> None:
    for programme in plan.programmes:
        for reference in programme.references:
            rows = table(reference)
            assert len(rows) == reference.rows
            assert all(len(str(row["nik"])) == 16 for row in rows)


def test_the_truth_of_a_row_is_found_by_file_sheet_and_row(plan: Plan) -> None:
    farmers = plan.programme("sawahlunto-petani-2025")
    proposal = farmers.proposals[1]
    line = proposal.lines[-1]
    assert farmers.line(proposal.path.name, line.sheet, line.row) is line
    with pytest.raises(KeyError):
        farmers.line(proposal.path.name, line.sheet, 1)
    madiun = plan.programme("madiun-2020")
    text = next(p for p in madiun.proposals if p.path.suffix == ".csv")
    assert madiun.line(text.path.name, None, text.lines[0].row) is text.lines[0]


def test_bpjs_answers_every_line_with_a_number_or_a_reason() -> None:
    people = [(f"3577010101{serial:06}", f"Orang {serial}") for serial in range(4_000)]
    answers = return_list(people, 3, refused=0.01, never=frozenset({people[0][0]}))
    assert [(answer.nik, answer.name) for answer in answers] == people
    assert all(bool(answer.kpj) != bool(answer.reason) for answer in answers)
    members = [answer.kpj for answer in answers if answer.kpj]
    assert len(set(members)) == len(members)
    assert all(len(kpj) == 11 and kpj.startswith("99") for kpj in members)
    assert 10 < 4_000 - len(members) < 90
    assert {answer.reason for answer in answers if answer.reason} <= set(REFUSALS)
    assert return_list(people, 3, refused=0.01, never=frozenset({people[0][0]})) == answers
    assert all(answer.kpj for answer in return_list(people, 3))


def test_bpjs_keeps_the_number_of_an_earlier_member() -> None:
    (first,) = return_list([("3577010101809001", "Sari")], 3)
    *_, again = return_list([("3577010202809001", "Budi"), ("3577010101809001", "Sari")], 3)
    assert again == first
    with pytest.raises(ValueError, match="twice"):
        return_list([("3577010101809001", "Sari")] * 2, 3)


def test_the_samples_in_the_repository_are_those_that_the_generator_writes(tmp_path: Path) -> None:
    truth = write_examples(tmp_path)
    kept = Path(__file__).parents[2] / "examples"
    written = digests(tmp_path)
    texts = [name for name in written if not name.endswith(".xlsx")]  # compressors differ between machines
    assert {name: digests(kept)[name] for name in texts} == {name: written[name] for name in texts}
    assert cells(kept / "usulan.xlsx") == cells(tmp_path / "usulan.xlsx")
    assert {*FILES.values(), *ALLOCATION_FILES, "usulan.xlsx", "siaga-kita.toml"} == set(written)
    assert 35 <= len(truth) <= 45
