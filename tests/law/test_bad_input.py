"""Input that cannot be used: exit 2, one message that names the field, never a traceback."""

import io
import json

import pytest

from payung.cli import main

CASE = {
    "event": "accident",
    "date": "2025-03-10",
    "segment": "bpu",
    "income": 1_000_000,
    "registered": "2024-01-15",
    "paid_months": 14,
    "outcome": "partial",
    "disabilities": [{"part": "left_arm_shoulder", "loss": 1.0}],
    "children": [],
}
CONTRIBUTION = {"month": "2026-05", "income": "1000000", "sector": "other", "payer": "apbd"}


def refused(capsys, *words):
    code = main(list(words))
    captured = capsys.readouterr()
    assert code == 2
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("event", {"event": "fire"}),
        ("event", {"event": None}),
        ("date", {"date": "2015-06-30"}),
        ("date", {"date": "10/03/2025"}),
        ("date", {"date": 20250310}),
        ("segment", {"segment": "pmi"}),
        ("income", {"income": -1}),
        ("income", {"income": "1000000"}),
        ("income", {"income": 1000000.5}),
        ("income", {"income": True}),
        ("income", {"income": None}),
        ("registered", {"registered": "2025-03-11"}),
        ("registered", {"registered": "2024-02-30"}),
        ("paid_months", {"paid_months": 16}),
        ("paid_months", {"paid_months": -1}),
        ("paid_months", {"event": "death", "outcome": "death", "paid_months": None}),
        ("registered", {"event": "death", "outcome": "death", "registered": None}),
        ("outcome", {"outcome": "better"}),
        ("outcome", {"event": "death", "outcome": "partial"}),
        ("unable_months", {"unable_months": -1}),
        ("unable_days", {"unable_days": 1.5}),
        ("unable_months", {"unable_months": 10**9}),
        ("date", {"date": "9999-12-31"}),
        ("medical", {"medical": -5}),
        ("disabilities[0].part", {"disabilities": [{"part": "tail", "loss": 1}]}),
        ("disabilities[0].part", {"disabilities": [{"loss": 1}]}),
        ("disabilities[0].loss", {"disabilities": [{"part": "one_eye", "loss": 1.5}]}),
        ("disabilities[0].loss", {"disabilities": [{"part": "one_eye", "loss": 0}]}),
        ("disabilities[0].loss", {"disabilities": [{"part": "one_eye", "loss": "half"}]}),
        ("disabilities[0].steps", {"disabilities": [{"part": "hearing_one_ear_10_db"}]}),
        ("disabilities[0].percent", {"disabilities": [{"part": "scalp", "percent": 31}]}),
        ("disabilities", {"disabilities": []}),
        ("disabilities", {"disabilities": "arm"}),
        ("transport.land", {"transport": {"land": -1}}),
        ("transport.rail", {"transport": {"rail": 1}}),
        ("transport", {"transport": [1]}),
        ("children[0].born", {"children": [{"born": "1950-01-01", "level": "SD"}]}),
        ("children[0].born", {"born": "1990-01-01", "children": [{"born": "1989-01-01", "level": "SD"}]}),
        ("children[0].born", {"children": [{"born": "2027-01-01"}]}),
        ("children[0].born", {"children": [{"level": "SD"}]}),
        ("children[0].level", {"children": [{"born": "2015-01-01"}]}),
        ("children[0].level", {"children": [{"born": "2015-01-01", "level": "S3"}]}),
        ("children[0].grade", {"children": [{"born": "2015-01-01", "level": "SMP", "grade": 4}]}),
        ("children[0].grade", {"children": [{"born": "2015-01-01", "level": "SMP", "grade": 0}]}),
        ("compensation_days", {"compensation_days": -1}),
        ("documents_complete", {"documents_complete": "2025-03-09"}),
        ("incom", {"incom": 5}),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_bad_case_names_its_field(tmp_path, capsys, field, change, language):
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**CASE, **change}))
    said = refused(capsys, "benefit", str(file), "--lang", language)
    assert f"{'kolom' if language == 'id' else 'column'} {field})" in said


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", "5", '"x"', "{'event': 1}", '{"event": NaN}', "[" * 100_000]
)
def test_what_is_no_case_is_refused(tmp_path, capsys, content):
    file = tmp_path / "case.json"
    file.write_text(content)
    assert refused(capsys, "benefit", str(file))


def test_a_missing_file_is_named(tmp_path, capsys):
    assert "nowhere.json" in refused(capsys, "benefit", str(tmp_path / "nowhere.json"))


def test_in_a_list_the_position_is_named(tmp_path, capsys):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([CASE, {**CASE, "income": -1}]))
    assert "baris 2, kolom income" in refused(capsys, "benefit", str(file))


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("month", {"month": "2015-06"}),
        ("month", {"month": "2026-13"}),
        ("month", {"month": "Mei 2026"}),
        ("months", {"months": "0"}),
        ("months", {"months": "-1"}),
        ("months", {"months": "x"}),
        ("months", {"months": "99999"}),
        ("income", {"income": "-1"}),
        ("income", {"income": "1.000.000"}),
        ("income", {"income": "satu juta"}),
        ("income", {"income": "9" * 5000}),
        ("sector", {"sector": "sea"}),
        ("payer", {"payer": "village"}),
        ("segment", {"segment": "asn"}),
        ("registered", {"registered": "2026-06"}),
        ("registered", {"registered": "soon"}),
        ("risk_class", {"segment": "pu", "risk-class": "6"}),
        ("contract_value", {"contract-value": "5"}),
        ("months", {"segment": "pmi", "months": "5"}),
    ],
)
def test_a_bad_contribution_names_its_field(capsys, field, change):
    words = [f"--{name}={value}" for name, value in {**CONTRIBUTION, **change}.items()]
    assert f"(kolom {field})" in refused(capsys, "contribution", *words)


def test_a_missing_income_is_named(capsys):
    assert "income" in refused(capsys, "contribution", "--month", "2026-05", "--payer", "self")


def test_a_list_gives_a_list_and_one_case_one_answer(tmp_path, capsys, monkeypatch):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([CASE, CASE]))
    assert main(["benefit", str(file)]) == 0
    several = json.loads(capsys.readouterr().out)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(CASE).encode())))
    assert main(["benefit", "-"]) == 0
    assert several == [json.loads(capsys.readouterr().out)] * 2


@pytest.mark.parametrize(
    ("language", "word"), [("id", "Jumlah yang dibayar: Rp201.600"), ("en", "To be paid: Rp201.600")]
)
def test_the_contribution_is_said_in_both_languages(capsys, language, word):
    words = [f"--{name}={value}" for name, value in {**CONTRIBUTION, "month": "2026-01"}.items()]
    assert main(["contribution", *words, "--months=12", "--text", "--lang", language]) == 0
    assert word in capsys.readouterr().out


def test_the_contribution_has_the_form_of_the_contract(capsys):
    words = [f"--{name}={value}" for name, value in CONTRIBUTION.items()]
    assert main(["contribution", *words]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["from", "months", "lines", "normal", "due", "citations", "doubts"]
    assert answer["lines"][0] == {
        "month": "2026-05",
        "programme": "JKK",
        "base": 1_000_000,
        "normal": 10_000,
        "relief": None,
        "due": 10_000,
    }
