"""The fixed characters of the office's tests, and the small country they live in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from office.kept import KEEPER, kept, make_way, prepare
from office.served import Office, served
from payung.office.accounts.models import Duty, Role, User
from payung.office.areas.models import Area, Level
from payung.office.funding.models import Sponsor

AREAS = [
    ("13", "Sumatera Barat", Level.PROVINCE),
    ("13.03", "Kabupaten Sijunjung", Level.REGENCY),
    ("13.03.04", "Sijunjung", Level.DISTRICT),
    ("13.03.04.2001", "Muaro", Level.VILLAGE),
    ("13.03.04.2002", "Pematang Panjang", Level.VILLAGE),
    ("13.03.08", "Koto VII", Level.DISTRICT),
    ("13.03.08.2001", "Tanjung", Level.VILLAGE),
    ("13.73", "Kota Sawahlunto", Level.REGENCY),
    ("13.73.01", "Lembah Segar", Level.DISTRICT),
    ("13.73.01.1001", "Aur Mulio", Level.VILLAGE),
]


@pytest.fixture(scope="module", autouse=True)
def _worlds_of_this_file() -> Iterator[None]:
    yield
    KEEPER.leave()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    make_way(item)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Any:
    if fixturedef.argname == "_django_db_helper":  # the test's own transaction, which begins above its world
        prepare(request)
    return (yield)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A running office with something behind every address, for all files that look at its pages."""
    with served(tmp_path_factory.mktemp("pages"), "office.furnished_world") as running:
        yield running


@kept
def areas(db: None) -> None:
    Area.objects.bulk_create(
        Area(
            code=code,
            name=name,
            level=level,
            parent_id=code.rpartition(".")[0] or None,
            province=code[:2],
            regency=code[:5] if level >= Level.REGENCY else "",
            district=code[:8] if level >= Level.DISTRICT else "",
        )
        for code, name, level in AREAS
    )


def character(username: str, name: str, *duties: tuple[str, str], **more: object) -> User:
    user = User.objects.create_user(username=username, name=name, password="rahasia-sekali-1")
    for role, area in duties:
        Duty.objects.create(user=user, role=role, area_id=area, **more)
    return user


@kept
def clerk(areas: None) -> User:
    """Petugas desa of Muaro."""
    return character("petugas", "Petugas Muaro", (Role.VILLAGE_CLERK, "13.03.04.2001"))


@kept
def other_clerk(areas: None) -> User:
    """Petugas desa of another village in the same regency."""
    return character("petugas2", "Petugas Tanjung", (Role.VILLAGE_CLERK, "13.03.08.2001"))


@kept
def verifier(areas: None) -> User:
    return character("verifikator", "Verifikator Dinas", (Role.VERIFIER, "13.03"))


@kept
def manager(areas: None) -> User:
    return character("pengelola", "Pengelola Program", (Role.PROGRAMME_MANAGER, "13.03"))


@kept
def other_manager(areas: None) -> User:
    return character("kepala", "Kepala Dinas", (Role.PROGRAMME_MANAGER, "13.03"))


@kept
def treasurer(areas: None) -> User:
    return character("bendahara", "Bendahara", (Role.TREASURER, "13.03"))


@kept
def branch(areas: None) -> User:
    return character("bpjs", "Cabang BPJS", (Role.BPJS_BRANCH, "13.03"))


@kept
def regent(areas: None) -> User:
    return character("bupati", "Bupati Sijunjung", (Role.LEADER, "13.03"))


@kept
def auditor(areas: None) -> User:
    return character("pemeriksa", "Inspektorat", (Role.AUDITOR, "13.03"))


@kept
def administrator(areas: None) -> User:
    return character("admin", "Administrator", (Role.ADMINISTRATOR, "13.03"))


@kept
def sponsor(areas: None) -> User:
    company = Sponsor.objects.create(area_id="13.03", name="PT Contoh")
    return character("penyandang", "PT Contoh", (Role.SPONSOR, "13.03"), sponsor=company)


@kept
def outsider(areas: None) -> User:
    """Orang luar: a full office of another regency, which must never see or touch this one."""
    return character(
        "orangluar",
        "Orang Luar",
        (Role.VERIFIER, "13.73"),
        (Role.PROGRAMME_MANAGER, "13.73"),
        (Role.BPJS_BRANCH, "13.73"),
        (Role.VILLAGE_CLERK, "13.73.01.1001"),
    )


@pytest.fixture
def own_store(settings, tmp_path):
    """A store of files of this test's own; gives how many files are in it."""
    settings.STATE = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}},
    }
    return lambda: sum(path.is_file() for path in (tmp_path / "files").rglob("*"))
