"""The files of the pages are collected when they changed, and only then."""

from __future__ import annotations

import os

import pytest

from payung.office.commands import static_files


@pytest.fixture
def folder(settings, tmp_path):
    """One file of ours, and where it is served from; kept as the office keeps its own."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "office.css").write_text("body { color: black }" * 99)
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "served"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    return tmp_path


def _served(folder):
    return {path.name.split(".")[0] + path.suffix for path in (folder / "served").iterdir()}


def test_files_that_are_as_they_were_are_not_collected_again(folder):
    assert static_files.collect()
    assert {"office.css", "office.gz", "staticfiles.json"} <= _served(folder)
    assert not static_files.collect()


def test_a_file_that_changed_is_collected_again(folder):
    static_files.collect()
    changed = folder / "ours" / "office.css"
    changed.write_text("body { color: navy }" * 99)
    os.utime(changed, (1, 1))
    assert static_files.collect()
    assert any("navy" in path.read_text() for path in (folder / "served").glob("office*.css"))


def test_a_new_file_is_collected(folder):
    static_files.collect()
    (folder / "ours" / "office.js").write_text("1")
    assert static_files.collect()
    assert "office.js" in _served(folder)


def test_a_collection_that_was_interrupted_is_made_anew(folder, monkeypatch):
    static_files.collect()
    (folder / "ours" / "office.js").write_text("1")
    with monkeypatch.context() as stopped:
        stopped.setattr(static_files, "call_command", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            static_files.collect()
    assert static_files.collect()


def test_a_folder_that_lost_its_list_of_files_is_made_anew(folder):
    static_files.collect()
    (folder / "served" / "staticfiles.json").unlink()
    assert static_files.collect()


def _power_cut(*words, **more):
    raise KeyboardInterrupt
