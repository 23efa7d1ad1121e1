"""Every page of the office, as the user whose page it is, on a phone and at a desk, with real things behind it.

A new address without a line here fails the first test: give it a line, or say among ``NO_PAGE`` why it is none.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import NamedTuple

import pytest
from django.urls import get_resolver, reverse

from office import browsing
from office.browsing import DESK, PHONE, browser, faults, fits, log_in, opened  # noqa: F401 - browser is a fixture
from payung.office.demonstration.characters import PASSWORD

CLERK, VERIFIER, MANAGER, HEAD = "petugas", "verifikator", "pengelola", "kepala"
BRANCH, TREASURER, AUDITOR, ADMIN = "bpjs", "bendahara", "pemeriksa", "admin"


class Page(NamedTuple):
    """Whose page; what stands in the address, by name of the world's identifiers; what follows the question mark."""

    user: str
    in_address: tuple[str, ...] = ()
    asked: str = ""


PAGES = {
    "account_login": Page(""),
    "account_logout": Page(CLERK),
    "account_inactive": Page(""),
    "account_reauthenticate": Page(CLERK),
    "account_change_password": Page(CLERK),
    "mfa_index": Page(CLERK),
    "mfa_activate_totp": Page(CLERK),
    "home": Page(CLERK),
    "profile": Page(CLERK),
    "tokens": Page(CLERK),
    "token_revoke": Page(CLERK, ("token",)),
    "style": Page(ADMIN),
    "users": Page(ADMIN),
    "user_new": Page(ADMIN),
    "user": Page(ADMIN, ("=petugas.madiun",)),
    "user_edit": Page(ADMIN, ("=petugas.madiun",)),
    "duty_give": Page(ADMIN, ("=petugas.madiun",)),
    "duty_take": Page(ADMIN, ("=petugas.madiun", "duty")),
    "user_close": Page(ADMIN, ("=petugas.madiun",)),
    "user_reopen": Page(ADMIN, ("=lama.madiun",)),
    "user_reset_password": Page(ADMIN, ("=petugas.madiun",)),
    "user_reset_two_step": Page(ADMIN, ("=petugas.madiun",)),
    "journal": Page(AUDITOR),
    "journal_entry": Page(AUDITOR, ("entry_seq",)),
    "programmes": Page(MANAGER),
    "programme_new": Page(MANAGER),
    "bases": Page(MANAGER),
    "basis_new": Page(MANAGER),
    "agreements": Page(MANAGER),
    "agreement_new": Page(MANAGER),
    "basis": Page(MANAGER, ("basis",)),
    "basis_edit": Page(MANAGER, ("basis",)),
    "basis_annex": Page(MANAGER, ("basis",)),
    "agreement": Page(MANAGER, ("agreement",)),
    "agreement_edit": Page(MANAGER, ("agreement",)),
    "agreement_annex": Page(MANAGER, ("agreement",)),
    "programme": Page(MANAGER, ("programme",)),
    "programme_edit": Page(MANAGER, ("programme",)),
    "programme_close": Page(MANAGER, ("programme",)),
    "activities": Page(MANAGER),
    "activity_new": Page(MANAGER, asked="area=35.77.01"),
    "campaigns": Page(MANAGER),
    "campaign_new": Page(MANAGER),
    "follow_ups": Page(MANAGER),
    "reach": Page(MANAGER),
    "activity": Page(MANAGER, ("activity",)),
    "activity_edit": Page(MANAGER, ("next_activity",)),
    "activity_hold": Page(MANAGER, ("next_activity",)),
    "activity_minutes": Page(MANAGER, ("activity",)),
    "activity_cancel": Page(MANAGER, ("next_activity",)),
    "activity_present": Page(MANAGER, ("activity",)),
    "activity_code": Page(MANAGER, ("next_activity",)),
    "activity_list": Page(MANAGER, ("activity",)),
    "activity_write": Page(MANAGER, ("activity",)),
    "present_remove": Page(MANAGER, ("activity", "attendance")),
    "follow_up_new": Page(MANAGER, ("activity",)),
    "follow_up": Page(MANAGER, ("activity", "follow_up")),
    "activity_photos": Page(MANAGER, ("activity",)),
    "sign_in": Page("", ("sign_code",)),
    "awards": Page(MANAGER),
    "award_new": Page(MANAGER),
    "award": Page(MANAGER, ("award",)),
    "award_edit": Page(MANAGER, ("award",)),
    "innovations": Page(MANAGER),
    "innovation_new": Page(MANAGER),
    "aids": Page(MANAGER),
    "aid_new": Page(MANAGER),
    "aid": Page(MANAGER, ("aid",)),
    "aid_deliveries": Page(MANAGER, ("aid",)),
    "aid_receive": Page(MANAGER, ("aid",)),
    "aid_draw": Page(MANAGER, ("aid",)),
    "aid_hand": Page(MANAGER, ("aid",)),
    "aid_sheet": Page(MANAGER, ("aid",)),
    "aid_undo": Page(MANAGER, ("aid", "receipt")),
    "aid_close": Page(MANAGER, ("aid",)),
    "criteria": Page(MANAGER, ("programme",)),
    "criteria_new": Page(MANAGER, ("programme",)),
    "occupations": Page(MANAGER, ("programme",)),
    "occupation_new": Page(MANAGER, ("programme",)),
    "occupation_edit": Page(MANAGER, ("programme", "occupation")),
    "quotas": Page(MANAGER, ("programme",)),
    "quota_each": Page(MANAGER, ("programme",)),
    "quota_edit": Page(MANAGER, ("programme", "village")),
    "workdays": Page(MANAGER, asked="tahun=2026"),
    "workday_correct": Page(MANAGER),
    "workday_take_back": Page(ADMIN, ("corrected",)),
    "references": Page(VERIFIER),
    "reference_new": Page(VERIFIER),
    "reference": Page(VERIFIER, ("reference",)),
    "submissions": Page(CLERK),
    "propose": Page(CLERK),
    "propose_file": Page(CLERK, ("programme",)),
    "entry": Page(CLERK, ("entry",)),
    "entry_check": Page(CLERK, ("entry",)),
    "entry_step": Page(CLERK, ("entry", "=lahir")),
    "rows": Page(VERIFIER),
    "row": Page(CLERK, ("row",)),
    "submission": Page(CLERK, ("submission",)),
    "submission_preview": Page(CLERK, ("preview",)),
    "submission_cancel": Page(CLERK, ("queued",)),
    "skipped": Page(CLERK, ("submission",)),
    "reply": Page(VERIFIER, ("submission",)),
    "desk": Page(VERIFIER),
    "review_many": Page(VERIFIER, asked="alasan=registry.probable"),
    "case": Page(VERIFIER, ("case",)),
    "funds": Page(MANAGER),
    "fund_new": Page(MANAGER),
    "fund": Page(MANAGER, ("fund",)),
    "fund_ceiling": Page(MANAGER, ("fund",)),
    "fund_rules": Page(MANAGER, ("fund",)),
    "fund_groups": Page(MANAGER),
    "fund_group_new": Page(MANAGER),
    "programme_funds": Page(MANAGER, ("programme",)),
    "fund_link": Page(MANAGER, ("programme",)),
    "decisions": Page(MANAGER),
    "decision_new": Page(MANAGER),
    "letter_template": Page(MANAGER),
    "signing": Page(MANAGER),
    "decision": Page(VERIFIER, ("decision",)),
    "decision_lines": Page(VERIFIER, ("decision",)),
    "decision_waiting": Page(MANAGER, ("decision",)),
    "decision_leaving": Page(MANAGER, ("submitted",)),
    "decision_submit": Page(MANAGER, ("draft",)),
    "decision_return": Page(HEAD, ("submitted",)),
    "decision_discard": Page(MANAGER, ("draft",)),
    "decision_approve": Page(HEAD, ("submitted",)),
    "decision_change": Page(MANAGER, ("decision",)),
    "vacancies": Page(MANAGER),
    "vacancy_report": Page(CLERK),
    "vacancy": Page(MANAGER, ("vacancy",)),
    "vacancy_dismiss": Page(MANAGER, ("vacancy",)),
    "replacements": Page(MANAGER, ("decision",)),
    "enrolments": Page(BRANCH),
    "enrolment": Page(BRANCH, ("decision",)),
    "enrolment_profile": Page(BRANCH, ("decision",)),
    "enrolment_upload": Page(BRANCH, ("decision",)),
    "enrolment_return": Page(BRANCH, ("decision", "return")),
    "participants": Page(BRANCH),
    "participant": Page(BRANCH, ("person",)),
    "bills": Page(TREASURER),
    "bill_issue": Page(TREASURER),
    "bill": Page(TREASURER, ("bill",)),
    "bill_code": Page(TREASURER, ("bill",)),
    "bill_pay": Page(TREASURER, ("bill",)),
    "bill_unpaid": Page(TREASURER, ("bill",)),
    "confirm_many": Page(VERIFIER),
    "bill_step": Page(TREASURER, ("bill", "=spp")),
    "payment_reverse": Page(TREASURER, ("bill", "payment")),
    "bill_carry": Page(TREASURER, ("bill",)),
    "bill_correct": Page(TREASURER, ("bill",)),
    "bill_files": Page(TREASURER, ("bill",)),
    "bill_headings": Page(TREASURER, ("bill",)),
    "bill_file": Page(TREASURER, ("bill", "bill_file")),
    "books": Page(TREASURER),
    "books_close": Page(TREASURER, ("programme", "first_month")),
    "reconciliation": Page(MANAGER),
    "reconciliation_people": Page(MANAGER),
    "sweeps": Page(VERIFIER),
    "deaths": Page(VERIFIER),
    "deaths_certain": Page(VERIFIER),
    "jobs": Page(VERIFIER),
    "jobs_certain": Page(VERIFIER),
    "twice": Page(VERIFIER),
    "payers_twice": Page(VERIFIER),
    "payer_together": Page(VERIFIER),
    "stops": Page(VERIFIER),
    "match": Page(VERIFIER, ("match",)),
    "overpayments": Page(TREASURER),
    "overpaid": Page(MANAGER),
    "overpayment": Page(TREASURER, ("overpayment",)),
    "overpayment_credit": Page(TREASURER, ("overpayment",)),
    "overpayment_refund": Page(TREASURER, ("overpayment",)),
    "overpayment_refuse": Page(TREASURER, ("overpayment",)),
    "overpaid_letters": Page(TREASURER),
    "overpaid_letter": Page(TREASURER, ("overpaid_letter",)),
    "overpaid_claim": Page(TREASURER, ("overpaid_fund", "=relief")),
    "budgets": Page(
        MANAGER,
        asked="a-orang=620&a-mulai=2026-01&a-bulan=12&a-dana=apbd&a-murni=5&a-perubahan=2026-10&a-pagu=100000000"
        "&b-orang=300&b-mulai=2026-01&b-bulan=12&b-dana=csr&b-nama=CSR",
    ),
    "budget_cliff": Page(TREASURER, asked="tahun=2027"),
    "histories": Page(TREASURER),
    "history_load": Page(TREASURER),
    "history_headings": Page(TREASURER),
    "history": Page(TREASURER, ("history",)),
    "registers": Page(TREASURER),
    "register_load": Page(TREASURER),
    "register_headings": Page(TREASURER),
    "register": Page(TREASURER, ("register",)),
    "register_record": Page(TREASURER, ("register",)),
    "order": Page(TREASURER, ("register", "order")),
    "reasons": Page(VERIFIER),
    "reasons_area": Page(VERIFIER, ("village",)),
    "continuity": Page(TREASURER),
    "continuity_people": Page(MANAGER),
    "continuity_memo": Page(TREASURER),
    "continuity_late": Page(TREASURER),
    "claims": Page(CLERK),
    "claim_find": Page(CLERK, asked="cari=a"),
    "claim_report": Page(VERIFIER, ("person",)),
    "unclaimed": Page(CLERK),
    "unclaimed_note": Page(VERIFIER),
    "unclaimed_nobody": Page(VERIFIER),
    "unclaimed_lead": Page(VERIFIER, ("told",)),
    "unclaimed_report": Page(VERIFIER, ("told",)),
    "unclaimed_settle": Page(VERIFIER, ("told",)),
    "complain": Page(""),
    "complaint_ticket": Page(""),
    "cover_check": Page(""),
    "complaints": Page(MANAGER),
    "complaint_take": Page(CLERK),
    "complaint_figures": Page(MANAGER),
    "complaint_clock": Page(MANAGER),
    "complaint": Page(MANAGER, ("complaint",)),
    "complaint_answer": Page(MANAGER, ("complaint",)),
    "complaint_pass_on": Page(MANAGER, ("complaint",)),
    "school": Page(CLERK),
    "visits": Page(BRANCH),
    "visit_plan": Page(BRANCH),
    "visit_villages": Page(MANAGER),
    "samples": Page(MANAGER),
    "sample_new": Page(MANAGER),
    "experience": Page(MANAGER),
    "plans": Page(TREASURER),
    "plan_new": Page(MANAGER),
    "plan": Page(MANAGER, ("plan",)),
    "plan_covered": Page(AUDITOR, ("plan",)),
    "plan_waiting": Page(MANAGER, ("plan",)),
    "plan_short": Page(MANAGER, ("plan_after",)),
    "plan_what_if": Page(MANAGER, ("plan",)),
    "plan_turn": Page(MANAGER, ("plan",)),
    "plan_compare": Page(TREASURER, ("plan", "plan_after")),
    "plan_moves": Page(MANAGER, ("plan", "plan_after")),
    "insight": Page(MANAGER),
    "insight_programme": Page(MANAGER, ("programme",)),
    "insight_people": Page(MANAGER, ("programme",)),
    "coverage": Page(MANAGER),
    "coverage_new": Page(MANAGER),
    "target_new": Page(MANAGER),
    "coverage_area": Page(MANAGER, ("city",)),
    "coverage_figure": Page(MANAGER, ("figure",)),
    "count_new": Page(MANAGER),
    "coverage_import_new": Page(MANAGER),
    "coverage_import": Page(MANAGER, ("table",)),
    "coverage_track": Page(MANAGER, ("city",)),
    "leader_area": Page(HEAD, ("city",)),
    "leader_parts": Page(MANAGER, ("city",)),
    "leader_map": Page(MANAGER, ("city",)),
    "publish": Page(MANAGER, ("city",)),
    "publish_withdraw": Page(MANAGER, ("city",)),
    "public": Page(""),
    "public_area": Page("", ("city",)),
    "audit": Page(AUDITOR),
    "audit_flag": Page(AUDITOR, ("flag",)),
    "audit_archives": Page(AUDITOR),
    "audit_archive_new": Page(AUDITOR),
    "audit_archive": Page(AUDITOR, ("archive",)),
    "audit_samples": Page(AUDITOR),
    "audit_sample_new": Page(AUDITOR),
    "audit_sample": Page(AUDITOR, ("sample",)),
    "reports": Page(MANAGER),
    "report": Page(MANAGER, ("report",)),
    "obligations": Page(MANAGER),
    "obligation_new": Page(MANAGER),
    "obligation": Page(MANAGER, ("obligation",)),
    "rules": Page(CLERK),
    "contribution": Page(
        CLERK, asked="segment=bpu&month=2026-05&months=12&income=1000000&sector=other&payer=csr"
    ),
    "benefit": Page(CLERK),
    "benefit_event": Page(CLERK, ("=kecelakaan",)),
    "benefit_case": Page(CLERK, ("=kecelakaan", "=meninggal")),
    "parameters": Page(CLERK),
    "parameter": Page(CLERK, ("=jkm/death_grant",)),
}
# More of one address: what it shows depends on the state of the thing.
AGAIN = {
    "submission, in the queue": ("submission", Page(CLERK, ("queued",))),
    "submission, as the office sees it": ("submission", Page(VERIFIER, ("submission",))),
    "decision, a draft": ("decision", Page(MANAGER, ("draft",))),
    "decision, to be approved": ("decision", Page(HEAD, ("submitted",))),
    "entry_step, the first": ("entry_step", Page(CLERK, ("entry", "=diri"))),
    "entry_step, work": ("entry_step", Page(CLERK, ("entry", "=kerja"))),
    "entry_step, family": ("entry_step", Page(CLERK, ("entry", "=keluarga"))),
    "home, of a manager": ("home", Page(HEAD)),
    "activity_new, where": ("activity_new", Page(MANAGER)),
    "budgets, nothing asked": ("budgets", Page(TREASURER)),
    "plan, in the queue": ("plan", Page(MANAGER, ("plan_queued",))),
    "plan, a what-if by village": ("plan", Page(MANAGER, ("plan_after",), "per=desa")),
    "audit_archive, in the queue": ("audit_archive", Page(AUDITOR, ("archive_waiting",))),
    "award, a league": ("award", Page(MANAGER, ("league",))),
    "continuity, by fund": ("continuity", Page(TREASURER, (), "per=dana")),
    "leader_area, of a kecamatan": ("leader_area", Page(MANAGER, ("kecamatan",))),
    "leader_parts, the flow": ("leader_parts", Page(MANAGER, ("city",), "per=aliran")),
    "coverage_import, kept": ("coverage_import", Page(MANAGER, ("kept_table",))),
    "parameter, a table": ("parameter", Page(CLERK, ("=contribution/bpu/bands",))),
    "insight_programme, by village": ("insight_programme", Page(MANAGER, ("programme",), "per=desa")),
}
NO_PAGE = {
    **dict.fromkeys(
        ["language", "entry_begin", "entry_send", "entry_remove", "submission_confirm", "submission_resume",
         "enrolment_confirm", "case_nik", "fund_unlink", "participant_nik", "row_reveal", "rows_by_nik",
         "journal_proof", "occupations_start", "participant_by_nik", "continuity_count", "case_second",
         "sweep_run", "match_claim", "coverage_import_keep", "leader", "vacancy_gather", "overpayment_find",
         "audit_look", "audit_flag_answer", "report_make", "report_sent", "obligation_stop"],
        "takes a form, and answers on a page of this table",
    ),
    **dict.fromkeys(
        ["reply_take", "decision_annex", "decision_letter", "enrolment_export", "enrolment_cards",
         "bill_download", "reconciliation_download", "mfa_download_recovery_codes", "leader_brief", "public_csv",
         "public_json", "overpaid_letter_download", "budget_export", "audit_archive_take", "audit_script",
         "audit_sample_take", "report_take"],
        "a download",
    ),
    **dict.fromkeys(
        ["claim", "claim_facts", "claim_heir", "claim_dispute", "claim_child", "claim_cancel", "claim_paper",
         "claim_step", "claim_difference", "claim_school", "school_prove", "school_level", "school_pay",
         "school_end", "claim_visit", "visit_photos", "sample", "sample_check"],
        "looked at in test_claims_browser: this world's cover lies ahead, and nobody has died in it",
    ),
    **dict.fromkeys(
        ["claim_by_nik", "claim_medical", "claim_heir_remove", "activity_signing", "complaint_object"],
        "takes a form, and answers on a page of this table",
    ),
    **dict.fromkeys(
        ["claim_attachment", "claim_letter", "annex", "photo", "aid_print", "visit_photo", "award_download"],
        "a download",
    ),
    **dict.fromkeys(
        ["submission_progress", "area_suggestions", "plan_progress", "audit_progress"], "a piece of a page"
    ),
    **dict.fromkeys(
        ["account_signup", "account_email", "account_email_verification_sent", "account_set_password",
         "account_reset_password", "account_confirm_login_code", "account_confirm_email",
         "account_reset_password_from_key_done", "account_reset_password_from_key",
         "account_reset_password_done"],
        "of the login library; this office does not offer it and answers 404",
    ),
    **dict.fromkeys(
        ["mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
         "mfa_generate_recovery_codes"],
        "only for a user with two-step login: see the test of that way",
    ),
}  # fmt: skip
CASES = {**{name: (name, page) for name, page in PAGES.items()}, **AGAIN}


