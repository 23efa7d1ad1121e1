"""Acts on users and duties. An administrator acts inside their own area, and never on their own rights."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts import tokens
from payung.office.accounts.models import Duty, Role, User
from payung.office.accounts.permissions import (
    May,
    Refused,
    common_area,
    conflicts,
    require,
    scope,
)
from payung.office.journal.acts import act, record

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike on paper


def _one_time_password() -> str:
    """Three groups of five signs, 74 bits: easy to read out on the telephone."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(3))


def _lock(user: User) -> User:
    """The user as stored, locked: two administrators must not give two duties that exclude each other."""
    return User.objects.select_for_update().get(pk=user.pk)


def _require_whole(actor: Any, user: User) -> None:
    """Who resets a password can become that user: all the user's duties must lie in the actor's area."""
    mine = scope(actor, May.MANAGE_USERS)
    areas = list(user.duties.values_list("area_id", flat=True))
    outside = next((area for area in areas if not mine.includes(area)), None)
    if outside is not None or not areas:
        raise Refused(May.MANAGE_USERS, outside or "")


def _not_oneself(actor: Any, user: User) -> None:
    if actor.pk == user.pk:
        raise UnusableInput(
            Text("Anda tidak dapat mengubah hak Anda sendiri", "You cannot change your own rights"),
            Text("Mintalah kepada administrator lain", "Ask another administrator"),
        )


def _role_name(role: str) -> Text:
    names = {
        Role.VILLAGE_CLERK: Text("petugas desa", "village clerk"),
        Role.VERIFIER: Text("verifikator", "verifier"),
        Role.PROGRAMME_MANAGER: Text("pengelola program", "programme manager"),
        Role.TREASURER: Text("bendahara", "treasurer"),
        Role.BPJS_BRANCH: Text("cabang BPJS", "BPJS branch"),
        Role.SPONSOR: Text("penyandang dana", "sponsor"),
        Role.AUDITOR: Text("pemeriksa", "auditor"),
        Role.LEADER: Text("pimpinan daerah", "regional leadership"),
        Role.ADMINISTRATOR: Text("administrator", "administrator"),
    }
    return names[Role(role)]


def _check_duty(user: User | None, role: str, area: Any, sponsor: Any) -> None:
    """Raises UnusableInput where the duty contradicts itself or the user's other duties."""
    if (role == Role.SPONSOR) != (sponsor is not None):
        raise UnusableInput(
            Text(
                "Hanya tugas penyandang dana yang menyebut lembaga, dan harus menyebutnya",
                "Only a sponsor's duty names an organisation, and it must name one",
            ),
            Text(
                "Pilih lembaganya, atau kosongkan untuk tugas lain",
                "Choose the organisation, or leave it empty for another duty",
            ),
        )
    if user is None:
        return
    held = list(user.duties.values_list("role", "area_id"))
    if (role, area.pk) in held:
        raise UnusableInput(
            Text(
                "Pengguna ini sudah memegang tugas itu di wilayah itu", "The user already has this duty there"
            ),
            Text("Pilih tugas atau wilayah lain", "Choose another duty or area"),
        )
    for pair in conflicts([role, *(r for r, _ in held)]):
        if role in pair:
            (other,) = pair - {role}
            raise UnusableInput(
                Text(
                    "Satu orang tidak boleh menjadi {one} sekaligus {two}",
                    "One person must not be {one} and {two} at once",
                ).format(one=_role_name(role), two=_role_name(other)),
                Text(
                    "Lepaskan tugas lamanya dahulu, atau berikan tugas ini kepada orang lain",
                    "Take the old duty away first, or give this one to somebody else",
                ),
            )


@act("office.found")
def found_office(actor: None, *, username: str, name: str, area: Any) -> tuple[User, str]:
    """The first administrator of an area, made by the operator at the machine. Returns the one-time password."""
    if Duty.objects.filter(role=Role.ADMINISTRATOR, area=area).exists():
        raise UnusableInput(
            Text(f"{area} sudah mempunyai administrator", f"{area} has an administrator already"),
            Text("Minta administrator itu menambah pengguna", "Ask that administrator to add users"),
        )
    if User.objects.filter(username=username).exists():
        raise UnusableInput(
            Text(f"nama pengguna {username} sudah dipakai", f"the user name {username} is taken"),
            Text("Pilih nama pengguna lain", "Choose another user name"),
        )
    password = _one_time_password()
    user = User.objects.create_user(
        username=username, name=name, password=password, must_change_password=True
    )
    Duty.objects.create(user=user, role=Role.ADMINISTRATOR, area=area)
    record(f"user:{user.username}", area=area.pk, facts={"role": Role.ADMINISTRATOR})
    return user, password


