"""Funds of every kind: their money by document, their rules by date, the lists of people that rules name."""

from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from office.kept import kept
from office.world import MUARO, TANJUNG, accepted, approved, nik, programme
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.funding import queries
from payung.office.funding.actions import add_group, appropriate, change_ceiling, create_fund, set_rules
from payung.office.funding.kinds import FACTS
from payung.office.funding.models import (
    Appropriation,
    Fund,
    FundRule,
    GroupMember,
    Kind,
    PeopleGroup,
    Sponsor,
)
from payung.office.funding.terms import engine_fund, in_words, rule_in_force
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 1)


@kept
def money(manager):
    company = Sponsor.objects.create(area_id="13.03", name="Pemkab")

    def make(kind="apbd_regency", **facts):
        facts = {
            "area_code": "13.03",
            "name": f"Dana {kind}",
            "year": 2026,
            "legal_note": "Permendesa",
        } | facts
        return create_fund(manager, company, kind=kind, proposer="Ketua Komisi III", **facts)

    return make


def test_every_kind_of_money_has_the_rate_that_the_law_gives_it(money):
    made = {kind: money(kind).payer for kind in Kind.values}
    assert set(FACTS) == set(Kind)
    assert {kind: made[kind] for kind in ("dbh_cht", "dbh_sawit", "pokir", "apbd_province")} == dict.fromkeys(
        ("dbh_cht", "dbh_sawit", "pokir", "apbd_province"), "apbd"
    )
    assert (made["bank"], made["asn"], made["self"], made["dana_desa"]) == ("csr", "donor", "self", "apbdes")


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"kind": "dana_desa", "legal_note": " "}, "legal_note"),
        ({"kind": "csr", "payer": "apbd"}, "payer"),
        ({"kind": "apbd_regency", "payer": "csr"}, "payer"),
        ({"kind": "kas"}, "kind"),
        ({"kind": "csr", "ceiling": -1, "document": "X"}, "ceiling"),
    ],
)
def test_a_kind_that_lacks_what_it_asks_is_refused_and_nothing_is_half_done(money, facts, column):
    before = Entry.objects.count()
    with pytest.raises(UnusableInput) as refused:
        money(**facts)
    assert refused.value.place.column == column
    assert (Fund.objects.count(), Appropriation.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_pokir_names_its_proposer(manager):
    company = Sponsor.objects.create(area_id="13.03", name="DPRD")
    with pytest.raises(UnusableInput, match="proposed"):
        create_fund(manager, company, area_code="13.03", name="Pokir", kind="pokir", year=2026)


class TestMoney:
    def test_the_ceiling_is_the_sum_of_its_documents(self, manager, money):
        fund = money(ceiling=1_000_000, document="DPA 1", dated=DAY)
        appropriate(manager, fund, amount=500_000, document="DPPA 1", dated=DAY)
        appropriate(manager, fund, amount=-300_000, document="DPPA 2", dated=DAY, why="Efisiensi")
        fund.refresh_from_db()
        assert fund.ceiling == 1_200_000
        assert [each.amount for each in fund.appropriations.all()] == [1_000_000, 500_000, -300_000]
        change_ceiling(manager, fund, 1_000_000, why="Efisiensi", document="DPPA 3", dated=DAY)
        assert fund.appropriations.get(document="DPPA 3").amount == -200_000

    def test_a_cut_below_what_lists_hold_is_refused_in_figures(self, manager, other_manager):
        made = programme(manager, ceiling=1_000_000)
        accepted(made, manager, [MUARO])
        approved(manager, other_manager, made)
        fund = Fund.objects.get()
        for amount, said in ((-900_000, r"Rp134\.400"), (-1_100_000, "below nothing")):
            with pytest.raises(UnusableInput, match=said):
                appropriate(manager, fund, amount=amount, document="DPPA", dated=DAY)
        assert (Fund.objects.get().ceiling, Appropriation.objects.count()) == (1_000_000, 1)

    @pytest.mark.parametrize(
        ("wrong", "column"),
        [
            ({"document": " "}, "document"),
            ({"dated": date(2999, 1, 1)}, "dated"),
            ({"amount": 0}, "amount"),
            ({"amount": 10**16}, "amount"),
            ({"amount": 1_000, "document": "DPA 1"}, "document"),
        ],
    )
    def test_an_appropriation_that_cannot_be(self, manager, money, wrong, column):
        fund = money(ceiling=1_000, document="DPA 1", dated=DAY)
        with pytest.raises(UnusableInput) as refused:
            appropriate(manager, fund, **({"amount": 5, "document": "DPPA 9", "dated": DAY} | wrong))
        assert refused.value.place.column == column
        assert Fund.objects.get().ceiling == 1_000

    def test_the_database_itself_keeps_ceilings_documents_and_versions(self, manager, money):
        fund = money(ceiling=1_000, document="DPA 1", dated=DAY)
        set_rules(manager, fund, {"max_decile": 3}, valid_from=DAY)
        Fund.objects.update(committed=500)
        for work in (
            lambda: Fund.objects.update(ceiling=9_999),
            lambda: Appropriation.objects.update(amount=9_999),
            lambda: Appropriation.objects.all().delete(),
            lambda: FundRule.objects.update(version=7),
            lambda: Appropriation.objects.create(fund=fund, amount=-600, document="X", dated=DAY),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                work()
        assert (Fund.objects.get().ceiling, Appropriation.objects.count()) == (1_000, 1)


class TestRules:
    def test_versions_are_in_force_from_their_day_and_never_change(self, manager, money):
        fund = money("apbdes")
        first = set_rules(
            manager, fund, {"max_decile": 5, "areas": ["13.03.04"]}, valid_from=date(2026, 1, 1)
        )
        second = set_rules(manager, fund, {"max_decile": 3, "min_months": 6}, valid_from=date(2026, 7, 1))
        assert rule_in_force(fund, date(2025, 12, 31)) is None
        assert rule_in_force(fund, date(2026, 6, 30)) == first
        assert rule_in_force(fund, date(2026, 7, 1)) == second
        assert FundRule.objects.get(version=1).rules == {"areas": ["13.03.04"], "max_decile": 5}
        with pytest.raises(UnusableInput, match="in force since"):
            set_rules(manager, fund, {}, valid_from=date(2026, 6, 1))

    def test_as_the_engine_takes_them_and_in_words(self, manager, money):
        fund = money("apbdes", ceiling=5_000_000, document="APBDes", dated=DAY)
        rule = set_rules(
            manager,
            fund,
            {
                "sectors": ["transport"],
                "not_covered_by": ["apbd_regency"],
                "places": 10,
                "occupations": ["ojek"],
            },
            valid_from=DAY,
        )
        taken = engine_fund(fund, rule.rules, id="apbdes")
        assert (taken.villages, taken.sectors, taken.places, taken.ceiling) == (
            ("13.03",),
            ("transport",),
            10,
            5_000_000,
        )
        assert set(taken.where) == {"pekerjaan", "belum dibayar apbd_regency"}
        said = [each.en for each in in_words(rule.rules)]
        assert said[:2] == ["Only transport workers", "Only the work: ojek"]
        assert said[-1] == "At most 10 people"

    @pytest.mark.parametrize(
        ("kind", "rules", "column"),
        [
            ("apbdes", {"areas": ["13.73"]}, "areas"),
            ("apbdes", {"areas": ["13.03.99"]}, "areas"),
            ("apbdes", {"sectors": ["nelayan"]}, "sectors"),
            ("apbdes", {"max_decile": 11}, "max_decile"),
            ("apbdes", {"min_months": -1}, "min_months"),
            ("apbdes", {"groups": ["tiada"]}, "groups"),
            ("apbdes", {"not_covered_by": ["apbdes"]}, "not_covered_by"),
            ("baznas", {"max_decile": 3}, "asnaf"),
            ("apbdes", {"sectors": ["transport"], "occupations": ["petani"]}, "occupations"),
        ],
    )
    def test_rules_that_contradict_are_named_and_nothing_is_made(self, manager, money, kind, rules, column):
        made = programme(manager)
        made.occupations.create(code="petani", name="Petani", sector="other")
        fund = money(kind)
        before = Entry.objects.count()
        with pytest.raises(UnusableInput) as refused:
            set_rules(manager, fund, rules, valid_from=DAY)
        assert refused.value.place.column == column
        assert (FundRule.objects.count(), Entry.objects.count()) == (0, before)


class TestGroups:
    SHEET = (
        "NIK,Nama,Asnaf\n{0},Siti,Miskin\n{1},Budi,Fakir\n3.27E+15,Rusak,Miskin\n{0},Siti,Miskin\nJumlah,3,\n"
    )

    def add(self, user, text, **more):
        said = {"name": "Mustahik 2026", "source": "BAZNAS", "dated": DAY, "file_name": "mustahik.csv"} | more
        return add_group(user, "13.03", chunks=[text.encode()], **said)

    def test_people_are_kept_by_blind_index_alone_and_broken_numbers_are_counted(self, manager, money):
        made = self.add(manager, self.SHEET.format(nik(1), nik(2)))
        assert (made.people, made.skipped) == (2, 1)
        assert sorted(GroupMember.objects.values_list("asnaf", flat=True)) == ["fakir", "miskin"]
        zakat = money("baznas")
        assert queries.lists_for(zakat) == [(made.public_id, "Mustahik 2026 (2)")]
        rule = set_rules(manager, zakat, {"asnaf": ["miskin"], "groups": [made.public_id]}, valid_from=DAY)
        assert engine_fund(zakat, rule.rules, id="z").groups == (made.public_id, "asnaf miskin")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("NIK,Nama\n12,Siti\n", "no NIK of 16 digits"),
            ("Nama\nSiti\n", "headings"),
            ("NIK,Asnaf\n1303041205800002,Kaya\n", "asnaf"),
        ],
    )
    def test_a_list_that_cannot_be_used_leaves_nothing(self, manager, text, said):
        with pytest.raises(UnusableInput, match=said):
            self.add(manager, text)
        assert not PeopleGroup.objects.exists()

    def test_the_same_name_twice_is_refused(self, manager):
        self.add(manager, self.SHEET.format(nik(1), nik(2)))
        with pytest.raises(UnusableInput, match="already"):
            self.add(manager, self.SHEET.format(nik(3), nik(4)))
        assert GroupMember.objects.count() == 2


