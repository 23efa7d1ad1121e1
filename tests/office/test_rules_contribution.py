"""The contribution calculator: the whole case in the address, the engine's own figures, complaints at their fields."""

import json

import pytest
from django.urls import reverse

from payung.cli import main
from payung.language import rupiah
from payung.office.accounts.models import User

pytestmark = pytest.mark.django_db

CASES = {
    "apbd": {"month": "2026-05", "months": "12", "income": "1000000", "sector": "other", "payer": "apbd"},
    "relief": {"month": "2026-02", "months": "6", "income": "1600000", "sector": "transport", "payer": "csr", "jht": "on"},
    "doubt": {"month": "2026-04", "months": "9", "income": "1000000", "sector": "other", "payer": "apbdes"},
    "registered": {"month": "2020-09", "months": "5", "income": "2750000", "sector": "other", "payer": "self", "registered": "2020-08"},
    "wage": {"segment": "pu", "month": "2025-01", "months": "6", "income": "4123456", "risk_class": "3", "jkp": "on"},
    "contract": {"segment": "construction", "month": "2026-01", "months": "1", "contract_value": "750000000"},
    "migrant": {"segment": "pmi", "month": "2026-01", "months": "24"},
}  # fmt: skip
FLAGS = {"jht", "jkp", "employer", "labour_intensive"}


def page(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("contribution"), asked)


def command(capsys, case):
    words = []
    for name, value in ({"payer": "self"} | case).items():
        words.append(f"--{name.replace('_', '-')}")
        words += [] if name in FLAGS else [value]
    assert main(["contribution", *words, "--lang", "id"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_page_and_the_api_say_what_the_command_says(client, clerk, capsys, case):
    said = command(capsys, case)
    shown = page(client, clerk, **case)
    assert shown.context["answer"].to_json("id") == said
    text = shown.content.decode()
    for amount in (said["due"], said["normal"], *(line["due"] for line in said["lines"])):
        assert rupiah(amount) in text
    for doubt in said["doubts"]:
        assert doubt["text"] in text.replace("&#x27;", "'").replace("&quot;", '"')
        assert doubt["effect"] in (None, 0) or rupiah(doubt["effect"]) in text
    asked = {"payer": "self"} | {key: "true" if value == "on" else value for key, value in case.items()}
    assert client.get("/api/v1/law/contribution", asked).json() == said


def test_every_month_shows_its_programmes_with_base_normal_relief_and_due(client, clerk):
    text = page(client, clerk, **CASES["relief"]).content.decode()
    for month in ("Februari 2026", "Juli 2026"):
        assert month in text
    assert "Keringanan 50% BPU sektor transportasi (PP 50/2025)" in text
    assert "Rp1.800.000" not in text
    assert text.count("Rp1.600.000") >= 18  # the base of the band, on every line
    assert text.count("<tr>") == 1 + 6 * 3 + 1
    assert f'href="{reverse("parameter", args=["contribution/bpu/jkm"])}#2015-07-01"' in text


def test_the_two_readings_of_village_money_stand_beside_the_sum(client, clerk):
    text = page(client, clerk, **CASES["doubt"]).content.decode()
    assert "Rp151.200 harus dibayar" in text
    assert "-Rp75.600" in text


def test_the_address_fills_the_form_again(client, clerk):
    text = page(client, clerk, **CASES["relief"]).content.decode()
    assert 'value="2026-02"' in text
    assert '<option value="csr" selected>' in text


def test_an_unfilled_form_complains_of_nothing_and_begins_with_this_month(client, clerk):
    text = page(client, clerk).content.decode()
    assert "error-summary" not in text
    assert 'value="20' in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"month": "2015-06"}, "month"),
        ({"month": "bulan depan"}, "month"),
        ({"months": "0"}, "months"),
        ({"months": "61"}, "months"),
        ({"income": "-5"}, "income"),
        ({"income": ""}, "income"),
        ({"sector": "laut"}, "sector"),
        ({"payer": "paman"}, "payer"),
        ({"registered": "2026-06"}, "registered"),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_cannot_be_is_said_at_its_field_and_the_rest_is_kept(client, clerk, changes, field, language):
    client.cookies["django_language"] = language
    shown = page(client, clerk, **CASES["apbd"] | changes)
    text = shown.content.decode()
    assert f'href="#id_{field}' in text
    assert {"id": "Ada yang perlu diperbaiki", "en": "There is something to mend"}[language] in text
    assert "answer" not in shown.context
    if "months" not in changes:
        assert 'value="12"' in text


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"segment": "pmi", "month": "2026-01", "months": "7"}, "months"),
        ({"segment": "construction", "month": "2026-01", "months": "1"}, "income"),
        ({"segment": "construction", "month": "2026-01", "months": "1", "income": "1", "contract_value": "1"}, "contract_value"),
        ({"segment": "pu", "month": "2025-03", "months": "1", "income": "1", "risk_class": "1", "jkp": "on", "labour_intensive": "on"}, "jkp"),
    ],
)  # fmt: skip
def test_the_engines_complaint_stands_at_the_field_it_names(client, clerk, asked, field):
    assert f'href="#id_{field}"' in page(client, clerk, **asked).content.decode()


def test_what_does_not_belong_to_the_segment_is_not_passed_over_in_silence(client, clerk):
    shown = page(client, clerk, **CASES["contract"] | {"jht": "on"})
    assert "tidak berlaku bagi jenis peserta ini" in shown.content.decode()
    assert "answer" not in shown.context


def test_a_user_without_any_duty_may_calculate(client, db):
    shown = page(
        client, User.objects.create_user(username="baru", name="Baru", password="x"), **CASES["apbd"]
    )
    assert shown.status_code == 200
    assert "Hitung" in shown.content.decode()


def test_nothing_is_calculated_by_post(client, clerk):
    client.force_login(clerk)
    assert client.post(reverse("contribution"), CASES["apbd"]).status_code == 405