def names(resolver, inside=""):
    """Every named address outside the API, which gives no pages."""
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            if each.namespace is None:
                yield from names(each)
        elif each.name:
            yield each.name


def test_every_named_address_is_looked_at_or_says_why_not():
    known = set(PAGES) | set(NO_PAGE)
    assert set(names(get_resolver())) == known
    assert not set(PAGES) & set(NO_PAGE)


@pytest.fixture(scope="module")
def office(furnished):
    return furnished


@pytest.fixture(scope="module")
def sat_down(browser, office):  # noqa: F811
    """Gives the open page of a user on a screen of a size; each logs in once."""
    with ExitStack() as day:
        pages = {}

        def page(user, size=PHONE):
            if (user, size) not in pages:
                pages[user, size] = day.enter_context(opened(browser, size))
                if user:
                    log_in(pages[user, size], office.url, f"{user}.madiun", PASSWORD)
            return pages[user, size]

        yield page


def address(office, name, page):
    said = [part[1:] if part.startswith("=") else office.told[part] for part in page.in_address]
    return f"{office.url}{reverse(name, args=said)}" + (f"?{page.asked}" if page.asked else "")


@pytest.mark.parametrize("case", CASES)
def test_a_page_fits_breaks_no_rule_and_runs_clean(sat_down, office, case):
    name, wanted = CASES[case]
    page = sat_down(wanted.user)
    page.complaints.clear()
    # It is opened on the screen that the page before left, every other time a phone: turning one costs what opening does.
    first = page.viewport_size["width"], page.viewport_size["height"]
    answer = page.goto(address(office, name, wanted))
    page.wait_for_load_state("load")
    assert answer.status == 200
    assert page.locator("main h1").count() == 1
    assert page.locator("a[href*='password/reset']").count() == 0  # which this office does not offer
    for width, height in (first, DESK if first == PHONE else PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert fits(page)
        assert faults(page) == []
    assert page.complaints == []


pytestmark = browsing.in_browser
