"""Settings of the test run: a state folder of its own, plain static files, quick password hashes."""

import gc
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-test-"))
os.environ["PAYUNG_PLAIN_STATIC"] = "1"
# People are held in the order of their blind index: with one key, every run meets them in one order.
os.environ.setdefault("PAYUNG_INDEX_KEY", "tests")

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import hypothesis
import messages
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils.translation import trans_real

import migrated

# A busy machine must not fail a property for being slow.
hypothesis.settings.register_profile("payung", deadline=None)
hypothesis.settings.load_profile("payung")
if messages.compile_if_stale():
    # Django has read the translations by now, where it was set up for the tests before this file: there were none.
    trans_real._translations.clear()
    trans_real._default = None
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _plain_and_quick(settings: object) -> None:
    cache.clear()  # attempts to log in are counted there
    # The settings may have been read before this file: what pages are tested with is said here once more.
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    migrated.begin_from_it(connection, os.environ.get("DATABASE_URL", ""))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # scripts/test.py reads no other file for the walks in a browser
        if item.get_closest_marker("browser") and not item.path.stem.endswith("_browser"):
            raise pytest.UsageError(f"{item.nodeid} drives a browser: put it into a file test_..._browser.py")


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the collector need not walk through it after every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_unconfigure() -> None:
    gc.unfreeze()


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"
