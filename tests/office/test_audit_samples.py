"""Samples: drawn from a seed the same everywhere, every rupiah with the same chance, kept with how they were drawn."""

import hashlib
import io

import openpyxl
import pytest
from django.urls import reverse

from office import cover_world
from office.kept import kept
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.audit import sampling
from payung.office.audit.actions import samples as acts
from payung.office.audit.models import Method, Sample
from payung.office.cover.models import PersonMonth
from payung.office.journal.models import Entry
from payung.office.reconciliation.asking import Asked

pytestmark = pytest.mark.django_db
RATE = cover_world.RATE


@kept
def world(manager, treasurer, sponsor):
    return cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)


def asked(world, **more):
    return {
        "first": 202601, "last": 202603, "gate": "decided", "method": Method.SIMPLE, "seed": "2026", "size": 5, **more,
    }  # fmt: skip


def test_positions_are_what_the_words_say():
    by_hand = []
    counter = 0
    while len(by_hand) < 4:
        place = 1 + int(hashlib.sha256(f"benih:{counter}".encode()).hexdigest(), 16) % 18
        counter += 1
        if place not in by_hand:
            by_hand.append(place)
    assert sampling.positions("benih", 4, 18) == sorted(by_hand)
    assert sampling.positions("x", 40, 18) == list(range(1, 19))


def test_the_same_seed_draws_the_same_and_another_seed_another(world, auditor):
    one = acts.draw(auditor, world.programme, **asked(world))
    two = acts.draw(auditor, world.programme, **asked(world))
    other = acts.draw(auditor, world.programme, **asked(world, seed="2027"))
    drawn = [list(each.items.values_list("person_month", "position")) for each in (one, two, other)]
    assert len(drawn[0]) == 5
    assert drawn[0] == drawn[1] != drawn[2]
    rows = list(PersonMonth.objects.order_by("person", "month").values_list("pk", flat=True))
    assert [rows[position - 1] for _pk, position in drawn[0]] == [pk for pk, _position in drawn[0]]


def by_hand(amounts, size, seed):
    """Monetary unit sampling, spelled out: which item holds each hit rupiah."""
    total = sum(amounts)
    interval = total // size
    start = 1 + int(hashlib.sha256(f"{seed}:0".encode()).hexdigest(), 16) % interval
    hits = {}
    for step in range(size):
        rupiah, reached = start + step * interval, 0
        for at, amount in enumerate(amounts, start=1):
            reached += amount
            if reached >= rupiah:
                hits[at] = hits.get(at, 0) + 1
                break
    return hits


@pytest.mark.parametrize("size", [1, 2, 5, 7, 18, 40])
@pytest.mark.parametrize("seed", ["2026", "dadu", "31337"])
def test_by_rupiah_every_hit_rupiah_finds_the_person_month_that_holds_it(world, auditor, size, seed):
    months = list(PersonMonth.objects.order_by("person", "month"))
    for at, month in enumerate(months):  # unequal amounts, one larger than the interval
        PersonMonth.objects.filter(pk=month.pk).update(
            planned=(at * 3_571) % 50_000 + (900_000 if at == 4 else 1)
        )
    PersonMonth.objects.update(bill_line=None, payment=None, due=None)
    amounts = list(PersonMonth.objects.order_by("person", "month").values_list("planned", flat=True))
    rows = sampling.population(auditor, Asked(programme=world.programme), "decided")
    drawn = sampling.draw(rows, Method.MONETARY, seed, size)
    assert {item.position: item.hits for item in drawn.items} == by_hand(amounts, size, seed)
    assert sum(item.hits for item in drawn.items) == size
    assert drawn.rupiah == sum(amounts)


def test_a_person_month_that_a_decree_took_away_is_not_in_the_population(world, auditor):
    PersonMonth.objects.filter(person=world.people[0]).update(withdrawn_by=world.decision)
    made = acts.draw(auditor, world.programme, **asked(world, size=50))
    assert (made.population, made.items.count()) == (15, 15)


def test_the_gate_and_the_months_narrow_the_population(world, auditor):
    made = acts.draw(auditor, world.programme, **asked(world, gate="paid", size=50))
    assert (made.population, made.rupiah) == (5, 5 * RATE)
    one = acts.draw(auditor, world.programme, **asked(world, last=202601, size=50))
    assert one.population == 6


