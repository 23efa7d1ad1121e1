"""The menu: headed sections where it is long, none where it is short, and nothing that one may not open."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from payung.office.core.menu import FEW, for_a_phone, in_sections, menu_for
from payung.office.core.shell import Menu

pytestmark = pytest.mark.django_db


class _Request:
    def __init__(self, user):
        self.user = user


def test_a_long_menu_is_headed_and_no_section_is_longer_than_ten_lines(manager):
    items = menu_for(_Request(manager))
    sections = in_sections(items)
    assert len(items) > 20
    assert str(sections[0][0]) == ""
    assert all(len(lines) <= 10 for _heading, lines in sections)
    assert [item for _heading, lines in sections for item in lines] == items


@pytest.mark.parametrize("who", ["manager", "verifier", "treasurer", "branch", "auditor", "clerk", "sponsor"])
def test_every_line_of_everybodys_menu_opens(request, client, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    items = menu_for(_Request(user))
    assert len({item.name for item in items}) == len(items)
    for item in items:
        assert client.get(reverse(item.name), follow=True).status_code == 200, item.name


def test_the_page_shows_the_headings_and_a_short_menu_has_none(client, manager, administrator):
    client.force_login(manager)
    assert "Program dan uang" in client.get(reverse("home")).content.decode()
    items = menu_for(_Request(administrator))[:FEW]
    assert in_sections(items) == [("", items)]


@pytest.mark.parametrize(
    ("who", "at_hand"),
    [
        ("clerk", ["home", "submissions", "claims", "visits"]),
        ("verifier", ["home", "submissions", "desk", "claims"]),
        ("manager", ["home", "submissions", "decisions", "leader"]),
        ("treasurer", ["home", "bills", "registers", "continuity"]),
        ("branch", ["home", "enrolments", "bills", "claims"]),
        ("sponsor", ["home", "bills", "experience", "reports"]),
        ("auditor", ["home", "reconciliation", "audit", "journal"]),
        ("regent", ["leader", "decisions", "programmes", "continuity"]),
    ],
)
def test_daily_work_is_at_hand_on_a_phone_and_nothing_is_lost(request, who, at_hand):
    user = request.getfixturevalue(who)
    items = menu_for(_Request(user))
    foot, more = for_a_phone(items, user)
    assert [item.name for item in foot] == at_hand
    assert sorted(item.name for item in foot + more) == sorted(item.name for item in items)


def test_who_leads_begins_with_the_overview_and_the_others_with_what_waits(client, regent, clerk):
    client.force_login(regent)
    assert client.get(reverse("home")).url == reverse("leader")
    client.force_login(clerk)
    assert client.get(reverse("home")).status_code == 200


def shell_of(user, path):
    request = RequestFactory().get(path)
    request.user = user
    return Menu(request)


def test_what_is_kept_of_the_menu_is_of_one_language_one_user_and_one_page(manager, clerk):
    home, funds = reverse("home"), reverse("funds")
    with override("id"):
        kept = shell_of(manager, home).side
        assert shell_of(manager, home).side is kept
        assert f'href="{home}" aria-current="page"' in kept
        there = shell_of(manager, funds).side
        assert f'href="{funds}" aria-current="page"' in there
        assert f'href="{home}" aria-current' not in there
        assert funds not in shell_of(clerk, home).side
        assert 'aria-current="page"' in shell_of(clerk, home).bottom
    with override("en"):
        assert "Programmes and money" in shell_of(manager, home).side
        assert "Programmes and money" not in kept
    assert not shell_of(AnonymousUser(), home)


def test_the_menu_costs_a_page_no_query_of_its_own(manager, django_assert_num_queries):
    with django_assert_num_queries(1):  # the duties, which every page reads
        assert shell_of(manager, "/").side
    with django_assert_num_queries(0):
        assert shell_of(manager, "/").bottom
