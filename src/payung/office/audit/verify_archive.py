#!/usr/bin/env python3
"""Memeriksa arsip audit Payung / verifies an audit archive of Payung.

    python3 periksa_arsip.py ARSIP.zip [--key KUNCI]     (--lang en: in English)

Hanya memakai pustaka baku Python 3.8 atau lebih baru, tanpa jaringan. Depends on nothing but the standard library of
Python 3.8 or later, and on no network. KUNCI is the office's public key (64 hex digits), had from the office itself and
not from the archive: without it the signature shows only that the archive is as whoever made it left it.

Exits with 0 where everything holds, 1 where something is broken, 2 where there is nothing to check.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from typing import Any

FORMAT = "payung-audit-1"
GATES = ("decided", "enrolled", "billed", "paid")
GENESIS = "0" * 64
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"

# Ed25519 (RFC 8032, section 5.1), verification alone: extended coordinates, cofactorless equation.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _add(a: Any, b: Any) -> Any:
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    w, x, y, z = f - e, h - g, h + g, f + e
    return w * x % P, y * z % P, x * y % P, w * z % P


def _times(scalar: int, point: Any) -> Any:
    found = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = _add(found, point)
        point, scalar = _add(point, point), scalar >> 1
    return found


def _point(raw: bytes) -> Any:
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


_Y = 4 * pow(5, P - 2, P) % P
BASE = _point(_Y.to_bytes(32, "little"))


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether 64 bytes of signature over ``message`` are of the public key of 32 bytes."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, half = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or half is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    left, right = _times(scalar, BASE), _add(half, _times(int.from_bytes(digest, "little") % ORDER, key))
    return all((left[axis] * right[2] - right[axis] * left[2]) % P == 0 for axis in (0, 1))


class Broken(Exception):
    """What is broken: where it is, and what, in Indonesian and English."""

    def __init__(self, where: str, indonesian: str, english: str) -> None:
        super().__init__(where, indonesian, english)
        self.where, self.words = where, {"id": indonesian, "en": english}


class Archive:
    """One archive, and what is found broken in it."""

    MOST = 50  # of one kind of fault: the rest is counted

    def __init__(self, path: Any) -> None:
        self.zip = zipfile.ZipFile(path)
        self.broken: list[Broken] = []
        self.told: list[dict[str, str]] = []
        self.manifest: dict[str, Any] = {}
        self.approvals: dict[str, Any] = {}  # of the journal, by decision
        self.entries: dict[str, Any] = {}  # of the journal, by payment

    def fault(self, where: str, indonesian: str, english: str) -> None:
        self.broken.append(Broken(where, indonesian, english))

    def say(self, indonesian: str, english: str) -> None:
        self.told.append({"id": indonesian, "en": english})

    def raw(self, name: str) -> bytes | None:
        try:
            return self.zip.read(name)
        except KeyError:
            self.fault(name, "berkas ini hilang dari arsip", "this member is missing from the archive")
        except Exception as error:  # a damaged member may fail in many ways
            self.fault(name, f"tidak dapat dibaca ({error})", f"cannot be read ({error})")
        return None

    def rows(self, name: str) -> Any:
        """Rows of a CSV with the number of their line."""
        with self.zip.open(name) as stream:
            reader = csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8", newline=""))
            for row in reader:
                yield reader.line_num, row

    def lines(self, name: str) -> Any:
        with self.zip.open(name) as stream:
            for number, line in enumerate(io.TextIOWrapper(stream, encoding="utf-8"), start=1):
                yield number, json.loads(line)


def verify(path: Any, key: str = "") -> Archive:
    """The archive at ``path`` with everything that is broken in ``.broken``; ``key`` is the office's, in hex."""
    found = Archive(path)
    if not _signed(found, key) or not _whole(found):
        return found
    for part in (_journal, _decisions, _ledger):
        try:
            part(found)
        except (KeyError, ValueError, TypeError, AttributeError, UnicodeDecodeError) as error:
            found.fault(
                part.__name__.strip("_"), f"isi tidak terbaca: {error!r}", f"cannot be read: {error!r}"
            )
    return found


