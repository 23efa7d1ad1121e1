"""Agreements and regulations: chains, overlaps, warnings in time, papers, and what a programme may not rest on."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from office import cover_world
from office.kept import kept
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.core import daily
from payung.office.core.home import waiting_for
from payung.office.journal.models import Entry
from payung.office.programmes import actions, queries, validity
from payung.office.programmes.actions import ProgrammeFacts
from payung.office.programmes.models import (
    Agreement,
    Annex,
    LegalBasis,
    Programme,
    Reminder,
    Scope,
    StartRule,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"payung" * 30
MARCH = date(2026, 3, 10)  # a month in which cover_world has six people


def agreement(manager, number="PKS-1", starts=date(2026, 1, 1), ends=date(2026, 5, 31), **more):
    return actions.add_agreement(
        manager, "13.03", number=number, branch="Solok", starts=starts, ends=ends, **more
    )


def basis(manager, number="Perbup 1/2026", dated=date(2026, 1, 1), **more):
    return actions.add_basis(manager, "13.03", number=number, about="Perlindungan", dated=dated, **more)


@kept
def covered(manager, treasurer):
    """The small programme under PKS-1, which ends on 31 May."""
    world = cover_world.at_every_gate(manager, treasurer)
    world.agreement = agreement(manager)
    Programme.objects.filter(pk=world.programme.pk).update(agreement=world.agreement)
    return world


def test_overlapping_agreements_of_one_scope_get_a_clear_answer(manager):
    agreement(manager)
    with pytest.raises(UnusableInput, match=r"On 1 May 2026 – 31 May 2026 .* PKS-1 already") as raised:
        agreement(manager, "PKS-2", date(2026, 5, 1), date(2026, 12, 31))
    assert "PKS-1" in raised.value.to("id")
    assert raised.value.place.column == "starts"
    agreement(manager, "PKS-3", date(2026, 5, 1), date(2026, 12, 31), scope=Scope.CONSTRUCTION)
    agreement(manager, "PKS-4", date(2026, 1, 1), date(2026, 12, 31), scope=Scope.OTHER, about="Imam masjid")
    with pytest.raises(UnusableInput, match="PKS-4 already"):
        agreement(
            manager, "PKS-5", date(2026, 2, 1), date(2026, 3, 1), scope=Scope.OTHER, about="IMAM  Masjid"
        )
    with pytest.raises(UnusableInput, match="empty"):
        agreement(manager, "PKS-5", date(2026, 2, 1), date(2026, 3, 1), scope=Scope.OTHER)
    assert Agreement.objects.count() == 3


def test_an_extension_follows_once_and_begins_after_the_end(manager):
    first = agreement(manager)
    with pytest.raises(UnusableInput, match="PKS-1 already"):
        agreement(manager, "PKS-2", date(2026, 5, 31), date(2026, 12, 31), extends=first)
    second = agreement(manager, "PKS-2", date(2026, 6, 11), date(2026, 12, 31), extends=first)
    assert validity.gap_before(second) == 10
    with pytest.raises(UnusableInput, match="extended already, by PKS-2"):
        agreement(manager, "PKS-3", date(2027, 1, 1), date(2027, 12, 31), extends=first)
    third = agreement(manager, "PKS-3", date(2027, 1, 1), date(2027, 12, 31), extends=second)
    known = validity.by_id(Agreement.objects.all())
    assert [one.number for one in validity.chain(second, known)] == ["PKS-1", "PKS-2", "PKS-3"]
    assert validity.agreement_state(third, date(2027, 11, 1), extended=False) == "ending"
    assert validity.agreement_state(third, date(2027, 9, 1), extended=False) == "runs"


def test_a_change_keeps_what_stood_before_in_the_journal(manager, outsider, clerk):
    made = agreement(manager)
    said = {"number": "PKS-1", "branch": "Solok", "starts": made.starts, "ends": date(2026, 3, 31)}
    for user in (outsider, clerk):
        with pytest.raises(Refused):
            actions.change_agreement(user, made, **said)
    actions.change_agreement(manager, made, **said, why="Diakhiri lebih awal")
    entry = Entry.objects.get(act="agreement.change")
    assert (entry.facts["ends"], entry.facts["before"]["ends"]) == ("2026-03-31", "2026-05-31")
    assert Agreement.objects.get().ends == date(2026, 3, 31)


def test_the_start_of_cover_follows_the_rule_of_the_agreement(manager):
    made = agreement(manager)
    assert validity.cover_starts(made, date(2026, 2, 5)) == date(2026, 2, 5)
    assert validity.cover_starts(made, date(2025, 12, 5)) == made.starts
    made.start_rule = StartRule.AGREEMENT
    assert validity.cover_starts(made, date(2026, 2, 5)) == made.starts


def test_what_falls_is_counted_over_the_chain(manager, covered):
    falls = queries.falling([covered.agreement], MARCH)[covered.agreement.pk]
    assert falls.people == 6
    assert falls.rupiah == sum(
        month.due or month.planned
        for month in covered.people[0].months.model.objects.filter(month=202603, withdrawn_by=None)
    )
    second = agreement(manager, "PKS-2", date(2026, 6, 1), date(2026, 12, 31), extends=covered.agreement)
    assert queries.falling([second], MARCH)[second.pk].people == 6
    assert queries.falling([second], date(2027, 3, 1))[second.pk].people == 0


def test_warnings_come_90_60_and_30_days_before_each_once(covered):
    ends = covered.agreement.ends
    for before, wanted in (
        (91, []),
        (90, [90]),
        (89, [90]),
        (60, [90, 60]),
        (12, [90, 60, 30]),
        (1, [90, 60, 30]),
    ):
        daily.run_due(ends - timedelta(days=before))
        daily.run_due(ends - timedelta(days=before))
        assert list(Reminder.objects.values_list("days", flat=True)) == wanted
    first = Reminder.objects.get(days=90)  # 2 March: six people are covered
    assert first.people == 6
    assert Entry.objects.get(act="agreement.remind", facts__days=90).facts["people"] == 6


def test_another_last_day_is_warned_of_anew(manager, covered):
    made = covered.agreement
    assert actions.remind_if_due(date(2026, 5, 1)) == 1
    said = {"number": made.number, "branch": made.branch, "starts": made.starts}
    actions.change_agreement(manager, made, **said, ends=date(2026, 7, 31), why="Addendum")
    assert actions.remind_if_due(date(2026, 5, 1)) == 0
    assert actions.remind_if_due(date(2026, 7, 1)) == 1
    assert list(Reminder.objects.values_list("days", flat=True)) == [30]


def test_an_agreement_that_is_extended_warns_nobody(manager, covered):
    agreement(manager, "PKS-2", date(2026, 6, 1), date(2026, 12, 31), extends=covered.agreement)
    assert actions.remind_if_due(date(2026, 5, 1)) == 0


def test_the_home_page_counts_what_ends_and_what_lapsed(client, manager, outsider, clerk):
    today = timezone.localdate()
    agreement(manager, starts=today - timedelta(days=300), ends=today + timedelta(days=40))
    old = basis(manager, until=today - timedelta(days=1))
    actions.create_programme(
        manager, "13.03", ProgrammeFacts(name="Siaga", first_month=202601, months=12, bases=[old])
    )
    waits = {one.href: one.count for one in waiting_for(manager)}
    assert waits[reverse("agreements") + "?keadaan=ending"] == 1
    assert waits[reverse("bases") + "?keadaan=cited"] == 1
    assert {one.href: one.count for one in waiting_for(outsider)}[
        reverse("agreements") + "?keadaan=ending"
    ] == 0
    client.force_login(manager)
    assert "PKS-1" in client.get(reverse("agreements"), {"keadaan": "ending"}).content.decode()
    assert "Perbup 1/2026" in client.get(reverse("bases"), {"keadaan": "cited"}).content.decode()
    assert client.get(reverse("bases"), {"keadaan": "holds"}).context["table"].count == 0
    for state in ("coming", "runs", "ended", "followed"):
        assert client.get(reverse("agreements"), {"keadaan": state}).context["table"].count == 0


def test_a_regulation_lapses_by_its_day_or_by_its_successor(manager):
    new = basis(manager, "Perbup 2/2026", date(2026, 6, 1), valid_from=date(2026, 7, 1))
    old = basis(manager, replaced_by=new)
    assert validity.basis_until(old) == date(2026, 6, 30)
    assert validity.basis_state(old, date(2026, 6, 30)) == "holds"
    assert validity.basis_state(old, date(2026, 7, 1)) == "lapsed"
    assert validity.basis_state(new, date(2026, 6, 30)) == "coming"
    old.until = date(2026, 3, 1)
    assert validity.basis_until(old) == date(2026, 3, 1)


def test_a_successor_must_make_sense(manager, outsider):
    new, old = basis(manager, "Baru", date(2026, 6, 1)), basis(manager, "Lama", date(2025, 6, 1))
    said = {"number": "Baru", "about": "x", "dated": new.dated}
    with pytest.raises(UnusableInput, match="began before"):
        actions.change_basis(manager, new, **said, replaced_by=old)
    actions.change_basis(manager, old, number="Lama", about="x", dated=old.dated, replaced_by=new)
    with pytest.raises(UnusableInput, match="before the one it replaces"):
        actions.change_basis(manager, new, **said | {"dated": date(2025, 1, 1)})
    with pytest.raises(UnusableInput, match="own date"):
        actions.change_basis(manager, new, **said, valid_from=date(2026, 1, 1))
    with pytest.raises(UnusableInput, match="before the start"):
        actions.change_basis(manager, new, **said, until=date(2026, 1, 1))
    with pytest.raises(UnusableInput, match="not known"):
        actions.change_basis(manager, new, **said, kind="rumor")
    with pytest.raises(Refused):
        actions.change_basis(outsider, new, **said)
    assert LegalBasis.objects.get(number="Lama").replaced_by == new


def test_a_programme_warns_of_ground_that_gives_way(client, manager, covered):
    old = basis(manager, until=date(2026, 2, 1))
    covered.programme.bases.add(old)
    Programme.objects.filter(pk=covered.programme.pk).update(months=12)
    client.force_login(manager)
    page = client.get(reverse("programme", args=[covered.programme.public_id]))
    assert len(page.context["warnings"]) == 2
    shown = client.get(reverse("basis", args=[old.public_id])).content.decode()
    assert covered.programme.name in shown
    assert covered.decision.number in shown
    for name, key in (
        ("basis_edit", old),
        ("agreement", covered.agreement),
        ("agreement_edit", covered.agreement),
    ):
        assert client.get(reverse(name, args=[key.public_id])).status_code == 200


def test_papers_rest_sealed_and_each_look_is_journalled(
    client, manager, clerk, outsider, treasurer, own_store, django_capture_on_commit_callbacks
):
    made = agreement(manager)
    client.force_login(manager)
    page = client.get(reverse("agreement_annex", args=[made.public_id]))
    token = page.context["form"]["token"].value()
    for _again in range(2):  # a second press keeps nothing twice
        sent = {"title": "Naskah", "token": token, "file": SimpleUploadedFile("pks.pdf", PDF)}
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(reverse("agreement_annex", args=[made.public_id]), sent).status_code == 302
    assert own_store() == 1
    annex = Annex.objects.get()
    assert annex.sha256 == hashlib.sha256(PDF).hexdigest()
    again = client.post(
        reverse("agreement_annex", args=[made.public_id]),
        {"title": "Lagi", "file": SimpleUploadedFile("x.pdf", PDF)},
    )
    assert again.status_code == 422
    wrong = client.post(
        reverse("agreement_annex", args=[made.public_id]),
        {"title": "Lagi", "file": SimpleUploadedFile("x.pdf", b"bukan pdf sama sekali")},
    )
    assert wrong.status_code == 422
    look = reverse("annex", args=[annex.public_id])
    assert client.get(look).status_code == 405
    assert client.post(look).content == PDF
    assert Entry.objects.filter(act="annex.look").count() == 1
    client.force_login(treasurer)
    assert client.post(look).content == PDF
    for user in (outsider, clerk):
        client.force_login(user)
        answer = client.post(reverse("agreement_annex", args=[made.public_id]), {"title": "x"})
        assert answer.status_code in (403, 404)
    client.force_login(outsider)
    assert client.post(look).status_code == 403
    assert Annex.objects.count() == 1


def test_an_extension_is_filled_in_from_what_it_extends(client, manager, outsider):
    made = agreement(manager, parties="Pemkab Sijunjung")
    client.force_login(manager)
    page = client.get(reverse("agreement_new"), {"perpanjang": made.public_id})
    form = page.context["form"]
    assert form["starts"].value() == date(2026, 6, 1)
    sent = {
        "area": "13.03", "number": "PKS-2", "branch": "Solok", "parties": "Pemkab Sijunjung", "scope": "vulnerable",
        "starts": "2026-06-01", "ends": "2026-10-31", "start_rule": "agreement", "extends": made.pk, "token": "a",
    }  # fmt: skip
    assert client.post(reverse("agreement_new"), {**sent, "starts": "2026-05-01"}).status_code == 422
    for _again in range(2):
        answer = client.post(reverse("agreement_new"), sent)
    second = Agreement.objects.get(number="PKS-2")
    assert answer.url == reverse("agreement", args=[second.public_id])
    assert (second.extends, second.start_rule) == (made, "agreement")
    sent = {"number": "Perbup 9", "about": "x", "kind": "head", "dated": "2026-01-01", "area": "13.03"}
    assert client.post(reverse("basis_new"), sent).status_code == 302
    kept = LegalBasis.objects.get()
    edit = {**sent, "until": "2026-02-01", "why": "Dicabut"}
    assert client.post(reverse("basis_edit", args=[kept.public_id]), edit).status_code == 302
    assert LegalBasis.objects.get().until == date(2026, 2, 1)
    client.force_login(outsider)
    for name, key in (("agreement", made), ("agreement_edit", made), ("basis", kept), ("basis_edit", kept)):
        assert client.get(reverse(name, args=[key.public_id])).status_code in (403, 404)


def test_pages_ask_a_constant_number_of_questions(client, manager, django_assert_max_num_queries):
    today = timezone.localdate()
    for at, scope in enumerate((Scope.VULNERABLE, Scope.STAFF, Scope.VILLAGE, Scope.CONSTRUCTION)):
        agreement(manager, f"PKS-{at}", today - timedelta(days=30), today + timedelta(days=30), scope=scope)
        basis(manager, f"Perbup {at}")
    client.force_login(manager)
    with django_assert_max_num_queries(14):
        assert len(client.get(reverse("agreements")).context["ending"]) == 4
    with django_assert_max_num_queries(10):
        client.get(reverse("bases"))
