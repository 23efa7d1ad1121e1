"""Programmes and funds: what may be said of them, when it may change, and who may say it."""

from dataclasses import replace
from datetime import date

import pytest

from office.world import MUARO, PEMATANG, TANJUNG, accepted, approved, fund, programme
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.funding import queries as funding
from payung.office.funding.actions import change_ceiling, create_fund, link_fund, unlink_fund
from payung.office.funding.models import Fund, Sponsor
from payung.office.journal.models import Entry
from payung.office.programmes import actions, priority, queries
from payung.office.programmes.actions import ProgrammeFacts
from payung.office.programmes.actions.quotas import TOTAL
from payung.office.programmes.models import Agreement, Criteria, Programme, Quota

pytestmark = pytest.mark.django_db
FACTS = ProgrammeFacts(name="Siaga Kita", first_month=202605, months=8)


def test_a_programme_is_made_by_who_manages_the_area(manager, administrator, outsider, clerk, verifier):
    made = actions.create_programme(manager, "13.03", FACTS)
    assert (made.area_id, made.priority) == ("13.03", ["decile", "oldest", "first_come"])
    actions.create_programme(administrator, "13.03", replace(FACTS, name="Lain"))
    before = Entry.objects.count()
    for user in (outsider, clerk, verifier):
        with pytest.raises(Refused):
            actions.create_programme(user, "13.03", replace(FACTS, name="Gelap"))
        with pytest.raises(Refused):
            actions.change_programme(user, made, replace(FACTS, name="Gelap"))
        with pytest.raises(Refused):
            actions.set_quotas(user, made, {TOTAL: 1})
        with pytest.raises(Refused):
            actions.add_criteria(user, made, {}, valid_from=date(2026, 1, 1))
    assert (Programme.objects.count(), Entry.objects.count()) == (2, before)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "no name"),
        ({"months": 0}, "1 to 60"),
        ({"first_month": 202613}, "no month"),
        ({"income": 0}, "income base"),
        ({"priority": ["decile", "gender"]}, "not known"),
        ({"priority": ["oldest", "youngest"]}, "clash"),
        ({"registry_max_age": 0}, "registry"),
    ],
)
def test_facts_that_cannot_be(manager, wrong, said):
    with pytest.raises(UnusableInput, match=said):
        actions.create_programme(manager, "13.03", replace(FACTS, **wrong))
    assert not Programme.objects.exists()


def test_one_name_once_in_an_area(manager):
    actions.create_programme(manager, "13.03", FACTS)
    with pytest.raises(UnusableInput, match="already"):
        actions.create_programme(manager, "13.03", FACTS)


def test_the_package_is_settled_once_a_decree_rests_on_it(manager, other_manager):
    made = programme(manager)
    facts = replace(FACTS, name=made.name, months=7)
    actions.change_programme(manager, made, facts)
    accepted(made, manager, [MUARO])
    approved(manager, other_manager, Programme.objects.get())
    with pytest.raises(UnusableInput, match="cannot change"):
        actions.change_programme(manager, made, replace(facts, income=2_000_000))
    assert (
        actions.change_programme(manager, made, replace(facts, purpose="Melindungi")).purpose == "Melindungi"
    )


def test_criteria_are_versions_that_are_never_edited(manager):
    made = actions.create_programme(manager, "13.03", FACTS)
    first = actions.add_criteria(manager, made, {"min_age": 18, "max_age": 60}, valid_from=date(2026, 1, 1))
    second = actions.add_criteria(manager, made, {"min_age": 18, "max_age": 65}, valid_from=date(2026, 6, 1))
    assert (first.version, second.version) == (1, 2)
    assert queries.criteria_in_force(made, date(2026, 5, 31)) == first
    assert queries.criteria_in_force(made, date(2026, 6, 1)) == second
    assert first.rules == {
        "name": "Siaga Kita", "area": "13.03", "from": "2026-05", "months": 8, "min_age": 18, "max_age": 60,
    }  # fmt: skip
    with pytest.raises(UnusableInput, match="Version 2"):
        actions.add_criteria(manager, made, {}, valid_from=date(2026, 5, 1))
    with pytest.raises(UnusableInput, match="max_age"):
        actions.add_criteria(manager, made, {"min_age": 30, "max_age": 20}, valid_from=date(2026, 7, 1))
    assert Criteria.objects.count() == 2


def test_the_catalogue_starts_from_ours_and_a_word_names_one_kind(manager):
    made = actions.create_programme(manager, "13.03", FACTS)
    with pytest.raises(UnusableInput, match="still empty"):
        actions.add_criteria(manager, made, {}, valid_from=date(2026, 1, 1), listed_work_only=True)
    count = actions.start_catalogue(manager, made)
    assert count > 50
    assert actions.start_catalogue(manager, made) == 0
    kept = actions.save_occupation(manager, made, name="Penjaga Surau", synonyms=["Gharin Surau", " "])
    assert (kept.code, kept.synonyms) == ("penjaga-surau", ["gharin surau"])
    with pytest.raises(UnusableInput, match="names Penjaga Surau already"):
        actions.save_occupation(manager, made, name="Lain", synonyms=["gharin surau"])
    rules = actions.add_criteria(manager, made, {}, valid_from=date(2026, 1, 1), listed_work_only=True).rules
    assert len(rules["occupations"]) == count + 1


