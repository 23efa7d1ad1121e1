"""The audit file: one act makes it, the standard library alone proves it, and nothing in it can be changed unseen."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office import audit_world
from office.world import MUARO
from payung.errors import UnusableInput
from payung.office.accounts.models import Duty, Role
from payung.office.accounts.permissions import Refused
from payung.office.audit import building, signing, tasks, verify_archive
from payung.office.audit.actions import archives
from payung.office.audit.models import Archive, Stage
from payung.office.audit.verify_archive import MANIFEST, SIGNATURE, verify
from payung.office.journal.models import Entry
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.statement import statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def decree(manager, other_manager, branch, treasurer, tmp_path, own_store):
    return audit_world.audited(manager, other_manager, branch, treasurer, tmp_path)


@pytest.fixture
def archive(decree, auditor):
    return audit_world.written(auditor, decree.programme)


@pytest.fixture
def path(archive, tmp_path):
    return audit_world.saved(archive, tmp_path / "arsip.zip")


def packed(path, members, *, sign=False):
    """The members as a zip again; ``sign`` makes manifest and signature anew, with the key of somebody else."""
    if sign:
        manifest = json.loads(members[MANIFEST])
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
        manifest["public_key"] = key.public_key().public_bytes_raw().hex()
        manifest["members"] = {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in members.items()
            if name not in (MANIFEST, SIGNATURE)
        }
        members = members | {MANIFEST: json.dumps(manifest).encode()}
        members[SIGNATURE] = key.sign(members[MANIFEST]).hex().encode() + b"\n"
    with zipfile.ZipFile(path, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
    return path


def members_of(path):
    with zipfile.ZipFile(path) as source:
        return {name: source.read(name) for name in source.namelist()}


def where(found):
    return {broken.where.split(":")[0].split(" ")[0] for broken in found.broken}


# RFC 8032, section 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("_secret", "public", "message", "signature"), VECTORS)
def test_a_signature_of_rfc_8032_holds_and_a_changed_one_does_not(_secret, public, message, signature):
    public, message, signature = map(bytes.fromhex, (public, message, signature))
    assert verify_archive.signature_holds(public, message, signature)
    assert not verify_archive.signature_holds(public, message + b"x", signature)
    for at in (0, 31, 32, 63):
        changed = bytearray(signature)
        changed[at] ^= 1
        assert not verify_archive.signature_holds(public, message, bytes(changed))
    beyond = int.from_bytes(signature[32:], "little") + verify_archive.ORDER
    if beyond < 1 << 256:  # the same point by another number: malleable, and refused
        again = signature[:32] + beyond.to_bytes(32, "little")
        assert not verify_archive.signature_holds(public, message, again)


def test_the_short_verifier_agrees_with_the_library():
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    for at in range(8):
        key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(bytes([at])).digest())
        public, message = key.public_key().public_bytes_raw(), b"payung" * at
        assert verify_archive.signature_holds(public, message, key.sign(message))
        assert not verify_archive.signature_holds(public, message, key.sign(message + b"."))


def test_an_archive_is_whole_and_its_figures_are_those_of_reconciliation(path, decree, auditor):
    found = verify(path, signing.public_key())
    assert [broken.args for broken in found.broken] == []
    with zipfile.ZipFile(path) as source:
        summary = json.loads(source.read("ringkasan.json"))
    told = statement(auditor, Asked(programme=decree.programme, first=202605, last=202612))
    assert summary["gates"] == {
        gate.code: {"people": gate.people, "months": gate.months, "rupiah": gate.rupiah}
        for gate in told.gates
    }
    assert summary["gates"]["paid"] == {"people": 6, "months": 18, "rupiah": 18 * 16_800}
    assert summary["money"]["left_over"] == told.money.left_over == 290
    assert summary["exceptions"] == {"residual": 1, "refused_payment": 1, "reversal": 1}


def test_the_same_data_gives_the_same_bytes(decree, auditor):
    first = audit_world.written(auditor, decree.programme)
    second = audit_world.written(auditor, decree.programme)
    assert first.sha256 == second.sha256
    with_less = audit_world.written(auditor, decree.programme, 202605, 202606)
    assert with_less.sha256 != first.sha256


def test_the_script_alone_proves_it_without_the_project(path, tmp_path):
    alone = tmp_path / "alone"
    alone.mkdir()
    script = alone / "periksa_arsip.py"
    script.write_bytes(members_of(path)["periksa_arsip.py"])
    run = [sys.executable, "-I", "-S", str(script), str(path)]
    done = subprocess.run(
        [*run, "--key", signing.public_key()], check=False, capture_output=True, text=True, cwd=alone
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Arsip utuh." in done.stdout
    english = subprocess.run([*run, "--lang", "en"], check=False, capture_output=True, text=True, cwd=alone)
    assert "Compare it with the one the office told you" in english.stdout
    assert (
        subprocess.run([*run, "--key", "0" * 64], check=False, capture_output=True, cwd=alone).returncode == 1
    )
    nothing = subprocess.run([*run[:-1], str(script)], check=False, capture_output=True, text=True, cwd=alone)
    assert (nothing.returncode, nothing.stdout) == (2, "")


def test_the_script_beside_the_others_is_the_one_in_the_archives():
    root = Path(__file__).parents[2]
    assert (root / "scripts/verify_archive.py").read_bytes() == Path(verify_archive.__file__).read_bytes()


def test_one_byte_changed_in_any_member_is_found(path, tmp_path):
    members = members_of(path)
    assert len(members) > 15
    for name, content in members.items():
        for at in sorted({0, len(content) // 2, len(content) - 1}):
            changed = bytearray(content)
            changed[at] ^= 1
            found = verify(
                packed(tmp_path / "lain.zip", members | {name: bytes(changed)}), signing.public_key()
            )
            assert where(found) & {name, SIGNATURE, MANIFEST}, (name, at)


def test_each_member_missing_and_each_added_is_found(path, tmp_path):
    members = members_of(path)
    for name in members:
        rest = {other: content for other, content in members.items() if other != name}
        assert where(verify(packed(tmp_path / "lain.zip", rest))) == {name}
    assert where(verify(packed(tmp_path / "lain.zip", members | {"titipan.csv": b"x"}))) == {"titipan.csv"}


def test_a_forged_journal_entry_is_found_by_its_number_though_everything_is_signed_anew(path, tmp_path):
    members = members_of(path)
    lines = members["jurnal.jsonl"].splitlines()
    at = next(n for n, line in enumerate(lines) if json.loads(line)["act"] == "payment.record")
    entry = json.loads(lines[at])
    entry["facts"]["amount"] += 1
    forged = [*lines[:at], json.dumps(entry).encode(), *lines[at + 1 :]]
    lain = packed(tmp_path / "lain.zip", members | {"jurnal.jsonl": b"\n".join(forged) + b"\n"}, sign=True)
    found = verify(lain)
    assert any(f"(no. {at + 1})" in broken.where for broken in found.broken)
    assert where(verify(lain, signing.public_key())) == {SIGNATURE}
    # With its own hash made right, the chain breaks at the next entry.
    entry["hash"] = verify_archive.entry_hash(entry)
    forged[at] = json.dumps(entry).encode()
    lain = packed(tmp_path / "lain.zip", members | {"jurnal.jsonl": b"\n".join(forged) + b"\n"}, sign=True)
    assert any(f"(no. {at + 2})" in broken.where for broken in verify(lain).broken)
    # An entry taken out.
    gone = b"\n".join([*lines[:at], *lines[at + 1 :]]) + b"\n"
    found = verify(packed(tmp_path / "lain.zip", members | {"jurnal.jsonl": gone}, sign=True))
    assert found.broken[0].where == f"jurnal.jsonl:{at + 1} (no. {at + 2})"
    assert found.broken[0].words["id"] == "ada baris yang hilang sebelumnya"


def _edited(content, at, **changes):
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    rows[at].update(changes)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("member", "at", "change", "says"),
    [
        ("orang-bulan.csv", 0, {"due": "16801"}, "tagihan.csv"),
        ("orang-bulan.csv", 3, {"payment": "seseorang"}, "ringkasan.json"),
        ("orang-bulan.csv", 1, {"month": "202605"}, "orang-bulan.csv"),
        ("orang-bulan.csv", 1, {"decision": "lain"}, "orang-bulan.csv"),
        ("tagihan.csv", 0, {"total": "1"}, "tagihan.csv"),
        ("tagihan-baris.csv", 0, {"people": "5"}, "tagihan-baris.csv"),
        ("pembayaran.csv", 0, {"amount": "1", "residual": str(1 - 6 * 16800)}, "pembayaran.csv"),
        ("pembayaran.csv", 0, {"id": "baru"}, "pembayaran.csv"),
        ("pengecualian.csv", 0, {"kind": "closing"}, "pengecualian.csv"),
        ("orang.csv", 0, {"id": "lain"}, "orang-bulan.csv"),
    ],
)
def test_a_figure_changed_and_signed_anew_no_longer_ties(path, tmp_path, member, at, change, says):
    members = members_of(path)
    changed = _edited(members[member], at, **change)
    assert changed != members[member]
    assert says in where(verify(packed(tmp_path / "lain.zip", members | {member: changed}, sign=True)))


def test_a_name_changed_on_a_list_is_another_list(path, tmp_path, decree):
    members = members_of(path)
    name = f"daftar/{decree.public_id}.csv"
    changed = _edited(members[name], 2, name="Orang Lain")
    found = verify(packed(tmp_path / "lain.zip", members | {name: changed}, sign=True))
    assert [broken.where for broken in found.broken] == [name]
    assert "hash" in found.broken[0].words["id"]


def test_no_whole_nik_stands_in_it_unless_the_duty_shows_them(path, decree, auditor, tmp_path):
    digits = audit_world.nik(0).encode()
    assert not any(digits in content for content in members_of(path).values())
    Duty.objects.create(user=auditor, role=Role.BPJS_BRANCH, area_id="13.03")
    auditor = type(auditor).objects.get(pk=auditor.pk)
    full = audit_world.written(auditor, decree.programme)
    opened = members_of(audit_world.saved(full, tmp_path / "penuh.zip"))
    assert digits in opened["orang.csv"]
    assert verify(tmp_path / "penuh.zip").broken == []


def test_entries_of_other_areas_stand_there_by_number_and_hash_alone(path, tmp_path):
    lines = [json.loads(line) for line in members_of(path)["jurnal.jsonl"].splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    for line in lines:
        kept = Entry.objects.get(seq=line["seq"])
        assert line["hash"] == kept.hash
        assert ("facts" in line) == kept.area_code.startswith("13.03")


def test_the_people_of_an_archive_are_asked_for_as_a_set(archive, auditor, tmp_path):
    """Asked person by person whether a month lies within, SQLite took hours for seventy thousand months."""
    with CaptureQueriesContext(connection) as asked:
        building.write(archive, auditor, tmp_path / "lagi.zip", lambda _done: None)
    of_people = [each["sql"] for each in asked if 'FROM "people_person"' in each["sql"].split("WHERE")[0]]
    assert of_people
    assert not any("EXISTS" in sql for sql in of_people)


def test_asking_writing_and_taking_stand_in_the_journal(archive, auditor):
    assert b"".join(archives.take(auditor, archive)).startswith(b"PK")
    acts = list(Entry.objects.filter(act__startswith="audit.").order_by("seq").values_list("act", flat=True))
    assert acts == ["audit.archive", "audit.archive_written", "audit.archive_taken"]
    assert Entry.objects.get(act="audit.archive_written").facts["sha256"] == archive.sha256


@pytest.mark.parametrize("who", ["manager", "verifier", "treasurer", "outsider", "sponsor", "clerk"])
def test_only_auditors_of_the_area_ask_for_archives(request, archive, who):
    other = request.getfixturevalue(who)
    count = Entry.objects.count()
    with pytest.raises(Refused):
        archives.ask(other, archive.programme, 202605, 202612)
    with pytest.raises(Refused):
        archives.take(other, archive)
    assert (Archive.objects.count(), Entry.objects.count()) == (1, count)


def test_an_auditor_of_one_village_gets_no_archive_of_the_regency(decree, areas):
    from office.conftest import character

    village = character("irban", "Pemeriksa Desa", (Role.AUDITOR, MUARO))
    with pytest.raises(Refused):
        archives.ask(village, decree.programme, 202605, 202612)


@pytest.mark.parametrize(("first", "last", "column"), [(202612, 202605, "last"), (202701, 202702, "first")])
def test_months_that_cannot_be_are_said(decree, auditor, first, last, column):
    with pytest.raises(UnusableInput) as wrong:
        archives.ask(auditor, decree.programme, first, last)
    assert wrong.value.place.column == column
    assert not Archive.objects.exists()


def test_a_dead_job_is_taken_up_and_a_living_one_left_alone(decree, auditor):
    made = archives.ask(auditor, decree.programme, 202605, 202605)
    Archive.objects.filter(pk=made.pk).update(stage=Stage.WRITING, attempt=1, touched=timezone.now())
    assert tasks.write_archive.func(made.pk) == "nothing to do"
    assert tasks.take_up(date.today()) == 0
    Archive.objects.filter(pk=made.pk).update(touched=timezone.now() - timedelta(minutes=9))
    assert tasks.take_up(date.today()) == 1
    assert tasks.write_archive.func(made.pk) == "ready"
    Archive.objects.filter(pk=made.pk).update(
        stage=Stage.WRITING, attempt=3, touched=timezone.now() - timedelta(hours=1)
    )
    tasks.take_up(date.today())
    made.refresh_from_db()
    assert made.stage == Stage.FAILED
    assert "berkali-kali" in made.problem_id


def test_a_job_that_breaks_off_says_so_and_leaves_no_file(decree, auditor, own_store, monkeypatch):
    made = archives.ask(auditor, decree.programme, 202605, 202605)

    def full(*_said, **_more):
        raise OSError("disk penuh")

    monkeypatch.setattr(building, "write", full)
    before = own_store()
    assert tasks.write_archive.func(made.pk) == "failed"
    made.refresh_from_db()
    assert (made.stage, own_store()) == (Stage.FAILED, before)
