"""The shell of every page: home, language, the style page, and lists that stand on the table machinery."""

import pytest
from django.urls import reverse

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