def test_nothing_to_draw_from_is_said_and_nothing_kept(world, auditor):
    with pytest.raises(UnusableInput, match="No person-month"):
        acts.draw(auditor, world.programme, **asked(world, first=202603, gate="paid"))
    assert not Sample.objects.exists()


def test_drawn_again_it_is_the_same_until_the_ledger_changes(client, world, auditor):
    made = acts.draw(auditor, world.programme, **asked(world, gate="paid", size=2))
    client.force_login(auditor)
    here = reverse("audit_sample", args=[made.public_id])
    assert "orang-bulan yang persis sama" in client.get(here, {"ulang": "1"}).content.decode()
    PersonMonth.objects.filter(payment__isnull=False, person=world.people[0]).update(payment=None)
    again = client.get(here, {"ulang": "1"}).content.decode()
    assert "buku besar sudah berubah" in again


def test_the_workbook_says_how_it_was_drawn_and_leaves_room_for_what_is_found(client, world, auditor):
    made = acts.draw(auditor, world.programme, **asked(world, method=Method.MONETARY, gate="paid", size=3))
    client.force_login(auditor)
    answer = client.post(reverse("audit_sample_take", args=[made.public_id]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    method, sample = book.worksheets
    said = {row[0].value: row[1].value for row in method.iter_rows(min_row=2)}
    assert said["Benih"] == "2026"
    assert "SHA-256" in said["Cara mengambilnya lagi"]
    head = [cell.value for cell in sample[3]]
    assert head[-1] == "Hasil pemeriksaan"
    rows = [[cell.value for cell in row] for row in sample.iter_rows(min_row=4, max_row=6)]
    assert [row[head.index("SP2D")] for row in rows] == ["SP2D 1"] * 3
    assert all(str(row[head.index("NIK")]).startswith("••••") for row in rows)
    assert Entry.objects.order_by("-seq")[0].act == "audit.sample_taken"


def test_a_sample_is_drawn_from_the_form(client, world, auditor):
    client.force_login(auditor)
    page = client.get(reverse("audit_sample_new"))
    form = page.context["form"]
    sent = {
        "programme": world.programme.public_id, "gate": "paid", "method": "simple", "size": "3", "seed": "7",
        "token": form.fields["token"].initial,
    }  # fmt: skip
    first = client.post(reverse("audit_sample_new"), sent)
    second = client.post(reverse("audit_sample_new"), sent)
    assert first.status_code == 302
    assert first.url == second.url
    assert Sample.objects.count() == 1
    shown = client.get(first.url)
    assert len(shown.context["table"].lines) == 3
    wrong = client.post(reverse("audit_sample_new"), sent | {"token": "x", "size": "0"})
    assert wrong.status_code == 422
    turned = client.post(
        reverse("audit_sample_new"), sent | {"token": "y", "first": "2026-03", "last": "2026-01"}
    )
    assert turned.status_code == 422
    assert Sample.objects.count() == 1


@pytest.mark.parametrize("who", ["manager", "verifier", "treasurer", "outsider", "sponsor", "clerk"])
def test_only_auditors_draw_and_take(client, request, world, auditor, who):
    made = acts.draw(auditor, world.programme, **asked(world))
    other, count = request.getfixturevalue(who), Entry.objects.count()
    with pytest.raises(Refused):
        acts.draw(other, world.programme, **asked(world))
    with pytest.raises(Refused):
        acts.take(other, made)
    client.force_login(other)
    for name in (
        "audit",
        "audit_archives",
        "audit_archive_new",
        "audit_samples",
        "audit_sample_new",
        "audit_script",
    ):
        assert client.get(reverse(name)).status_code == 403
    assert client.get(reverse("audit_sample", args=[made.public_id])).status_code == 403
    assert (Sample.objects.count(), Entry.objects.count()) == (1, count)


def test_an_auditor_elsewhere_finds_nothing(client, world, auditor, areas):
    from office.conftest import character
    from payung.office.accounts.models import Role

    made = acts.draw(auditor, world.programme, **asked(world))
    client.force_login(character("jauh", "Inspektorat Sawahlunto", (Role.AUDITOR, "13.73")))
    assert client.get(reverse("audit_sample", args=[made.public_id])).status_code == 404
    assert client.post(reverse("audit_sample_take", args=[made.public_id])).status_code == 404
    assert client.get(reverse("audit_samples")).context["table"].lines == []
    assert client.get(reverse("audit_sample_new")).context["form"].fields["programme"].queryset.count() == 0
