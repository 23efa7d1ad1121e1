"""The treasury's register finds its bills, is looked at, and is recorded once; what the books refuse keeps its reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office import cover_world
from office.test_repeated_forms import everything
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.billing.actions import record_payment
from payung.office.billing.models import Payment, Step
from payung.office.journal.models import Entry
from payung.office.treasury import actions
from payung.office.treasury.models import Order, Register

pytestmark = pytest.mark.django_db

HEAD = "Nomor SP2D;Tanggal SP2D;Nilai SP2D;Nomor SPM;Uraian;Penerima;Sumber Dana"
CODE = "9001234567"


@pytest.fixture
def world(manager, treasurer, sponsor, own_store):
    made = cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)
    made.february = made.bills["APBD", 202602]
    made.february.code = CODE
    made.february.save()
    return made


@pytest.fixture
def load(treasurer, tmp_path):
    def of(*rows, name="sp2d.csv", user=treasurer):
        path = tmp_path / name
        path.write_text("\n".join(["REGISTER SP2D", HEAD, *rows]) + "\n")
        return actions.load_register(user, Area.objects.get(pk="13.03"), path, file_name=name)

    return of


def ordered(user, bill, number):
    """An order to pay (SPM) of the day of the bill."""
    Step.objects.create(bill=bill, kind="spm", number=number, dated=bill.issued.date(), recorded_by=user)


def found(register):
    return [(order.finding, order.bill_id) for order in register.orders.order_by("row")]


def test_an_order_is_known_by_the_payment_code_wherever_it_stands(world, load):
    register = load(
        f"A/1;20-02-2026;67200;;Iuran JKK JKM kode iuran {CODE};BPJS TK;",
        "A/2;20-02-2026;67200000;;Gaji pegawai Februari;Bendahara;",
    )
    assert found(register) == [("pays", world.february.pk), ("other", None)]
    assert (register.rows, register.skipped, register.rupiah) == (2, 2, 67_267_200)


def test_an_order_is_known_by_its_spm(world, load, manager):
    ordered(manager, world.february, "SPM / 12-2026")
    dated = world.february.issued.strftime("%d-%m-%Y")
    assert found(load(f"A/1;{dated};67200;SPM/12-2026;Belanja;Pihak ketiga;")) == [
        ("pays", world.february.pk)
    ]


def test_an_amount_alone_is_a_perhaps_and_only_where_the_words_speak_of_contributions(world, load):
    register = load(
        "A/1;20-02-2026;67200;;Belanja iuran BPJS pekerja rentan;;",
        "A/2;20-02-2026;67200;;Belanja alat tulis;;",
    )
    assert found(register) == [("perhaps", world.february.pk), ("other", None)]


def test_recording_settles_the_people_and_says_so_in_the_journal(world, load, treasurer):
    register = load(f"A/1;20-02-2026;70000;;Iuran {CODE};;")
    assert "Rp2.800 lebih" in register.orders.get().reason
    came = actions.record_orders(treasurer, register, list(register.orders.all()))
    assert (came.payments, came.refused, came.rupiah, came.people) == (1, 0, 70_000, 4)
    payment = Payment.objects.get(bill=world.february)
    assert (payment.document, payment.amount, payment.residual) == ("A/1", 70_000, 2_800)
    assert register.orders.get().payment == payment
    assert list(Entry.objects.values_list("act", flat=True).order_by("seq"))[-2:] == [
        "payment.record",
        "register.record",
    ]


def test_what_is_recorded_is_never_recorded_again(world, load, treasurer):
    register = load(f"A/1;20-02-2026;67200;;Iuran {CODE};;")
    orders = list(register.orders.all())
    actions.record_orders(treasurer, register, orders)
    before = everything()
    with pytest.raises(UnusableInput, match="can be recorded"):
        actions.record_orders(treasurer, register, orders)
    assert everything() == before
    again = load(f"A/1;20-02-2026;67200;;Iuran {CODE};;", "A/9;21-02-2026;5;;Lain;;", name="baru.csv")
    assert found(again) == [("recorded", world.february.pk), ("other", None)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"a/1;20-02-2026;50000;;Iuran {CODE};;", "sudah tercatat: Rp16.800"),
        (f"A/2;20-02-2026;67200;;Iuran {CODE};;CSR", "SP2D menyebut CSR"),
    ],
)
def test_what_contradicts_the_books_is_told(world, load, treasurer, row, said):
    record_payment(
        treasurer, world.february, document="A/1", dated=world.february.issued.date(), amount=16_800
    )
    order = load(row).orders.get()
    assert order.finding == "clashes"
    assert said in order.reason


def test_an_unreadable_order_is_kept_with_its_reason_and_pays_nothing(world, load, treasurer):
    register = load(f"A/1;31-02-2026;67200;;Iuran {CODE};;", f"A/2;20-02-2026;-5;;Iuran {CODE};;")
    assert [order.finding for order in register.orders.all()] == ["unclear", "unclear"]
    assert "31-02-2026" in register.orders.first().reason
    with pytest.raises(UnusableInput):
        actions.record_orders(treasurer, register, list(register.orders.all()), bill=world.february)
    assert not Payment.objects.filter(bill=world.february).exists()


def test_one_refused_by_the_books_stays_with_the_reason_and_the_others_are_recorded(world, load, treasurer):
    january = world.bills["CSR", 202601]
    january.code = "77001"
    january.save()
    register = load(
        "A/1;20-02-2099;16800;;Iuran 77001;;",  # in the future: the books refuse it
        f"A/2;20-02-2026;67200;;Iuran {CODE};;",
    )
    came = actions.record_orders(treasurer, register, list(register.orders.all()))
    assert (came.payments, came.refused) == (1, 1)
    assert [order.finding for order in register.orders.order_by("row")] == ["clashes", "recorded"]
    assert register.orders.get(document="A/1").reason
    assert not Payment.objects.filter(bill=january).exists()


def test_several_bills_on_one_spm_are_for_somebody_to_choose(world, load, treasurer, manager):
    january = world.bills["CSR", 202601]
    for bill in (january, world.february):
        ordered(manager, bill, "SPM-1")
    day = max(january.issued, world.february.issued).strftime("%d-%m-%Y")
    register = load(f"A/1;{day};84000;SPM-1;Iuran;;", f"A/2;{day};67200;SPM-1;Iuran;;")
    assert found(register) == [("several", None), ("pays", world.february.pk)]
    one = register.orders.get(document="A/1")
    actions.record_orders(treasurer, register, [one], bill=january)
    assert Payment.objects.get(document="A/1").bill == january


def test_the_same_register_twice_is_said_and_kept_once(world, load):
    load(f"A/1;20-02-2026;67200;;Iuran {CODE};;")
    with pytest.raises(UnusableInput, match="was loaded"):
        load(f"A/1;20-02-2026;67200;;Iuran {CODE};;")
    assert Register.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["clerk", "verifier", "manager", "branch", "auditor", "administrator", "sponsor"]
)
def test_who_may_not_load_or_record(request, world, load, who):
    register = load(f"A/1;20-02-2026;67200;;Iuran {CODE};;")
    user = request.getfixturevalue(who)
    before = everything()
    with pytest.raises(Refused):
        load(f"B/1;20-02-2026;67200;;Iuran {CODE};;", name="b.csv", user=user)
    with pytest.raises(Refused):
        actions.record_orders(user, register, list(register.orders.all()))
    assert everything() == before
    assert Register.objects.count() == 1


# Pages


def sent(name, *rows):
    return SimpleUploadedFile(name, "\n".join([HEAD, *rows]).encode())


def test_the_treasurer_loads_looks_and_records_by_hand(client, world, treasurer):
    client.force_login(treasurer)
    file = sent(
        "sp2d.csv", f"A/1;20-02-2026;67200;;Iuran {CODE};BPJS;", "A/2;20-02-2026;9;;Gaji;Rahasia Pribadi;"
    )
    answer = client.post(reverse("register_load"), {"area": "13.03", "file": file, "token": "t1"})
    register = Register.objects.get()
    assert answer.headers["Location"] == reverse("register", args=[register.public_id])
    assert "Rahasia" not in str(list(Order.objects.values_list("reason", "sealed")))
    page = client.get(reverse("register", args=[register.public_id])).content.decode()
    assert "Rp67.200" in page
    assert "Gaji · Rahasia Pribadi" in page
    check = reverse("register_record", args=[register.public_id])
    assert "A/1" in client.get(check).content.decode()
    assert not Payment.objects.filter(document="A/1").exists()
    for _again in range(2):  # a lost answer, sent again
        assert client.post(check, {"token": "t2"}).status_code == 302
    assert Payment.objects.get(document="A/1").people == 4


def test_an_order_that_points_nowhere_is_given_its_bill_by_hand(client, world, treasurer, load):
    client.force_login(treasurer)
    register = load("A/7;20-02-2026;67200;;Belanja;;")
    at = reverse("order", args=[register.public_id, register.orders.get().public_id])
    assert "Rp67.200" in client.get(at).content.decode()
    assert client.post(at, {"bill": "", "token": "x"}).status_code == 422
    assert client.post(at, {"bill": world.february.public_id, "token": "x"}).status_code == 302
    assert register.orders.get().payment.bill == world.february
    assert "Catat sebagai" not in client.get(at).content.decode()


def test_a_file_that_is_no_register_is_refused_at_its_field(client, world, treasurer):
    client.force_login(treasurer)
    file = SimpleUploadedFile("x.csv", b"Nama;Umur\nUpik;3\n")
    answer = client.post(reverse("register_load"), {"area": "13.03", "file": file})
    assert answer.status_code == 422
    assert "Nomor SP2D" in answer.content.decode()
    assert not Register.objects.exists()


def test_another_area_sees_nothing_of_it(client, world, load, outsider):
    register = load(f"A/1;20-02-2026;67200;;Iuran {CODE};;")
    client.force_login(outsider)
    for name in ("register", "register_record"):
        assert client.get(reverse(name, args=[register.public_id])).status_code in (403, 404)
    assert register.file_name not in client.get(reverse("registers")).content.decode()
