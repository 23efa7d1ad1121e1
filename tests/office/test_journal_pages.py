"""The journal's pages and its proof on the command line."""

import pytest
from django.db import connection
from django.urls import reverse

from office.conftest import character
from office.kept import kept
from payung import cli
from payung.office.accounts.models import Role
from payung.office.areas.models import Area
from payung.office.journal import chain
from payung.office.journal.acts import act, record
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
MUARO, TANJUNG, AUR_MULIO = "13.03.04.2001", "13.03.08.2001", "13.73.01.1001"


@act("test.rename")
def rename(actor, code):
    Area.objects.filter(code=code).update(name="Baru")
    record(f"area:{code}", area=code, why="uji", facts={"rows": 3, "filters": {"a": "b"}})


@kept
def lines(manager, outsider):
    rename(manager, MUARO)
    rename(manager, TANJUNG)
    rename(outsider, AUR_MULIO)


def listed(client, **query):
    page = client.get(reverse("journal"), query)
    assert page.status_code == 200
    return {MUARO, TANJUNG, AUR_MULIO} & {row.area_code for row in page.context["table"].selected}


def test_an_auditor_sees_the_entries_of_their_area_only(client, auditor, lines):
    client.force_login(auditor)
    assert listed(client) == {MUARO, TANJUNG}
    entry = Entry.objects.get(area_code=MUARO)
    page = client.get(reverse("journal_entry", args=[entry.seq])).content.decode()
    assert "Sesuai aslinya" in page
    assert entry.hash in page
    foreign = Entry.objects.get(area_code=AUR_MULIO)
    assert client.get(reverse("journal_entry", args=[foreign.seq])).status_code == 404


@pytest.mark.parametrize(
    "who", ["clerk", "verifier", "manager", "treasurer", "branch", "sponsor", "outsider"]
)
def test_others_may_not_read_the_journal(request, client, lines, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("journal")).status_code == 403
    assert client.get(reverse("journal_entry", args=[1])).status_code == 403
    assert client.post(reverse("journal_proof")).status_code == 403


def test_strangers_are_led_to_the_login(client, db):
    assert client.get(reverse("journal")).status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"wilayah": "13.03.04"}, {MUARO}),
        ({"cari": "area:13.03.08"}, {TANJUNG}),
        ({"cari": "orangluar"}, set()),
        ({"tindakan": "test.rename"}, {MUARO, TANJUNG}),
        ({"tindakan": "list.export"}, set()),
        ({"sampai": "2020-01-01"}, set()),
        ({"dari": "2020-01-01"}, {MUARO, TANJUNG}),
        ({"dari": "2020-99-01"}, {MUARO, TANJUNG}),
    ],
)
def test_the_journal_is_filtered(client, auditor, lines, query, found):
    client.force_login(auditor)
    assert listed(client, **query) == found


def test_the_proof_page_names_count_and_head(client, auditor, lines):
    client.force_login(auditor)
    page = client.post(reverse("journal_proof")).content.decode()
    assert "Jurnal utuh: 3 baris" in page
    assert chain.verify().head in page
    assert client.get(reverse("journal_proof")).status_code == 405


def test_a_long_journal_is_proven_on_the_command_line(client, auditor, lines, monkeypatch):
    monkeypatch.setattr("payung.office.journal.views.PROVEN_HERE", 2)
    client.force_login(auditor)
    assert "payung journal verify" in client.post(reverse("journal_proof")).content.decode()


def tamper():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER journal_no_change")
        cursor.execute("UPDATE journal_entry SET why = 'lain' WHERE seq = 2")


def test_a_change_shows_on_every_page(client, auditor, lines):
    tamper()
    client.force_login(auditor)
    assert "Jurnal rusak pada baris 2" in client.post(reverse("journal_proof")).content.decode()
    assert "Diubah setelah ditulis" in client.get(reverse("journal_entry", args=[2])).content.decode()
    assert "Sesuai aslinya" in client.get(reverse("journal_entry", args=[1])).content.decode()


def test_the_command_proves_the_journal(capsys, lines):
    assert cli.main(["journal", "verify"]) == 0
    assert capsys.readouterr().out == (
        f"Jurnal utuh: 3 baris tersambung, hash terakhir {chain.verify().head}\n"
    )
    tamper()
    assert cli.main(["journal", "verify", "--lang", "en"]) == 1
    assert "broken at entry 2: this entry was changed after it was written" in capsys.readouterr().out


def test_an_administrator_reads_their_own_area(client, lines):
    client.force_login(character("admin3", "Admin Koto VII", (Role.ADMINISTRATOR, "13.03.08")))
    assert listed(client) == {TANJUNG}