def test_quotas_in_bulk_and_never_below_what_is_taken(manager, other_manager):
    made = programme(manager, quotas={MUARO: 2, PEMATANG: 2, TANJUNG: 2, TOTAL: 5})
    what_if = queries.quota_what_if(made, 100)
    assert (what_if.villages, what_if.now, what_if.then, what_if.more) == (3, 6, 300, 294)
    accepted(made, manager, [MUARO, MUARO, PEMATANG])
    approved(manager, other_manager, made)
    actions.set_quotas(manager, made, {village.code: 3 for village in queries.villages(made)})
    assert dict(made.quotas.values_list("village", "taken")) == {None: 3, MUARO: 2, PEMATANG: 1, TANJUNG: 0}
    for places in ({MUARO: 1}, {MUARO: None}, {TOTAL: 2}):
        with pytest.raises(UnusableInput, match=r"(Muaro: 2|in total: 3) are taken"):
            actions.set_quotas(manager, made, places)
    assert dict(made.quotas.values_list("village", "places")) == {None: 5, MUARO: 3, PEMATANG: 3, TANJUNG: 3}


def test_a_quota_set_after_a_decree_knows_who_has_a_place(manager, other_manager):
    made = programme(manager)
    accepted(made, manager, [MUARO, MUARO])
    approved(manager, other_manager, made)
    actions.set_quotas(manager, made, {MUARO: 5, TOTAL: 9})
    assert dict(made.quotas.values_list("village", "taken")) == {MUARO: 2, None: 2}


def test_a_quota_lies_inside_the_programmes_area(manager):
    made = programme(manager)
    for places in ({"13.73.01.1001": 5}, {"13.03.04.2999": 5}, {MUARO: -1}):
        with pytest.raises(UnusableInput):
            actions.set_quotas(manager, made, places)
    assert not Quota.objects.exists()


def test_agreements_form_a_chain(manager, outsider):
    first = actions.add_agreement(
        manager, "13.03", number="PKS-1", branch="Solok", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )
    more = {"branch": "Solok", "starts": date(2025, 1, 1), "ends": date(2025, 12, 31)}
    second = actions.add_agreement(manager, "13.03", number="PKS-2", extends=first, **more)
    assert list(first.extensions.all()) == [second]
    with pytest.raises(UnusableInput, match="PKS-2 already"):
        actions.add_agreement(manager, "13.03", number="PKS-2", **more)
    with pytest.raises(UnusableInput, match="extension"):
        actions.add_agreement(manager, "13.03", number="PKS-3", extends=second, **more)
    with pytest.raises(UnusableInput, match="before the start"):
        actions.add_agreement(manager, "13.03", number="PKS-4", **{**more, "ends": date(2024, 1, 1)})
    with pytest.raises(Refused):
        actions.add_agreement(outsider, "13.03", number="PKS-5", **more)
    assert Agreement.objects.count() == 2


def test_the_order_of_preference_is_said_in_words():
    words = priority.in_words(["decile", "oldest"])
    assert words.id.startswith("Desil terendah di data sosial didahulukan")
    assert words.en.endswith("Who was proposed earlier comes first, then the order in the sheet")


def test_a_ceiling_never_falls_below_what_is_committed(manager, other_manager):
    made = programme(manager, ceiling=1_000_000)
    accepted(made, manager, [MUARO])
    approved(manager, other_manager, made)
    money = Fund.objects.get()
    with pytest.raises(UnusableInput, match=r"Rp134\.400"):
        change_ceiling(manager, money, 134_399, why="Efisiensi")
    change_ceiling(manager, money, 134_400, why="Efisiensi")
    assert (Fund.objects.get().ceiling, funding.reach(made)[0].people) == (134_400, 0)


def test_funds_are_for_who_manages_them(manager, verifier, treasurer, outsider, sponsor):
    money = fund(manager)
    made = programme(manager)
    company = Sponsor.objects.get(name="PT Contoh")
    for user in (verifier, treasurer, outsider, sponsor):
        for forbidden in (
            lambda user=user: create_fund(user, company, area_code="13.03", name="X", payer="csr", year=2026),
            lambda user=user: change_ceiling(user, money, 5, why="x"),
            lambda user=user: link_fund(user, made, money),
            lambda user=user: unlink_fund(user, made, made.fund_links.get().fund),
        ):
            with pytest.raises(Refused):
                forbidden()
    assert not funding.funds(outsider).exists()
    assert not funding.funds(sponsor).exists()
    create_fund(manager, company, area_code="13.03", name="CSR", payer="csr", year=2026)
    assert [one.name for one in funding.funds(sponsor)] == ["CSR"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"payer": "kas"}, "kind of money"),
        ({"year": 1}, "year"),
        ({"ceiling": -1}, "ceiling"),
        ({"name": ""}, "name"),
    ],
)
def test_a_fund_that_cannot_be(manager, wrong, said):
    company = Sponsor.objects.create(area_id="13.03", name="PT")
    with pytest.raises(UnusableInput, match=said):
        create_fund(
            manager, company, **({"area_code": "13.03", "name": "A", "payer": "csr", "year": 2026} | wrong)
        )
