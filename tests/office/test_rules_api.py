"""The law through the API: described, open to every key, closed without one, and plain about what it cannot use."""

import json

import pytest

from office.kept import kept
from payung.law.scholarship import LEVELS
from payung.office.accounts.models import User
from payung.office.accounts.tokens import create_token
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db

BENEFIT, CONTRIBUTION = "/api/v1/law/benefit", "/api/v1/law/contribution"
DEATH = {
    "event": "death",
    "date": "2026-05-10",
    "income": 1_000_000,
    "registered": "2022-01-15",
    "paid_months": 50,
}
ASKED = {"month": "2026-05", "income": "1000000", "payer": "apbd"}


@kept
def key(db):
    """The key of someone without any duty."""
    _made, token = create_token(User.objects.create_user(username="program", password="x"), name="x", days=30)
    return {"Authorization": f"Bearer {token}"}


def send(client, case, key, **more):
    body = case if isinstance(case, str | bytes) else json.dumps(case)
    return client.post(BENEFIT, body, content_type="application/json", headers=key, **more)


def test_a_key_opens_both_and_no_line_is_written(client, key):
    before = Entry.objects.count()
    assert send(client, DEATH, key).json()["total"] == 42_000_000
    assert client.get(CONTRIBUTION, ASKED, headers=key).json()["due"] == 16_800
    assert Entry.objects.count() == before


def test_without_a_key_nothing_is_reckoned(client):
    assert send(client, DEATH, {}).status_code == 401
    assert client.get(CONTRIBUTION, ASKED).status_code == 401
    assert client.get(CONTRIBUTION, ASKED, headers={"Authorization": "Bearer payung_x"}).status_code == 401


@pytest.mark.parametrize(
    ("case", "field"),
    [
        (DEATH | {"nik": "1303040101800001"}, "nik"),
        (DEATH | {"name": "Upik"}, "name"),
        (DEATH | {"date": "2015-06-30"}, "date"),
        (DEATH | {"income": -1}, "income"),
        (DEATH | {"paid_months": 60}, "paid_months"),
        (DEATH | {"children": [{"born": "1950-01-01"}]}, "children[0].born"),
        (DEATH | {"event": "accident", "outcome": "partial", "disabilities": [{"part": "tail"}]}, "disabilities[0].part"),
        ([DEATH], "case"),
        ("{", "case"),
        (b"\xff", "case"),
        ("[" * 60_000, "case"),
        ('{"income": ' + "9" * 5_000 + "}", "case"),
        (json.dumps(DEATH) + " " * 70_000, "case"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_case_that_cannot_be_used_is_refused_with_its_field(client, key, case, field, language):
    client.cookies["django_language"] = language
    answer = send(client, case, key)
    assert answer.status_code == 422
    assert f"({'kolom' if language == 'id' else 'column'} {field})" in answer.json()["detail"]


@pytest.mark.parametrize(
    "changes",
    [
        {"month": "2015-06"},
        {"month": "2026-13"},
        {"payer": "paman"},
        {"income": "-1"},
        {"income": "1.000.000"},
        {"months": "0"},
        {"registered": "2026-06"},
        {"segment": "pmi", "jht": "true"},
        {"risk_class": "6"},
    ],
)
def test_a_contribution_that_cannot_be_is_refused(client, key, changes):
    answer = client.get(CONTRIBUTION, ASKED | changes, headers=key)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_missing_income_is_asked_for(client, key):
    answer = client.get(CONTRIBUTION, {"month": "2026-05", "payer": "apbd"}, headers=key)
    assert "Penghasilan belum diisi" in answer.json()["detail"]


def test_a_session_needs_the_csrf_token_to_send_a_case(clerk):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    assert strict.get(CONTRIBUTION, ASKED).status_code == 200
    assert send(strict, DEATH, {}).status_code == 403


def test_both_are_described_for_those_who_write_programs(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    case = paths[BENEFIT]["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert case["children"]["items"]["properties"]["level"]["enum"] == list(LEVELS)
    asked = {each["name"]: each for each in paths[CONTRIBUTION]["get"]["parameters"]}
    assert asked["month"]["required"]
    assert "apbdes" in asked["payer"]["schema"]["enum"]
    assert "422" in paths[CONTRIBUTION]["get"]["responses"]
