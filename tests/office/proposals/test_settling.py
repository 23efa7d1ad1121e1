"""The reviewer brings the right NIK for a row that waits; nobody else does, and the list's own cells stay."""

import pytest
from django.urls import reverse

from office.kept import kept
from office.proposals.conftest import check, send
from office.proposals.people import line, workbook
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.core.vault import unseal_fields
from payung.office.journal.models import Entry
from payung.office.proposals.actions import numbers
from payung.office.proposals.models import SEALED_ROW, Row, Standing

pytestmark = pytest.mark.django_db
CARD = "1303041205800077"


@kept
def waiting(clerk, programme, dtsen):
    """A row whose NIK the list does not have."""
    check(send(clerk, programme, workbook([line(1), line(2, NIK="")])))
    return Row.objects.get(standing=Standing.OPEN)


def test_a_row_without_a_nik_gets_the_one_of_the_card(verifier, waiting):
    cells = unseal_fields(waiting.sealed, SEALED_ROW)["cells"]
    row = numbers.settle_nik(verifier, waiting, CARD, "KTP")
    assert row.nik_tail == "0077"
    assert row.nik_index is not None
    kept = unseal_fields(row.sealed, SEALED_ROW)
    assert (kept["nik"], kept["nik_as_listed"], kept["cells"]) == (CARD, "", cells)
    entry = Entry.objects.latest("seq")
    assert entry.act == "proposals.settle_nik"
    assert CARD not in str(entry.facts)


@pytest.mark.parametrize("number", ["", "123", "1303049905800077", "1303041205800000", "13030412058000O7"])
def test_what_is_no_nik_is_refused_and_nothing_changes(verifier, waiting, number):
    with pytest.raises(UnusableInput, match="NIK"):
        numbers.settle_nik(verifier, waiting, number, "KTP")
    waiting.refresh_from_db()
    assert waiting.nik_index is None


@pytest.mark.parametrize("who", ["clerk", "manager", "outsider", "auditor"])
def test_others_may_not(request, who, waiting):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        numbers.settle_nik(user, waiting, CARD, "KTP")
    waiting.refresh_from_db()
    assert waiting.nik_index is None


def test_the_desk_takes_the_nik_and_then_the_verdict(client, verifier, waiting):
    client.force_login(verifier)
    address = reverse("case_nik", args=[waiting.public_id])
    wrong = client.post(address, {"nik": "12", "source": "KTP"})
    assert wrong.status_code == 422
    assert "16 angka" in wrong.content.decode()
    client.post(address, {"nik": CARD, "source": "KTP"})
    client.post(reverse("case", args=[waiting.public_id]), {"verdict": "accepted", "why": "Sesuai KTP"})
    waiting.refresh_from_db()
    assert waiting.standing == Standing.ACCEPTED


LETTERED = "13O304l205800077"


def test_a_nik_with_letters_for_digits_is_proposed_and_never_applied(
    client, clerk, verifier, programme, dtsen
):
    check(send(clerk, programme, workbook([line(1), line(2, NIK=LETTERED)])))
    row = Row.objects.get(standing=Standing.OPEN)
    assert row.nik_index is None
    client.force_login(verifier)
    said = client.get(reverse("case", args=[row.public_id])).content.decode()
    assert "Bila dibaca sebagai angka menjadi ••••••••••••0077" in said
    assert CARD not in said
    revealed = client.post(reverse("row_reveal", args=[row.public_id])).content.decode()
    assert "NIK bila hurufnya dibaca sebagai angka" in revealed
    assert CARD in revealed
    numbers.settle_nik(verifier, row, CARD, "KTP")
    said = client.get(reverse("case", args=[row.public_id])).content.decode()
    assert "dibaca sebagai angka" not in said


def test_without_such_letters_nothing_is_proposed(client, verifier, waiting):
    client.force_login(verifier)
    assert (
        "dibaca sebagai angka" not in client.get(reverse("case", args=[waiting.public_id])).content.decode()
    )
