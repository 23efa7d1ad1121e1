"""Pages that only an answer gives (a check before an act, a form with its errors, a refusal), and two-step login."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from office import browsing
from office.browsing import DESK, PHONE, browser, faults, fits, log_in, opened  # noqa: F401 - browser is a fixture
from office.test_pages_browser import (  # noqa: F401 - fixtures
    AUDITOR,
    BRANCH,
    CLERK,
    HEAD,
    MANAGER,
    TREASURER,
    VERIFIER,
    office,
    sat_down,
)
from payung.office.demonstration.characters import PASSWORD

pytestmark = browsing.in_browser


def sends(page):
    page.locator("main form button[type=submit]").last.click()


def approval(page):
    page.fill("main [name=number]", "188.45/78/2026")
    sends(page)
    page.wait_for_selector("main [name=sure]", state="attached")


def issue(page):
    page.select_option("main [name=programme]", index=1)
    page.fill("main [name=month]", f"{date.today() + timedelta(days=182):%Y-%m}")  # of the programme's twelve
    sends(page)


def return_list(page):
    content = b"NIK,KPJ,Status,Keterangan\n3577010203809001,99000000001,Berhasil,\n"
    page.set_input_files(
        "main [name=file]", {"name": "balikan.csv", "mimeType": "text/csv", "buffer": content}
    )
    sends(page)


def wrong_file(page):
    page.set_input_files(
        "main [name=file]", {"name": "foto.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG"}
    )
    page.locator("main form[enctype] button[type=submit]").click()


def by_nik(page):
    page.fill("main [name=nik]", "3577010107969001")
    page.keyboard.press("Enter")


def places(page):
    page.fill("main input[type=number], main input[name=places]", "5")
    sends(page)


def proof(page):
    page.locator("main form button").first.click()


# What is answered: whose page, address, in it, what is done there, what must be read then.
ANSWERS = {
    "check before approval": (
        HEAD,
        "decision_approve",
        ("submitted",),
        approval,
        "Periksa sebelum menyetujui",
    ),
    "check before bills": (TREASURER, "bill_issue", (), issue, "Periksa sebelum menagih"),
    "check of a return list": (
        BRANCH,
        "enrolment_upload",
        ("decision",),
        return_list,
        "Periksa daftar balikan",
    ),
    "quota for each village": (MANAGER, "quota_each", ("programme",), places, "desa"),
    "people by NIK": (VERIFIER, "rows", (), by_nik, "Hari"),
    "the journal proved": (AUDITOR, "journal", (), proof, "jurnal"),
    "a file that is none": (CLERK, "propose_file", ("programme",), wrong_file, "Berkas tidak diambil"),
    "a list without its facts": (VERIFIER, "reference_new", (), sends, "Ada yang perlu diperbaiki"),
    "a programme without a name": (MANAGER, "programme_new", (), sends, "Ada yang perlu diperbaiki"),
    "a payment without a number": (TREASURER, "bill_pay", ("bill",), sends, "Ada yang perlu diperbaiki"),
}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_fits_breaks_no_rule_and_runs_clean(sat_down, office, case, size):  # noqa: F811
    user, name, known, work, words = ANSWERS[case]
    page = sat_down(user, size)
    page.complaints.clear()
    page.goto(office.url + reverse(name, args=[office.told[part] for part in known]))
    work(page)
    page.get_by_text(re.compile(re.escape(words), re.IGNORECASE)).first.wait_for(state="attached")
    page.wait_for_load_state("load")
    assert fits(page)
    assert faults(page) == []
    said = [each for each in page.complaints if "422" not in each]  # the browser notes refused forms
    assert said == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(("user", "at", "status"), [(CLERK, "/pengguna/", 403), (CLERK, "/tidak-ada/", 404)])
def test_a_refusal_is_a_page_like_any_other(sat_down, office, user, at, status, size):  # noqa: F811
    page = sat_down(user, size)
    answer = page.goto(office.url + at)
    assert answer.status == status
    assert page.locator("main h1").count() == 1
    assert fits(page)
    assert faults(page) == []
    page.complaints.clear()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_two_step_login_is_set_up_used_and_ended(browser, office, size):  # noqa: F811
    def looks_well(page):
        assert page.locator("main h1").count() == 1
        assert fits(page)
        assert faults(page) == []

    with opened(browser, size) as page:
        log_in(page, office.url, f"{TREASURER}.madiun", PASSWORD)
        page.goto(office.url + reverse("mfa_activate_totp"))
        looks_well(page)
        page.fill("main [name=password]", PASSWORD)  # asked once more, since the account's protection changes
        sends(page)
        page.wait_for_selector("main .secret")
        looks_well(page)
        secret = page.locator("main .secret").inner_text()
        page.fill("main [name=code]", code_of(secret))
        sends(page)
        page.wait_for_selector("text=Kode")
        for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
                     "mfa_reauthenticate", "mfa_deactivate_totp"):  # fmt: skip
            page.goto(office.url + reverse(name))
            looks_well(page)
        with opened(browser, size) as other:  # the same user at another device
            other.goto(office.url + reverse("account_login"))
            other.fill("[name=login]", f"{TREASURER}.madiun")
            other.fill("[name=password]", PASSWORD)
            other.click("main button[type=submit]")
            other.wait_for_url(f"**{reverse('mfa_authenticate')}")
            looks_well(other)
        page.goto(office.url + reverse("mfa_deactivate_totp"))
        sends(page)
        page.wait_for_url(re.compile("2fa"))
        looks_well(page)


def code_of(secret):
    """The six digits that an authenticator shows now."""
    import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