def test_who_may_not_and_nothing_changed(
    manager, verifier, treasurer, auditor, clerk, outsider, sponsor, money
):
    fund = money()
    before = Entry.objects.count()
    for user in (verifier, treasurer, auditor, clerk, outsider, sponsor):
        for forbidden in (
            lambda user=user: appropriate(user, fund, amount=1, document="X", dated=DAY),
            lambda user=user: set_rules(user, fund, {}, valid_from=DAY),
            lambda user=user: TestGroups().add(user, TestGroups.SHEET.format(nik(1), nik(2))),
        ):
            with pytest.raises(Refused):
                forbidden()
    assert (Appropriation.objects.count(), FundRule.objects.count(), Entry.objects.count()) == (0, 0, before)
    assert not queries.groups(outsider).exists()


class TestPages:
    def test_a_manager_records_money_rules_and_lists(self, client, manager, money):
        fund = money("baznas")
        client.force_login(manager)
        page = client.get(reverse("fund", args=[fund.public_id])).content.decode()
        assert "Belum ada" in page
        revision = {"ceiling": "1.680.000", "document": "MoU 1", "dated": "2026-02-01", "why": "Awal"}
        assert client.post(reverse("fund_ceiling", args=[fund.public_id]), revision).status_code == 302
        upload = BytesIO(TestGroups.SHEET.format(nik(1), nik(2)).encode())
        upload.name = "mustahik.csv"
        said = {"area": "13.03", "name": "Mustahik", "dated": "2026-02-01", "file": upload}
        assert client.post(reverse("fund_group_new"), said).status_code == 302
        assert "Mustahik" in client.get(reverse("fund_groups")).content.decode()
        rule = {"valid_from": "2026-01-01", "areas": TANJUNG, "min_months": "6"}
        at = reverse("fund_rules", args=[fund.public_id])
        assert client.post(at, rule).status_code == 422  # zakat without asnaf
        assert client.post(at, rule | {"asnaf": ["miskin", "fakir"]}).status_code == 302
        page = client.get(reverse("fund", args=[fund.public_id])).content.decode()
        for words in ("Rp1.680.000", "MoU 1", TANJUNG, "miskin, fakir", "6 bulan"):
            assert words in page

    def test_pages_are_refused_to_others_and_to_other_areas(self, client, treasurer, clerk, outsider, money):
        fund = money()
        for user, expected in ((treasurer, 403), (clerk, 403), (outsider, 404)):
            client.force_login(user)
            for name in ("fund_ceiling", "fund_rules"):
                assert client.get(reverse(name, args=[fund.public_id])).status_code == expected
        client.force_login(treasurer)
        assert client.get(reverse("fund", args=[fund.public_id])).status_code == 200
        assert client.get(reverse("fund_group_new")).status_code == 403
