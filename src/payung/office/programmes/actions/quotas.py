"""Quotas: places in a village, or in total. They go below what is taken never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, covers, require
from payung.office.areas.models import Area
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme, Quota
from payung.office.programmes.queries import taken_by_village

TOTAL = ""  # the key of the quota in total


@act("quota.set")
def set_quotas(actor: Any, programme: Programme, places: Mapping[str, int | None]) -> None:
    """Set places by village code, and in total under TOTAL; None takes a quota away, which needs nobody in it.

    Raises UnusableInput, with figures, where a quota would fall below the places taken.
    """
    require(actor, May.MANAGE_PROGRAMMES, programme.area_id)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    _check(programme, places)
    before = {code or TOTAL: held for code, held in programme.quotas.values_list("village_id", "places")}
    taken = taken_by_village(programme)
    taken[TOTAL] = sum(taken.values())
    short = [
        (code, wanted or 0, taken.get(code, 0))
        for code, wanted in places.items()
        if taken.get(code, 0) > (wanted if wanted is not None else 0)
    ]
    if short:
        raise _too_low(short)
    try:
        with transaction.atomic():
            _write(programme, places, taken)
    except IntegrityError as error:  # a decree was approved meanwhile
        raise _too_low([]) from error
    changed = {code or "total": wanted for code, wanted in places.items() if before.get(code) != wanted}
    record(
        f"programme:{programme.public_id}",
        area=programme.area_id,
        facts={"places": changed, "before": {code or "total": before.get(code) for code in places}},
    )


def _check(programme: Programme, places: Mapping[str, int | None]) -> None:
    for code, wanted in places.items():
        if wanted is not None and not 0 <= wanted <= 10_000_000:
            raise UnusableInput(
                Text(
                    f"Kuota {code or 'seluruhnya'} tidak masuk akal",
                    f"The quota of {code or 'all'} cannot be",
                ),
                Text("Isi bilangan bulat 0 atau lebih", "Write a whole number, 0 or more"),
            )
    villages = [code for code in places if code != TOTAL]
    known = set(Area.objects.filter(code__in=villages).values_list("code", flat=True))
    for code in villages:
        if code not in known or not covers(programme.area_id, code):
            raise UnusableInput(
                Text(
                    f"{code} bukan wilayah di dalam program ini", f"{code} is no area inside this programme"
                ),
                Text("Periksa kode desanya", "Check the village's code"),
            )


def _write(programme: Programme, places: Mapping[str, int | None], taken: Mapping[str, int]) -> None:
    gone = [code for code, wanted in places.items() if wanted is None]
    programme.quotas.filter(village_id__in=[code for code in gone if code]).delete()
    if TOTAL in gone:
        programme.quotas.filter(village=None).delete()
    kept = {code: wanted for code, wanted in places.items() if wanted is not None}
    if TOTAL in kept:
        total = kept.pop(TOTAL)
        if not programme.quotas.filter(village=None).update(places=total):
            Quota.objects.create(programme=programme, places=total, taken=taken[TOTAL])
    Quota.objects.bulk_create(
        [
            Quota(programme=programme, village_id=code, places=wanted, taken=taken.get(code, 0))
            for code, wanted in sorted(kept.items())
        ],
        update_conflicts=True,
        unique_fields=["programme", "village"],
        update_fields=["places"],
    )
    if programme.quotas.filter(taken__gt=F("places")).exists():
        raise IntegrityError("quota below taken")


def _too_low(short: list[tuple[str, int, int]]) -> UnusableInput:
    names = dict(Area.objects.filter(code__in=[code for code, _, _ in short]).values_list("code", "name"))
    said = [
        Text(
            f"{names.get(code, 'seluruhnya')}: sudah terpakai {used}, diminta {wanted}",
            f"{names.get(code, 'in total')}: {used} are taken, {wanted} were asked",
        )
        for code, wanted, used in short[:5]
    ]
    more = f" (+{len(short) - 5})" if len(short) > 5 else ""
    return UnusableInput(
        Text(
            "Kuota tidak dapat di bawah tempat yang sudah terpakai. " + "; ".join(t.id for t in said) + more,
            "A quota cannot fall below the places taken. " + "; ".join(t.en for t in said) + more,
        ),
        Text(
            "Isi sedikitnya sebanyak yang terpakai, atau keluarkan peserta lewat SK perubahan lebih dulu",
            "Set at least what is taken, or withdraw people by a decree of change first",
        ),
    )
