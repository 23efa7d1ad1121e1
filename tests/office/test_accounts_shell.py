"""The shell of every page: home, language, the style page, and lists that stand on the table machinery."""

import re

import pytest
from django.urls import reverse

from office.world import MUARO, accepted, programme, submitted

pytestmark = pytest.mark.django_db


def test_the_style_page_shows_every_component(client, clerk):
    client.force_login(clerk)
    page = client.get(reverse("style"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Rp16.464.000" in text
    assert "1.212" in text
    assert "<script>" not in text
    assert "style=" not in text


def test_home_is_closed_to_strangers(client):
    assert client.get("/").status_code == 302


def test_the_browser_does_not_pick_the_language_but_the_user_does(client, clerk):
    client.force_login(clerk)
    assert 'lang="id"' in client.get("/", headers={"accept-language": "en-US"}).content.decode()
    client.post(reverse("language"), {"language": "en", "next": "/"})
    assert 'lang="en"' in client.get("/").content.decode()


def links(page, piece):
    """Addresses in one piece of the page, by the class that opens it."""
    words = page.content.decode()
    inside = words.split(f'class="{piece}"', 1)[1] if f'class="{piece}"' in words else ""
    part = re.split(r"</ul>|</p>", inside, maxsplit=1)[0]
    return re.findall(r'<a [^>]*href="([^"]+)"', part)


def test_home_offers_what_each_may_begin(client, clerk, treasurer, auditor, sponsor, branch):
    offered = {}
    for user in (clerk, treasurer, auditor, sponsor, branch):
        client.force_login(user)
        offered[user.username] = links(client.get("/"), "starts")
    assert offered[clerk.username] == [reverse("propose"), reverse("claim_find")]
    assert offered[treasurer.username] == [reverse("bill_issue"), reverse("register_load")]
    assert offered[auditor.username] == [reverse("audit_archive_new")]
    assert offered[sponsor.username] == [reverse("reports")]
    assert reverse("decision_new") not in offered[branch.username]


def test_home_shows_what_waits_and_folds_away_where_nothing_does(client, manager, other_manager, clerk):
    made = programme(manager)
    accepted(made, clerk, [MUARO])
    submitted(manager, made)
    client.force_login(other_manager)
    page = client.get("/")
    assert [one for one in links(page, "waiting") if one.startswith(reverse("decisions"))]
    assert reverse("continuity") not in str(links(page, "waiting"))
    assert reverse("continuity") in str(links(page, "all-done"))
