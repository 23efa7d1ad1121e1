"""Coming in: the login pages, locking out, two steps, and addresses that this office does not offer."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db


def log_in(client, password="rahasia-sekali-1"):
    return client.post(reverse("account_login"), {"login": "petugas", "password": password})


def test_the_right_password_opens_the_home_page(client, clerk):
    assert log_in(client).headers["Location"] == "/"


def test_a_wrong_password_is_said_on_the_form(client, clerk):
    page = log_in(client, "bukan-ini")
    assert "Nama pengguna atau kata sandi salah" in page.content.decode()


def test_too_many_wrong_passwords_lock_the_account_for_a_while(client, clerk, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        page = log_in(client, "bukan-ini")
    assert page.status_code == 429
    assert "Terlalu banyak percobaan" in page.content.decode()
    assert log_in(client).status_code == 429  # the right one no longer helps


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "password/set/", "login/code/confirm/"]
)
def test_addresses_of_self_service_are_closed(client, clerk, path):
    assert client.get(f"/akun/{path}").status_code == 404
    client.force_login(clerk)
    assert client.post(f"/akun/{path}").status_code == 404


def code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def say_again_who_one_is(client):
    client.post(reverse("account_reauthenticate"), {"password": "rahasia-sekali-1"})


def test_two_steps_are_set_up_sealed_journalled_and_asked_for(
    client, clerk, django_capture_on_commit_callbacks
):
    log_in(client)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    say_again_who_one_is(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert "Pasang aplikasi autentikator" in page.content.decode()
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert {entry.facts["what"] for entry in Entry.objects.all()} == {"app set up"}
    assert secret not in str(Authenticator.objects.get(user=clerk, type="totp").data)
    assert "Kode pemulihan" in client.get(reverse("mfa_index")).content.decode()

    client.post(reverse("account_logout"))
    assert log_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302  # the password alone opens nothing
    assert "enam angkanya" in client.get(reverse("mfa_authenticate")).content.decode()
    assert "Kode salah" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    client.post(reverse("mfa_authenticate"), {"code": recovery_code(clerk)})
    assert client.get("/").status_code == 200


def recovery_code(user):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    return RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()[0]


@pytest.mark.parametrize(
    "name",
    ["account_change_password", "account_logout", "mfa_index", "mfa_activate_totp", "profile", "style"],
)
def test_pages_of_the_account_open_in_both_languages(client, clerk, name):
    log_in(client)
    say_again_who_one_is(client)
    for language in ("id", "en"):
        client.post(reverse("language"), {"language": language})
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.parametrize("target", ["https://contoh.example/", "//contoh.example/", "javascript:alert(1)"])
def test_picking_a_language_leads_nowhere_else(client, target, db):
    assert client.post(reverse("language"), {"language": "en", "next": target}).headers["Location"] == "/"
