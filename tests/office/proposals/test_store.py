"""The sealed store: what goes in comes out, nothing rests in the clear, and a changed byte does not open."""

import os
import stat
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.office.core import store
from payung.office.core.vault import SealBroken

MEBIBYTE = 1 << 20


@pytest.mark.parametrize("size", [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE])
def test_what_is_kept_is_read_again(size):
    plain = b"3303042001900012" * (size // 16) + b"x" * (size % 16)
    kept = store.keep([plain], "t")
    assert (kept.size, b"".join(store.read(kept.name, "t"))) == (size, plain)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(max_size=400), max_size=8))
def test_the_pieces_in_which_a_file_arrives_do_not_matter(pieces):
    whole = store.keep([b"".join(pieces)], "t")
    cut = store.keep(pieces, "t")
    assert (whole.sha256, whole.size) == (cut.sha256, cut.size)
    assert b"".join(store.read(whole.name, "t")) == b"".join(store.read(cut.name, "t"))


def test_nothing_rests_in_the_clear_and_only_the_owner_may_read():
    kept = store.keep([b"NIK 1303040101900001" * 10], "t")
    path = store._path(kept.name)
    assert b"1303040101900001" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "tamper",
    [
        lambda raw: raw[:60] + bytes([raw[60] ^ 1]) + raw[61:],  # a flipped bit
        lambda raw: raw[: 40 + MEBIBYTE + 16],  # cut off after a whole chunk
        lambda raw: raw + raw[40 : 40 + MEBIBYTE + 16],  # a chunk appended
        lambda raw: (
            raw[:40]
            + raw[40 + MEBIBYTE + 16 : 40 + 2 * (MEBIBYTE + 16)] * 2
            + raw[40 + 2 * (MEBIBYTE + 16) :]
        ),
        lambda raw: b"",
    ],
)
def test_a_changed_file_does_not_open(tamper):
    kept = store.keep([bytes(3 * MEBIBYTE)], "t")
    path = store._path(kept.name)
    path.write_bytes(tamper(path.read_bytes()))
    with pytest.raises(SealBroken):
        list(store.read(kept.name, "t"))


def test_a_file_opens_only_for_its_purpose():
    kept = store.keep([b"x"], "proposals.file")
    with pytest.raises(SealBroken):
        list(store.read(kept.name, "references.list"))


def test_a_half_written_file_is_removed():
    def breaks():
        yield b"x" * 10
        raise OSError("the line broke")

    before = set(store._path("00").parent.parent.rglob("*"))
    with pytest.raises(OSError, match="broke"):
        store.keep(breaks(), "t")
    assert {
        path for path in set(store._path("00").parent.parent.rglob("*")) - before if path.is_file()
    } == set()


def test_an_opened_file_is_private_and_gone_afterwards():
    kept = store.keep([b"isi"], "t")
    with store.opened(kept.name, "t", ".xlsx") as path:
        assert (path.read_bytes(), path.suffix) == (b"isi", ".xlsx")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        store.sweep()
        assert path.exists(), "a file in use is not swept"
    assert not path.exists()


def test_what_a_killed_run_left_is_swept():
    left = store._clear_folder() / "left-behind"
    left.write_bytes(b"NIK")
    assert store.sweep() >= 1
    assert not left.exists()


def test_a_file_that_nobody_confirms_is_forgotten_after_a_day(own_store):
    forgotten = store.keep([b"balikan"], "tests", waiting=True)
    fresh = store.keep([b"balikan"], "tests", waiting=True)
    record = store.keep([b"balikan"], "tests")
    yesterday = time.time() - (store.WAITING_HOURS + 1) * 3600
    for kept in (forgotten, record):
        os.utime(store._path(kept.name), (yesterday, yesterday))
    store.sweep()
    assert own_store() == 2
    assert b"".join(store.read(fresh.name, "tests")) == b"balikan"
    assert b"".join(store.read(record.name, "tests")) == b"balikan"
