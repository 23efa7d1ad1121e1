"""The people who work in the demonstration's offices: for each region one of every role."""

from __future__ import annotations

from dataclasses import dataclass

from payung.office.accounts import actions as accounts
from payung.office.accounts.models import Role, User
from payung.office.areas.models import Area

PASSWORD = "payung-peragaan"  # noqa: S105 - printed on the screen; these accounts exist in the demonstration only


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the demonstration; ``village`` is where its clerk sits."""

    key: str
    code: str
    village: str


MADIUN = Region("madiun", "35.77", "35.77.01.1008")
SIJUNJUNG = Region("sijunjung", "13.03", "13.03.04.2001")
SAWAHLUNTO = Region("sawahlunto", "13.73", "13.73.01.1001")
REGIONS = (MADIUN, SAWAHLUNTO, SIJUNJUNG)


@dataclass(frozen=True, slots=True)
class Office:
    """Who works in one region."""

    region: Region
    admin: User
    clerk: User
    verifier: User
    manager: User
    treasurer: User
    branch: User
    auditor: User


_STAFF = (
    ("petugas", "Petugas {village}", Role.VILLAGE_CLERK),
    ("verifikator", "Verifikator Dinas {area}", Role.VERIFIER),
    ("pengelola", "Pengelola Program {area}", Role.PROGRAMME_MANAGER),
    ("bendahara", "Bendahara {area}", Role.TREASURER),
    ("bpjs", "Cabang BPJS untuk {area}", Role.BPJS_BRANCH),
    ("pemeriksa", "Inspektorat {area}", Role.AUDITOR),
)


def staff(region: Region) -> Office:
    """Make the region's administrator, and through the administrator everybody else."""
    area = Area.objects.get(code=region.code)
    village = Area.objects.get(code=region.village)
    admin, _ = accounts.found_office(
        None, username=f"admin.{region.key}", name=f"Administrator {area}", area=area
    )
    _open(admin)
    made = []
    for login, name, role in _STAFF:
        where = village if role == Role.VILLAGE_CLERK else area
        user, _ = accounts.create_user(
            admin,
            username=f"{login}.{region.key}",
            name=name.format(area=area, village=village),
            phone="",
            role=role,
            area=where,
        )
        made.append(_open(user))
    return Office(region, admin, *made)


def sponsor(office: Office, organisation: object) -> User:
    """A user of the organisation that gives the money."""
    user, _ = accounts.create_user(
        office.admin,
        username=f"penyandang.{office.region.key}",
        name=f"Penyandang dana: {organisation}",
        phone="",
        role=Role.SPONSOR,
        area=Area.objects.get(code=office.region.code),
        sponsor=organisation,
    )
    return _open(user)


def _open(user: User) -> User:
    accounts.change_own_password(user, PASSWORD)
    return User.objects.get(pk=user.pk)


def leader(office: Office) -> User:
    """Who leads the region, and only looks."""
    area = Area.objects.get(code=office.region.code)
    user, _ = accounts.create_user(
        office.admin,
        username=f"pimpinan.{office.region.key}",
        name=f"Pimpinan {area}",
        phone="",
        role=Role.LEADER,
        area=area,
    )
    return _open(user)