def _signed(found: Archive, key: str) -> bool:
    manifest, signature = found.raw(MANIFEST), found.raw(SIGNATURE)
    if manifest is None or signature is None:
        return False
    try:
        found.manifest = json.loads(manifest.decode("utf-8"))
        public = found.manifest["public_key"]
        named = found.manifest["format"]
        found.manifest["members"].items()
    except (ValueError, KeyError, TypeError, AttributeError):
        found.fault(MANIFEST, "bukan manifes arsip audit", "is no manifest of an audit archive")
        return False
    if named != FORMAT:
        found.fault(MANIFEST, f"bentuk {named} tidak dikenal", f"the form {named} is not known")
        return False
    if not re.fullmatch(rb"[0-9a-f]{128}\n", signature):
        found.fault(SIGNATURE, "bukan tanda tangan", "is no signature")
        return False
    expected = key.strip().lower() or public
    if not re.fullmatch("[0-9a-f]{64}", expected):
        found.fault("--key", "kunci publik harus 64 angka heksadesimal", "a public key has 64 hex digits")
        return False
    if not signature_holds(bytes.fromhex(expected), manifest, bytes.fromhex(signature.decode())):
        if key and expected != public:
            found.fault(SIGNATURE, "ditandatangani dengan kunci lain", "signed with another key")
        else:
            found.fault(
                SIGNATURE,
                "tanda tangan tidak cocok: manifes atau tanda tangan diubah",
                "the signature does not hold: manifest or signature was changed",
            )
        return False
    if key:
        found.say("Tanda tangan cocok dengan kunci Anda.", "The signature holds for the key you gave.")
    else:
        found.say(
            f"Tanda tangan cocok dengan kunci di dalam arsip: {public}. Bandingkan dengan kunci yang diumumkan kantor.",
            f"The signature holds for the key inside the archive: {public}. Compare it with the one the office told you.",
        )
    return True


def _whole(found: Archive) -> bool:
    """Every member there is, with its own hash, and none besides."""
    members, before = found.manifest["members"], len(found.broken)
    names = found.zip.namelist()
    for name in sorted(set(names)):
        if name not in members and name not in (MANIFEST, SIGNATURE):
            found.fault(name, "tidak tercantum pada manifes", "is not in the manifest")
        if names.count(name) > 1:
            found.fault(name, "ada lebih dari satu kali", "is there more than once")
    for name, said in sorted(members.items()):
        try:
            digest, size = hashlib.sha256(), 0
            with found.zip.open(name) as stream:
                for chunk in iter(lambda: stream.read(1 << 20), b""):
                    digest.update(chunk)
                    size += len(chunk)
        except KeyError:
            found.fault(name, "berkas ini hilang dari arsip", "this member is missing from the archive")
            continue
        except Exception as error:
            found.fault(name, f"tidak dapat dibaca ({error})", f"cannot be read ({error})")
            continue
        if size != said["bytes"] or digest.hexdigest() != said["sha256"]:
            found.fault(name, "isinya berubah: SHA-256 tidak cocok", "was changed: its SHA-256 differs")
    if len(found.broken) == before:
        found.say("%d berkas utuh." % len(members), "%d members are whole." % len(members))
    return len(found.broken) == before


