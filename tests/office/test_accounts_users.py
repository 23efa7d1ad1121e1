"""Managing users and duties: inside the own area, never for oneself, nothing incompatible, every act journalled."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from office.conftest import character
from payung.errors import UnusableInput
from payung.office.accounts import actions
from payung.office.accounts.models import Duty, Role, User
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
MUARO = "13.03.04.2001"
NEW = {
    "name": "Rina",
    "username": "rina.muaro",
    "phone": "0812 3456 7890",
    "role": "village_clerk",
    "area": MUARO,
}


def area(code):
    return Area.objects.get(code=code)


def one_time_password(page):
    return re.search(r"[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}", page.content.decode())[0]


def state():
    """Everything that an act on users could change."""
    return (
        sorted(User.objects.values_list("username", "name", "phone", "is_active", "password")),
        sorted(Duty.objects.values_list("user_id", "role", "area_id")),
        Entry.objects.count(),
    )


def test_a_new_user_comes_in_with_the_one_time_password_and_must_change_it(client, administrator):
    client.force_login(administrator)
    answer = client.post(reverse("user_new"), NEW)
    password = one_time_password(answer)
    assert "no-store" in answer.headers["Cache-Control"]

    newcomer = Client()
    newcomer.post(reverse("account_login"), {"login": "rina.muaro", "password": password})
    assert newcomer.get("/").headers["Location"] == reverse("account_change_password")
    own = "kata-sandi-saya-77"
    changed = {"oldpassword": password, "password1": own, "password2": own}
    assert newcomer.post(reverse("account_change_password"), changed).status_code == 302
    assert newcomer.get("/").status_code == 200

    rina = User.objects.get(username="rina.muaro")
    assert rina.check_password(own)
    assert not rina.must_change_password
    assert list(Entry.objects.order_by("seq").values_list("act", "actor_name", "subject", "area_code")) == [
        ("user.create", "admin", "user:rina.muaro", MUARO),
        ("user.change_password", "rina.muaro", "user:rina.muaro", MUARO),
    ]


def test_the_password_is_kept_nowhere(client, administrator):
    client.force_login(administrator)
    password = one_time_password(client.post(reverse("user_new"), NEW))
    entry = Entry.objects.get()
    assert password not in f"{entry.facts}{entry.why}{entry.subject}{dict(client.session)}"
    assert password not in client.get(reverse("user", args=["rina.muaro"])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "Rina Muaro"}, "huruf kecil"),
        ({"username": "petugas"}, "sudah dipakai"),
        ({"area": "13.73.01.1001"}, "di dalam wilayah yang Anda kelola"),
        ({"area": "13"}, "di dalam wilayah yang Anda kelola"),
        ({"role": "sponsor"}, "lembaga"),
        ({"phone": "nol delapan"}, "angka saja"),
        ({"name": ""}, "Wajib diisi"),
    ],
)
def test_what_cannot_be_is_said_on_the_form_and_changes_nothing(
    client, administrator, clerk, outsider, wrong, said
):
    client.force_login(administrator)
    before = state()
    page = client.post(reverse("user_new"), {**NEW, **wrong})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert 'id="error-summary"' in page.content.decode()
    assert state() == before


def test_an_area_may_be_named_in_words(client, administrator):
    client.force_login(administrator)
    client.post(reverse("user_new"), {**NEW, "area": "pematang panjang"})
    assert Duty.objects.get(user__username="rina.muaro").area_id == "13.03.04.2002"


def test_suggestions_stay_inside_the_area(client, administrator):
    client.force_login(administrator)
    assert "13.03.04.2001" in client.get(reverse("area_suggestions"), {"area": "mua"}).content.decode()
    assert "13.73" not in client.get(reverse("area_suggestions"), {"area": "13.73"}).content.decode()


@pytest.mark.parametrize(
    "who", ["clerk", "verifier", "manager", "treasurer", "auditor", "sponsor", "outsider"]
)
def test_others_may_not_open_the_pages_nor_act(request, client, administrator, clerk, who):
    other_office = character("admin2", "Admin Sawahlunto", (Role.ADMINISTRATOR, "13.73"))
    actor = request.getfixturevalue(who)
    client.force_login(actor)
    before = state()
    for name in ("users", "user_new", "area_suggestions"):
        assert client.get(reverse(name)).status_code == 403
    for name in ("user", "user_edit", "duty_give", "user_close", "user_reopen", "user_reset_password"):
        assert client.post(reverse(name, args=["petugas"])).status_code == 403
    client.force_login(other_office)
    for name in ("user", "user_edit", "duty_give", "user_close", "user_reopen", "user_reset_password"):
        assert client.post(reverse(name, args=["petugas"])).status_code == 404
    for someone in (actor, other_office):
        if someone == clerk:
            continue
        for act in (actions.close_user, actions.reopen_user, actions.reset_password, actions.reset_two_step):
            with pytest.raises(Refused):
                act(someone, clerk)
        with pytest.raises(Refused):
            actions.give_duty(someone, clerk, role=Role.AUDITOR, area=area(MUARO))
        with pytest.raises(Refused):
            actions.take_duty(someone, clerk.duties.get())
    assert state() == before


def test_strangers_are_led_to_the_login(client, administrator):
    assert client.get(reverse("users")).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (Role.PROGRAMME_MANAGER, Role.TREASURER),
        (Role.VERIFIER, Role.TREASURER),
        (Role.TREASURER, Role.AUDITOR),
        (Role.VERIFIER, Role.AUDITOR),
        (Role.AUDITOR, Role.PROGRAMME_MANAGER),
    ],
)
def test_incompatible_duties_are_refused_and_named(client, administrator, held, asked):
    """Even where the two duties lie in different areas."""
    user = character("budi", "Budi", (held, "13.03"))
    client.force_login(administrator)
    before = state()
    page = client.post(reverse("duty_give", args=["budi"]), {"role": asked, "area": MUARO})
    assert "Satu orang tidak boleh menjadi" in page.content.decode()
    assert state() == before
    with pytest.raises(UnusableInput):
        actions.give_duty(administrator, user, role=asked, area=area(MUARO))


def test_a_duty_is_given_and_taken(client, administrator, clerk):
    client.force_login(administrator)
    client.post(reverse("duty_give", args=["petugas"]), {"role": "verifier", "area": "13.03.04"})
    duty = clerk.duties.get(role="verifier")
    page = client.get(reverse("duty_take", args=["petugas", duty.public_id])).content.decode()
    assert "Petugas Muaro tidak lagi bekerja sebagai Verifikator di Sijunjung" in page
    client.post(reverse("duty_take", args=["petugas", duty.public_id]))
    assert [d.role for d in clerk.duties.all()] == ["village_clerk"]
    assert list(Entry.objects.order_by("seq").values_list("act", "area_code")) == [
        ("duty.give", "13.03.04"),
        ("duty.take", "13.03.04"),
    ]


def test_the_last_duty_stays(administrator, clerk):
    with pytest.raises(UnusableInput, match="last duty"):
        actions.take_duty(administrator, clerk.duties.get())
    assert clerk.duties.count() == 1


def test_nobody_changes_their_own_rights(administrator):
    before = state()
    with pytest.raises(UnusableInput):
        actions.give_duty(administrator, administrator, role=Role.PROGRAMME_MANAGER, area=area("13.03"))
    for act in (actions.close_user, actions.reset_password, actions.reset_two_step):
        with pytest.raises(UnusableInput):
            act(administrator, administrator)
    with pytest.raises(UnusableInput):
        actions.take_duty(administrator, administrator.duties.get())
    assert state() == before


def test_who_also_serves_above_is_not_taken_over(client, areas):
    """Resetting a password is becoming that user: a kecamatan's administrator must not become the regency's manager."""
    local = character("admin.kec", "Admin Kecamatan", (Role.ADMINISTRATOR, "13.03.04"))
    above = character("atas", "Atas", (Role.PROGRAMME_MANAGER, "13.03"), (Role.VILLAGE_CLERK, MUARO))
    client.force_login(local)
    before = state()
    for name in ("user_reset_password", "user_close", "user_reset_two_step"):
        assert client.post(reverse(name, args=["atas"])).status_code == 403
    assert client.post(reverse("user_edit", args=["atas"]), {"name": "Lain"}).status_code == 403
    assert state() == before
    actions.take_duty(local, above.duties.get(area=MUARO))  # in its own area it may
    assert client.get(reverse("user", args=["atas"])).status_code == 404


def test_a_closed_account_is_out_at_once_and_comes_back_with_a_new_password(client, administrator, clerk):
    their = Client()
    their.force_login(clerk)
    assert their.get("/").status_code == 200
    client.force_login(administrator)
    client.post(reverse("user_close", args=["petugas"]))
    assert their.get("/").status_code == 302
    password = one_time_password(client.post(reverse("user_reopen", args=["petugas"])))
    their.post(reverse("account_login"), {"login": "petugas", "password": password})
    assert their.get("/").headers["Location"] == reverse("account_change_password")


def test_a_reset_password_ends_open_sessions(client, administrator, clerk):
    their = Client()
    their.force_login(clerk)
    client.force_login(administrator)
    client.post(reverse("user_reset_password", args=["petugas"]))
    assert their.get("/").status_code == 302
    again = their.post(reverse("account_login"), {"login": "petugas", "password": "rahasia-sekali-1"})
    assert "Nama pengguna atau kata sandi salah" in again.content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(client, administrator, django_assert_max_num_queries):
    for number in range(30):
        character(f"p{number}", f"Petugas {number}", (Role.VILLAGE_CLERK, MUARO))
    client.force_login(administrator)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("users"), {"peran": "village_clerk", "cari": "petugas"})
    assert "30 baris" in page.content.decode()


def test_the_own_account_speaks_the_language_that_was_picked(client, clerk):
    client.force_login(clerk)
    client.post(reverse("profile"), {"phone": "081234567890", "language": "en"})
    clerk.refresh_from_db()
    assert (clerk.phone, clerk.language) == ("081234567890", "en")
    assert "My account" in client.get(reverse("profile")).content.decode()
    assert Entry.objects.get().facts == {"changed": ["phone", "language"]}
