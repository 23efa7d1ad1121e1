"""The benefit calculator: the engine's own figures, complaints at their fields, and nothing kept."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.cli import main
from payung.language import rupiah
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db

EVENTS = {"accident": "kecelakaan", "disease": "penyakit", "death": "meninggal"}
OUTCOMES = {"recovered": "sembuh", "partial": "cacat", "total": "cacat-total", "death": "meninggal"}
DEATH = {
    "event": "death",
    "outcome": "death",
    "date": "2026-05-10",
    "segment": "bpu",
    "income": 1_000_000,
    "registered": "2022-01-15",
    "paid_months": 50,
}
ACCIDENT = {"event": "accident", "date": "2025-03-10", "segment": "bpu", "income": 1_000_000}
SCHOOL = [
    {"born": "2018-07-01", "level": "SD", "grade": 1},
    {"born": "2012-03-01", "level": "SMP", "grade": 2},
]
CASES = {
    "death": DEATH,
    "death with children": DEATH | {"children": SCHOOL},
    "death with no children": DEATH | {"date": "2018-05-10", "registered": "2012-01-15", "paid_months": 61, "children": []},
    "death in the third month": DEATH | {"registered": "2026-03-10", "paid_months": 3},
    "death in arrears": DEATH | {"paid_months": 51},
    "death of a wage worker": DEATH | {"segment": "pu", "income": 4_123_456},
    "paid late": DEATH | {"documents_complete": "2026-05-20", "paid_on": "2026-06-20"},
    "late by days": DEATH | {"compensation_days": 12},
    "fatal accident": ACCIDENT
    | {
        "outcome": "death",
        "registered": "2024-01-15",
        "paid_months": 14,
        "unable_months": 8,
        "transport": {"land": 6_200_000, "air": 4_000_000},
        "children": [*SCHOOL, {"born": "2005-01-01", "married": True}, {"born": "2004-01-01", "working": True, "working_as": "internship"}],
    },
    "arm": ACCIDENT | {"outcome": "partial", "disabilities": [{"part": "left_arm_shoulder", "loss": 0.5}]},
    "several": ACCIDENT
    | {
        "outcome": "partial",
        "left_handed": True,
        "disabilities": [
            {"part": "right_thumb"},
            {"part": "hearing_one_ear_10_db", "steps": 3},
            {"part": "scalp", "percent": 12.5},
        ],
    },
    "never works again": ACCIDENT | {"outcome": "total", "unable_days": 40, "children": SCHOOL},
    "recovered": ACCIDENT | {"outcome": "recovered", "date": "2019-06-01", "unable_months": 9, "medical": 250_000},
    "disease": ACCIDENT | {"event": "disease", "outcome": "death", "doctor_statement": "2025-03-12"},
}  # fmt: skip


def answers(case):
    """A case as the form sends it."""
    sent = {
        key: value
        for key, value in case.items()
        if key not in ("event", "outcome", "children", "disabilities")
    }
    sent |= sent.pop("transport", {})
    if case.get("left_handed"):
        sent["left_handed"] = "on"
    if case.get("children") == []:
        sent["no_children"] = "on"
    children = [
        child | ({"working": child.get("working_as", "other")} if child.get("working") else {})
        for child in case.get("children", [])
    ]
    disabilities = [
        each | ({"loss": each["loss"] * 100} if "loss" in each else {})
        for each in case.get("disabilities", [])
    ]
    return sent | rows("children", children) | rows("disabilities", disabilities)


def rows(name, given):
    sent = {f"{name}-TOTAL_FORMS": max(len(given), 1), f"{name}-INITIAL_FORMS": 0}
    return sent | {f"{name}-{n}-{key}": value for n, row in enumerate(given) for key, value in row.items()}


def address(event="death", outcome="death"):
    return reverse("benefit_case", args=[EVENTS[event], OUTCOMES[outcome]])


def post(client, user, case, **more):
    client.force_login(user)
    return client.post(address(case["event"], case["outcome"]), answers(case) | more)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_page_and_the_api_say_what_the_command_says(client, clerk, tmp_path, capsys, case):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case))
    assert main(["benefit", str(file), "--lang", "id"]) == 0
    said = json.loads(capsys.readouterr().out)
    page = post(client, clerk, case)
    assert "error-summary" not in page.content.decode()
    assert page.context["answer"].to_json("id") == said
    for line in said["lines"]:
        assert rupiah(line["amount"]) in page.content.decode()
    assert rupiah(said["total"]) in page.content.decode()
    assert json.loads(page.context["case"]) == case
    api = client.post("/api/v1/law/benefit", json.dumps(case), content_type="application/json")
    assert api.json() == said


def test_the_family_reads_its_sums_school_years_deadlines_documents_and_doubts(client, clerk):
    page = post(client, clerk, CASES["fatal accident"]).content.decode()
    assert "Keluarga berhak atas Rp87.000.000" in page
    assert "Anak 1, lahir 1 Juli 2018" in page
    assert "12 Maret 2025" in page  # the first report, two days after the accident
    assert "Akta kematian" in page
    assert "menunggak" in page  # fourteen months paid of fifteen
    assert "Belum pasti menurut hukum" in page
    assert "janda, duda, atau anak" in page
    assert f'href="{reverse("parameter", args=["jkk/transport/air"])}#2019-12-02"' in page


def test_a_worker_who_lives_is_owed_the_money_himself(client, clerk):
    page = post(client, clerk, CASES["arm"]).content.decode()
    assert "Pekerja berhak atas Rp14.000.000" in page
    assert "janda" not in page  # nobody inherits


def test_an_unverified_line_is_named_in_words(client, clerk):
    page = post(client, clerk, CASES["never works again"]).content.decode()
    assert "Pengganti penghasilan (STMB): bersandar pada aturan yang belum terverifikasi" in page
    assert "temporary_inability:" not in page


def test_unpaid_months_are_said_with_what_they_put_at_risk(client, clerk):
    page = post(client, clerk, CASES["death in arrears"]).content.decode()
    assert "satu saja dapat mengubahnya sebesar -Rp42.000.000" in page
    assert "menunggak" in page
    assert "Belum dibayar: April 2026, Mei 2026" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "2015-06-30", "registered": "2015-01-01", "paid_months": 3}, "id_date"),
        ({"income": "-1000000"}, "id_income"),
        ({"income": ""}, "id_income"),
        ({"paid_months": 60}, "id_paid_months"),
        ({"paid_months": "banyak"}, "id_paid_months"),
        ({"registered": "2027-01-01"}, "id_registered"),
        ({"paid_on": "2026-01-01"}, "id_paid_on"),
        ({"children-0-born": "1950-01-01"}, "id_children-0-born"),
        ({"children-0-born": "2012-01-01"}, "id_children-0-level"),
        ({"children-0-born": "2018-01-01", "children-0-level": "SD", "children-0-grade": "9"}, "id_children-0-grade"),
        ({"children-0-level": "SD"}, "id_children-0-born"),
        ({"children-0-born": "2018-01-01", "children-0-level": "SD", "no_children": "on"}, "id_no_children"),
        ({"segment": "nelayan"}, "id_segment"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_cannot_be_is_said_at_its_field_and_the_rest_is_kept(client, clerk, changes, field, language):
    client.cookies["django_language"] = language
    page = post(client, clerk, DEATH, **changes)
    text = page.content.decode()
    assert f'href="#{field}' in text
    assert {"id": "Ada yang perlu diperbaiki", "en": "There is something to mend"}[language] in text
    assert "answer" not in page.context
    assert f'value="{changes.get("registered", DEATH["registered"])}"' in text
    assert "Traceback" not in text


def test_a_complaint_about_a_child_finds_its_row_past_empty_ones(client, clerk):
    children = {"children-TOTAL_FORMS": 3, "children-2-born": "1950-01-01"}
    page = post(client, clerk, DEATH, **children).content.decode()
    assert 'href="#id_children-2-born">Anak 3, Tanggal lahir: Anak lebih tua dari orang tuanya' in page


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"part": "tail"}, "id_disabilities-0-part"),
        ({"part": "scalp"}, "id_disabilities-0-percent"),
        ({"part": "hearing_one_ear_10_db"}, "id_disabilities-0-steps"),
        ({"part": "one_eye", "loss": 101}, "id_disabilities-0-loss"),
        ({}, "id_disabilities-0-part"),
    ],
)
def test_a_disability_that_the_table_does_not_know_is_said_at_its_field(client, clerk, row, field):
    sent = {"disabilities-0-part": "", **{f"disabilities-0-{key}": value for key, value in row.items()}}
    page = post(client, clerk, ACCIDENT | {"outcome": "partial"}, **sent)
    assert f'href="#{field}"' in page.content.decode()


def test_a_row_is_added_and_taken_away_and_nothing_is_lost(client, clerk):
    case = DEATH | {"children": SCHOOL}
    more = post(client, clerk, case, add="children").content.decode()
    assert 'name="children-2-born"' in more
    assert 'value="2012-03-01"' in more
    assert "error-summary" not in more
    fewer = post(client, clerk, case, remove="children-0").content.decode()
    assert 'name="children-1-born"' not in fewer
    assert 'value="2012-03-01"' in fewer
    assert "2018-07-01" not in fewer
    assert 'value="2022-01-15"' in fewer


def test_the_way_back_carries_the_answers(client, clerk):
    page = post(client, clerk, DEATH, change="1")
    assert "answer" not in page.context
    assert 'value="2022-01-15"' in page.content.decode()
    assert "error-summary" not in page.content.decode()


def test_only_what_matters_for_the_event_is_asked_and_never_a_name(client, clerk):
    client.force_login(clerk)
    death = client.get(address()).content.decode()
    accident = client.get(address("accident", "recovered")).content.decode()
    partial = client.get(address("accident", "partial")).content.decode()
    assert "children-0-born" in death
    assert 'name="unable_months"' not in death
    assert 'name="unable_months"' in accident
    assert "children-0-born" not in accident
    assert "lengan kiri dari bahu (35%)" in partial
    for page in (death, accident, partial):
        assert not any(f'name="{field}"' in page for field in ("name", "nama", "nik", "address"))


def test_the_event_leads_to_the_questions(client, clerk):
    client.force_login(clerk)
    assert reverse("benefit_event", args=["kecelakaan"]) in client.get(reverse("benefit")).content.decode()
    assert (
        address("accident", "partial")
        in client.get(reverse("benefit_event", args=["kecelakaan"])).content.decode()
    )
    assert client.get(reverse("benefit_event", args=["meninggal"])).url == address()
    for wrong in (
        "/hitung/manfaat/bencana/",
        "/hitung/manfaat/meninggal/sembuh/",
        "/hitung/manfaat/kecelakaan/x/",
    ):
        assert client.get(wrong).status_code == 404  # fmt: skip


def test_a_case_is_kept_nowhere(client, clerk):
    page = post(client, clerk, DEATH | {"children": SCHOOL})
    assert not Entry.objects.exists()
    assert "2018-07-01" not in str([each.get_decoded() for each in Session.objects.all()])
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("sent", [{}, {"children-TOTAL_FORMS": "x"}, {"children-TOTAL_FORMS": "99999"}, {"remove": "children-7"}, {"add": "x"}])  # fmt: skip
def test_a_form_sent_by_hand_breaks_nothing(client, clerk, sent):
    client.force_login(clerk)
    assert client.post(address(), sent).status_code == 200


def test_who_is_not_logged_in_calculates_nothing(client):
    for name in ("rules", "contribution", "benefit", "parameters"):
        assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    assert client.post(address(), answers(DEATH)).url.startswith(reverse("account_login"))
    assert client.post("/api/v1/law/benefit", "{}", content_type="application/json").status_code == 401


_DAYS = st.sampled_from(["", "2026-02-30", "0001-01-01", "9999-12-31", "1899-12-31", "2015-07-01", "2019-12-02", "2100-12-31", "31/12/2025"])  # fmt: skip
_COUNTS = st.sampled_from(["", "-1", "0", "1", "3", "36", "20000", "20001", "1e3", "9" * 30, "½", "٣"])
_MONEY = st.sampled_from(["", "0", "-5", "Rp1.000.000", "1,5", "9" * 15, "9" * 16, "x"])
_ANSWERS = {
    "date": _DAYS,
    "segment": st.sampled_from(["bpu", "pu", ""]),
    "income": _MONEY,
    "registered": _DAYS,
    "paid_months": _COUNTS,
    "unable_months": _COUNTS,
    "unable_days": _COUNTS,
    "land": _MONEY,
    "medical": _MONEY,
    "paid_on": _DAYS,
    "compensation_days": _COUNTS,
    "documents_complete": _DAYS,
    "born": _DAYS,
    "no_children": st.sampled_from(["", "on"]),
    "children-TOTAL_FORMS": st.sampled_from(["0", "1", "2", "21"]),
    "children-0-born": _DAYS,
    "children-0-level": st.sampled_from(["", "SD", "PT"]),
    "children-0-grade": _COUNTS,
    "disabilities-TOTAL_FORMS": st.sampled_from(["0", "1"]),
    "disabilities-0-part": st.sampled_from(["", "scalp", "one_eye", "visual_field_10_percent"]),
    "disabilities-0-loss": st.sampled_from(["", "1", "0", "12,5", "NaN", "1e-3", "100"]),
    "disabilities-0-steps": _COUNTS,
    "disabilities-0-percent": st.sampled_from(["", "12.5", "Infinity", "99"]),
}


@given(
    st.fixed_dictionaries({}, optional=_ANSWERS),
    st.sampled_from(list(EVENTS)),
    st.sampled_from(list(OUTCOMES)),
)
@settings(max_examples=80, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_answered_the_page_has_an_answer_or_a_complaint(client, clerk, sent, event, outcome):
    client.force_login(clerk)
    whole = answers(DEATH | {"disabilities": [{"part": "one_eye"}]})
    page = client.post(address(event, "death" if event == "death" else outcome), whole | sent)
    assert page.status_code == 200
    assert ("answer" in page.context) != ('id="error-summary"' in page.content.decode())