@act("user.create")
def create_user(
    actor: Any, *, username: str, name: str, phone: str, role: str, area: Any, sponsor: Any = None
) -> tuple[User, str]:
    """A new user with a first duty. Returns the one-time password, which is kept nowhere."""
    require(actor, May.MANAGE_USERS, area.pk)
    _check_duty(None, role, area, sponsor)
    password = _one_time_password()
    try:
        with transaction.atomic():
            user: User = get_user_model().objects.create_user(
                username=username, name=name, phone=phone, password=password, must_change_password=True
            )
    except IntegrityError:
        raise UnusableInput(
            Text(f"Nama pengguna “{username}” sudah dipakai", f"The username “{username}” is taken"),
            Text("Pilih nama pengguna lain", "Choose another username"),
        ) from None
    duty = Duty.objects.create(user=user, role=role, area=area, sponsor=sponsor)
    record(f"user:{username}", area=area.pk, facts={"role": role, "duty": duty.public_id})
    return user, password


@act("user.edit")
def edit_user(actor: Any, user: User, *, name: str, phone: str) -> None:
    _require_whole(actor, user)
    user = _lock(user)
    changed = [key for key, value in (("name", name), ("phone", phone)) if getattr(user, key) != value]
    User.objects.filter(pk=user.pk).update(name=name, phone=phone)
    record(f"user:{user.username}", area=common_area(user), facts={"changed": changed})


@act("user.close")
def close_user(actor: Any, user: User) -> None:
    """The user can no longer log in; what they did stays theirs."""
    _require_whole(actor, user)
    _not_oneself(actor, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    tokens.end_all(user)
    record(f"user:{user.username}", area=common_area(user))


@act("user.reopen")
def reopen_user(actor: Any, user: User) -> str:
    """The user can log in again, with a new one-time password."""
    _require_whole(actor, user)
    password = _one_time_password()
    _give_password(user, password)
    User.objects.filter(pk=user.pk).update(is_active=True)
    record(f"user:{user.username}", area=common_area(user))
    return password


@act("user.reset_password")
def reset_password(actor: Any, user: User) -> str:
    """A new one-time password; the old one ends, and so do the user's open sessions."""
    _require_whole(actor, user)
    _not_oneself(actor, user)
    password = _one_time_password()
    _give_password(user, password)
    record(f"user:{user.username}", area=common_area(user))
    return password


def _give_password(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    tokens.end_all(user)


@act("user.reset_two_step")
def reset_two_step(actor: Any, user: User) -> None:
    """For a lost phone: the password alone opens the account until the user sets the app up again."""
    _require_whole(actor, user)
    _not_oneself(actor, user)
    removed, _by_kind = Authenticator.objects.filter(user=user).delete()
    record(f"user:{user.username}", area=common_area(user), facts={"removed": removed})


@act("duty.give")
def give_duty(actor: Any, user: User, *, role: str, area: Any, sponsor: Any = None) -> Duty:
    require(actor, May.MANAGE_USERS, area.pk)
    _not_oneself(actor, user)
    user = _lock(user)
    _check_duty(user, role, area, sponsor)
    duty = Duty.objects.create(user=user, role=role, area=area, sponsor=sponsor)
    record(f"user:{user.username}", area=area.pk, facts={"role": role, "duty": duty.public_id})
    return duty


@act("duty.take")
def take_duty(actor: Any, duty: Duty) -> None:
    require(actor, May.MANAGE_USERS, duty.area_id)
    _not_oneself(actor, duty.user)
    user = _lock(duty.user)
    if user.duties.count() == 1:
        raise UnusableInput(
            Text("Ini tugas terakhir pengguna ini", "This is the user's last duty"),
            Text(
                "Tutuplah akunnya, atau beri tugas lain dahulu",
                "Close the account, or give another duty first",
            ),
        )
    area, role, identifier = duty.area_id, duty.role, duty.public_id
    duty.delete()
    record(f"user:{user.username}", area=area, facts={"role": role, "duty": identifier})


@act("user.edit_own")
def edit_own(actor: User, *, phone: str, language: str) -> None:
    """What a user says about themselves."""
    changed = [k for k, v in (("phone", phone), ("language", language)) if getattr(actor, k) != v]
    User.objects.filter(pk=actor.pk).update(phone=phone, language=language)
    record(f"user:{actor.username}", area=common_area(actor), facts={"changed": changed})


@act("user.change_password")
def change_own_password(actor: User, password: str) -> None:
    actor.set_password(password)
    actor.must_change_password = False
    actor.save(update_fields=["password", "must_change_password"])
    record(f"user:{actor.username}", area=common_area(actor))


@act("user.two_step")
def tell_two_step(actor: User, what: str) -> None:
    """The journal line of a change that the login library made to the user's authenticators."""
    record(f"user:{actor.username}", area=common_area(actor), facts={"what": what})
