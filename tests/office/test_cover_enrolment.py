"""Registration with BPJS: the file that goes out, the list that comes back, and whose months are then held."""

from datetime import date

import pytest

from office.kept import kept
from office.world import MUARO, PEMATANG, accepted, approved, enrolled, kpj, nik, programme, return_list
from payung.errors import UnusableInput
from payung.exchange.registration_profile import default_profile
from payung.office.accounts.permissions import Refused
from payung.office.core.vault import unseal, unseal_fields
from payung.office.cover import actions
from payung.office.cover.models import (
    SEALED_KPJ,
    SEALED_RETURN,
    EnrolmentExport,
    EnrolmentReturn,
    Membership,
    PersonMonth,
    ReturnLine,
    Verdict,
)
from payung.office.decisions.actions import generate
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db


@kept
def decided(manager, other_manager):
    made = programme(manager)
    accepted(made, manager, [MUARO, MUARO, MUARO, PEMATANG])
    return approved(manager, other_manager, made)


def held(decision):
    return PersonMonth.objects.filter(line__decision=decision, enrolled_by__isnull=False)


def test_the_registration_file_has_the_people_of_the_decree_as_text(decided, branch):
    export, content = actions.export_enrolment(branch, decided, form="csv")
    text = content.decode("utf-8-sig")
    assert text.count("\n") == 5
    assert nik(0) in text
    assert "WARGA 0" in text
    assert (export.rows, export.profile) == (4, default_profile().to_toml())
    assert Entry.objects.filter(act="enrolment.export").get().facts["sha256"] == export.sha256


def test_an_office_sets_the_columns_that_its_branch_asks_for(decided, branch):
    columns = 'name = "Cabang"\n[[column]]\nheading = "Nomor KTP"\nsource = "nik"\nformat = "text"\n'
    profile = actions.save_profile(branch, "13.03", name="Cabang", columns=columns)
    _, content = actions.export_enrolment(branch, decided, profile=profile, form="csv")
    assert content.decode("utf-8-sig").splitlines()[:2] == ["Nomor KTP", nik(0)]
    with pytest.raises(UnusableInput):
        actions.save_profile(
            branch, "13.03", name="Rusak", columns='name = "x"\n[[column]]\nheading = "A"\nsource = "gaji"\n'
        )


def test_a_draft_is_not_registered(manager, branch, decided):
    accepted(decided.programme, manager, [MUARO], start=90)
    with pytest.raises(UnusableInput, match="not approved"):
        actions.export_enrolment(branch, generate(manager, decided.programme))
    assert not EnrolmentExport.objects.exists()


def test_every_row_of_the_return_list_ends_with_a_verdict(decided, branch, tmp_path):
    file = return_list(tmp_path / "a.csv", [
        (nik(0), kpj(0), "Berhasil", ""),
        (nik(1), "", "Gagal", "NIK tidak valid di Dukcapil"),
        (nik(2), "", "Berhasil", ""),
        (nik(77), kpj(77), "Berhasil", ""),
    ])  # fmt: skip
    came = actions.import_return(branch, decided, file, file_name="a.csv")
    assert (came.rows, came.accepted, came.refused, came.unclear, came.unknown, came.skipped) == (
        5,
        1,
        1,
        1,
        1,
        1,
    )
    verdicts = dict(ReturnLine.objects.order_by("row").values_list("row", "verdict"))
    assert list(verdicts.values()) == [
        Verdict.SKIPPED,
        Verdict.ACCEPTED,
        Verdict.REFUSED,
        Verdict.UNCLEAR,
        Verdict.UNKNOWN,
    ]
    refused = ReturnLine.objects.get(verdict=Verdict.REFUSED)
    assert refused.reason == "NIK tidak valid di Dukcapil"
    assert unseal_fields(refused.sealed, SEALED_RETURN)["nik"] == nik(1)
    member = Membership.objects.get()
    assert (unseal(member.sealed, SEALED_KPJ).decode(), member.kpj_tail, member.since) == (
        kpj(0), kpj(0)[-4:], date(2026, 5, 1),
    )  # fmt: skip
    assert (held(decided).count(), came.months) == (8, 8)


def test_months_before_the_start_of_cover_are_not_held(decided, branch, tmp_path):
    enrolled(branch, decided, tmp_path, [0], start="10-07-2026")
    assert sorted(held(decided).values_list("month", flat=True)) == list(range(202607, 202613))


def test_the_same_file_twice_is_refused(decided, branch, tmp_path):
    enrolled(branch, decided, tmp_path, [0])
    with pytest.raises(UnusableInput, match="taken in on"):
        enrolled(branch, decided, tmp_path, [0])
    assert EnrolmentReturn.objects.count() == 1


def test_a_later_list_enrols_whom_an_earlier_one_refused(decided, branch, tmp_path):
    file = return_list(
        tmp_path / "a.csv", [(nik(0), kpj(0), "Berhasil", ""), (nik(1), "", "Ditolak", "usia")]
    )
    first = actions.import_return(branch, decided, file, file_name="a.csv")
    later = enrolled(branch, decided, tmp_path, [0, 1], name="b.csv")
    assert (first.months, later.months) == (8, 8)
    assert Membership.objects.count() == 2


def test_a_member_number_belongs_to_one_person(decided, branch, tmp_path):
    enrolled(branch, decided, tmp_path, [0])
    file = return_list(
        tmp_path / "b.csv", [(nik(1), kpj(0), "Berhasil", ""), (nik(0), kpj(9), "Berhasil", "")]
    )
    came = actions.import_return(branch, decided, file, file_name="b.csv")
    assert (came.accepted, came.unclear) == (0, 2)
    assert set(ReturnLine.objects.filter(enrolment_return=came, verdict=Verdict.UNCLEAR).values_list("reason", flat=True)) == {
        "KPJ ini sudah dimiliki orang lain", "Orang ini sudah punya KPJ lain",
    }  # fmt: skip


def test_cards_are_for_the_enrolled_of_a_village(decided, branch, tmp_path):
    with pytest.raises(UnusableInput, match="no cards"):
        actions.print_cards(branch, decided)
    enrolled(branch, decided, tmp_path, [0, 3])
    assert actions.print_cards(branch, decided, village=PEMATANG).startswith(b"%PDF")
    assert Entry.objects.filter(act="cards.print").get().facts["cards"] == 1


@pytest.mark.parametrize(
    "who", ["clerk", "verifier", "treasurer", "auditor", "outsider", "administrator", "sponsor"]
)
def test_who_may_neither_export_nor_import_nor_print(request, who, decided, tmp_path):
    user = request.getfixturevalue(who)
    before = Entry.objects.count()
    for forbidden in (
        lambda: actions.export_enrolment(user, decided),
        lambda: enrolled(user, decided, tmp_path, [0]),
        lambda: actions.print_cards(user, decided),
        lambda: actions.save_profile(user, "13.03", name="x", columns=""),
    ):
        with pytest.raises(Refused):
            forbidden()
    assert (EnrolmentExport.objects.count(), EnrolmentReturn.objects.count(), Entry.objects.count()) == (
        0,
        0,
        before,
    )


def test_the_manager_exports_but_only_the_branch_takes_returns(decided, manager, tmp_path):
    actions.export_enrolment(manager, decided)
    with pytest.raises(Refused):
        enrolled(manager, decided, tmp_path, [0])