def entry_hash(entry: dict[str, Any]) -> str:
    names = ("seq", "at", "actor", "actor_name", "act", "subject", "area", "why", "facts", "previous")
    canonical = json.dumps(
        {name: entry[name] for name in names}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _journal(found: Archive) -> None:
    """The chain from its first entry to the cut. Entries of other areas stand there by number and hash alone."""
    previous, count, shown = GENESIS, 0, 0
    for number, entry in found.lines("jurnal.jsonl"):
        count += 1
        where = "jurnal.jsonl:%d (no. %s)" % (number, entry["seq"])
        if entry["seq"] != count:
            found.fault(where, "ada baris yang hilang sebelumnya", "an entry before it is missing")
            return
        if "act" in entry:
            shown += 1
            if entry["previous"] != previous:
                found.fault(
                    where, "tidak tersambung dengan baris sebelumnya", "is not chained to the one before"
                )
            if entry_hash(entry) != entry["hash"]:
                found.fault(where, "isinya berubah setelah ditulis", "was changed after it was written")
            if entry["act"] == "decision.approve":
                found.approvals[entry["subject"]] = entry
            if "payment" in entry["facts"]:
                found.entries[entry["facts"]["payment"]] = entry
        previous = entry["hash"]
    cut = found.manifest["journal"]
    if (count, previous) != (cut["seq"], cut["hash"]):
        found.fault("jurnal.jsonl", "ujung jurnal bukan yang tercatat", "does not end where it was cut")
    found.say(
        "Jurnal: %d baris tersambung, %d di antaranya terbaca penuh." % (count, shown),
        "Journal: %d entries are chained, %d of them in full." % (count, shown),
    )


def _decisions(found: Archive) -> None:
    """Each list's hash anew, and against the journal's word about it."""
    leaving: dict[str, list[Any]] = {}
    for _number, row in found.rows("pencabutan.csv"):
        said = ["-", row["line_decision"], int(row["line"]), int(row["from_month"]), row["why"]]
        leaving.setdefault(row["decision"], []).append(said)
    checked = 0
    for _number, decision in found.lines("keputusan.jsonl"):
        if not decision["list"]:
            continue
        name, checked = decision["list"], checked + 1
        digest, people, rupiah = hashlib.sha256(), 0, 0
        for _line, row in found.rows(name):
            if row["taken"] != "1":
                continue
            people, rupiah = people + 1, rupiah + int(row["rupiah"])
            _feed(
                digest,
                [int(row["number"]), row["nik_index"], row["name"], row["born"], row["village"], row["fund"]]
                + [int(row[key]) for key in ("first_month", "months", "rupiah")],
            )
        for said in leaving.get(decision["id"], ()):
            _feed(digest, said)
        if digest.hexdigest() != decision["list_hash"]:
            found.fault(
                name, "bukan daftar yang ditetapkan: hash-nya lain", "is not the decided list: another hash"
            )
        if (people, rupiah) != (decision["people"], decision["rupiah"]):
            found.fault(
                name,
                "%d orang dan Rp%d, padahal keputusan menyebut %d dan Rp%d"
                % (people, rupiah, decision["people"], decision["rupiah"]),
                "%d people and Rp%d, where the decision says %d and Rp%d"
                % (people, rupiah, decision["people"], decision["rupiah"]),
            )
        _approved(found, decision)
    found.say(
        "%d daftar keputusan cocok dengan hash-nya." % checked,
        "%d lists were held against their hashes." % checked,
    )


def _approved(found: Archive, decision: dict[str, Any]) -> None:
    if decision["state"] != "approved":
        return
    entry = found.approvals.get("decision:{}".format(decision["id"]))
    where = "keputusan.jsonl ({})".format(decision["id"])
    if entry is None:
        found.fault(where, "jurnal tidak memuat persetujuannya", "the journal holds no approval of it")
        return
    for key in ("list_hash", "people", "rupiah"):
        if entry["facts"].get(key) != decision[key]:
            found.fault(
                where,
                "%s berbeda dari jurnal no. %d" % (key, entry["seq"]),
                "its %s differs from journal no. %d" % (key, entry["seq"]),
            )


def _feed(digest: Any, said: list[Any]) -> None:
    digest.update(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")


class _Sums:
    """Person-months by gate while the ledger passes; people are counted where the ledger turns to the next."""

    def __init__(self) -> None:
        self.months, self.rupiah = dict.fromkeys(GATES, 0), dict.fromkeys(GATES, 0)
        self.people = dict.fromkeys(GATES, 0)
        self._of: set[str] = set()

    def turn(self) -> None:
        for gate in self._of:
            self.people[gate] += 1
        self._of = set()

    def add(self, row: dict[str, str]) -> None:
        planned, due = int(row["planned"]), int(row["due"] or 0)
        passed = [("decided", planned)]
        if row["enrolled_by"]:
            passed.append(("enrolled", planned))
        if row["bill"]:
            passed.append(("billed", due))
        if row["payment"]:
            passed.append(("paid", due))
        for gate, rupiah in passed:
            self.months[gate] += 1
            self.rupiah[gate] += rupiah
            self._of.add(gate)


def _ledger(found: Archive) -> None:
    """Everything is added up anew, and held against bills, payments and the summary."""
    summary = json.loads(found.zip.read("ringkasan.json").decode("utf-8"))
    decisions = {decision["id"] for _number, decision in found.lines("keputusan.jsonl")}
    bills = {row["id"]: row for _number, row in found.rows("tagihan.csv")}
    on_bill: dict[str, tuple[int, int]] = {}
    paid_on: dict[str, int] = {}
    sums = _Sums()
    people = (row["id"] for _number, row in found.rows("orang.csv"))
    person, month, rows, wrong = "", "", 0, 0
    for number, row in found.rows("orang-bulan.csv"):
        rows += 1
        where = "orang-bulan.csv:%d" % number
        if row["person"] != person:
            sums.turn()
            person, month = row["person"], ""
            if next(people, None) != person:
                found.fault(
                    where, "orangnya bukan yang berikut pada orang.csv", "is not the next of orang.csv"
                )
                return
        if row["decision"] not in decisions and wrong < found.MOST:
            wrong += 1
            found.fault(where, "keputusannya tidak ada dalam arsip", "its decision is not in the archive")
        if row["withdrawn_by"]:
            continue
        if row["month"] == month and wrong < found.MOST:
            wrong += 1
            found.fault(
                where, "orang ini dua kali pada bulan yang sama", "this person stands twice in the same month"
            )
        month = row["month"]
        sums.add(row)
        if row["bill"]:
            count, total = on_bill.get(row["bill"], (0, 0))
            on_bill[row["bill"]] = count + 1, total + int(row["due"])
        if row["payment"]:
            paid_on[row["bill"]] = paid_on.get(row["bill"], 0) + int(row["due"])
    sums.turn()
    if next(people, None) is not None:
        found.fault("orang.csv", "memuat orang tanpa orang-bulan", "names somebody without a person-month")
    for gate in GATES:
        mine = {"people": sums.people[gate], "months": sums.months[gate], "rupiah": sums.rupiah[gate]}
        _same(found, f"ringkasan.json ({gate})", mine, summary["gates"][gate])
    _bills(found, bills, on_bill)
    money = _payments(found, bills, paid_on)
    money["bills"] = sum(int(bill["total"]) for bill in bills.values())
    kinds: dict[str, int] = {}
    for _number, row in found.rows("pengecualian.csv"):
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
        if row["kind"] == "correction":
            money["corrected"] = money.get("corrected", 0) + int(row["rupiah"])
    money.setdefault("corrected", 0)
    money["left_over"] = money["amount"] - money["settled"] - money["corrected"]
    _same(found, "ringkasan.json (money)", money, summary["money"])
    _same(found, "pengecualian.csv", kinds, summary["exceptions"])
    found.say(
        "%d orang-bulan dijumlah ulang: ditetapkan, terdaftar, ditagih, dan dibayar sama dengan ringkasan."
        % rows
        if not found.broken
        else "%d orang-bulan dijumlah ulang." % rows,
        "%d person-months were added up anew: decided, enrolled, billed and paid tie to the summary." % rows
        if not found.broken
        else "%d person-months were added up anew." % rows,
    )


def _bills(found: Archive, bills: dict[str, Any], on_bill: dict[str, Any]) -> None:
    lines: dict[str, tuple[int, int]] = {}
    for _number, row in found.rows("tagihan-baris.csv"):
        count, total = lines.get(row["bill"], (0, 0))
        if int(row["people"]) * int(row["due"]) != int(row["total"]):
            found.fault(
                "tagihan-baris.csv ({})".format(row["bill"]),
                "orang kali iuran bukan jumlahnya",
                "does not multiply",
            )
        lines[row["bill"]] = count + int(row["people"]), total + int(row["total"])
    for name in sorted({*bills, *on_bill, *lines}):
        where = f"tagihan.csv ({name})"
        if name not in bills:
            found.fault(where, "tagihan ini tidak ada dalam arsip", "this bill is not in the archive")
            continue
        said = int(bills[name]["people"]), int(bills[name]["total"])
        for words, mine in (
            ("orang-bulan.csv", on_bill.get(name, (0, 0))),
            ("tagihan-baris.csv", lines.get(name, (0, 0))),
        ):
            if mine != said:
                found.fault(
                    where,
                    "tagihan menyebut %d orang Rp%d, %s memuat %d orang Rp%d" % (*said, words, *mine),
                    "the bill says %d people Rp%d, %s holds %d people Rp%d" % (*said, words, *mine),
                )


def _payments(found: Archive, bills: dict[str, Any], paid_on: dict[str, int]) -> dict[str, int]:
    settled: dict[str, int] = {}
    money = {"amount": 0, "settled": 0}
    for number, row in found.rows("pembayaran.csv"):
        where = "pembayaran.csv:%d" % number
        amount = int(row["amount"])
        if row["bill"] not in bills:
            found.fault(where, "tagihannya tidak ada dalam arsip", "its bill is not in the archive")
        if amount - int(row["settled"]) != int(row["residual"]):
            found.fault(
                where, "sisa bukan jumlah dikurangi yang melunasi", "the residual is not amount less settled"
            )
        entry = found.entries.get(row["id"])
        if entry is None and row["kind"] == "money":
            found.fault(where, "jurnal tidak memuat entri ini", "the journal holds nothing of it")
        elif entry is not None and entry["facts"].get("amount", amount) != amount:
            found.fault(
                where,
                "jurnal no. %d menyebut Rp%s" % (entry["seq"], entry["facts"]["amount"]),
                "journal no. %d says Rp%s" % (entry["seq"], entry["facts"]["amount"]),
            )
        if row["state"] == "paid":
            settled[row["bill"]] = settled.get(row["bill"], 0) + int(row["settled"])
            money["amount"] += amount
            money["settled"] += int(row["settled"])
    for name in sorted({*settled, *paid_on}):
        mine, theirs = paid_on.get(name, 0), settled.get(name, 0)
        if mine != theirs:
            found.fault(
                f"pembayaran.csv ({name})",
                "pembayaran melunasi Rp%d, orang-bulan yang dibayar Rp%d" % (theirs, mine),
                "payments settle Rp%d, person-months paid are Rp%d" % (theirs, mine),
            )
    return money


def _same(found: Archive, where: str, mine: dict[str, int], said: dict[str, int]) -> None:
    for key in sorted({*mine, *said}):
        if mine.get(key, 0) != said.get(key, 0):
            found.fault(
                where,
                f"{key}: tercatat {said.get(key, 0)}, dihitung ulang {mine.get(key, 0)}",
                f"{key}: it says {said.get(key, 0)}, added up anew it is {mine.get(key, 0)}",
            )


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("archive", help="ARSIP.zip")
    parser.add_argument("--key", default="", help="kunci publik kantor / the office's public key (hex)")
    parser.add_argument("--lang", choices=("id", "en"), default="id")
    asked = parser.parse_args(words)
    try:
        found = verify(asked.archive, asked.key)
    except (OSError, zipfile.BadZipFile) as error:
        words_of = {"id": "Arsip tidak dapat dibuka", "en": "The archive cannot be opened"}
        print(f"{words_of[asked.lang]}: {error}", file=sys.stderr)
        return 2
    for said in found.told:
        print(said[asked.lang])
    for broken in found.broken:
        print(
            "{} {}: {}".format(
                {"id": "RUSAK", "en": "BROKEN"}[asked.lang], broken.where, broken.words[asked.lang]
            )
        )
    whole = {"id": ("Arsip utuh.", "ARSIP RUSAK."), "en": ("The archive is whole.", "THE ARCHIVE IS BROKEN.")}
    print(whole[asked.lang][bool(found.broken)])
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
