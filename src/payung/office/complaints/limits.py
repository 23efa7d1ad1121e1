"""Counters that keep floods and guessing out of the public pages; all processes share them through the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from payung.office.complaints.models import Attempt
from payung.office.core.vault import blind_index

HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` in ``seconds``."""

    name: str
    most: int
    seconds: int


# A whole village may come in through one address; the office as a whole has a ceiling besides.
FILE = (Limit("file", 10, HOUR), Limit("file-day", 30, DAY))
FILE_ALL = Limit("file-all", 300, HOUR)
LOOK = (Limit("look", 30, HOUR),)
CHECK = (Limit("check", 20, HOUR), Limit("check-day", 60, DAY))
CHECK_ALL = Limit("check-all", 3000, HOUR)
CHECK_NIK = Limit("check-nik", 5, DAY)  # for a NIK that is held and for one that is not


def address_of(request: HttpRequest) -> str:
    """Where the request comes from. The proxy's word counts only where one is said to stand before us."""
    if settings.HTTPS and (said := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        return str(said).rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def allowed(limit: Limit, who: str = "") -> bool:
    """Count one attempt; whether it is within the limit."""
    now = datetime.now(UTC)
    span = int(now.timestamp()) // limit.seconds
    key = blind_index(f"attempt|{limit.name}|{who}")
    until = now + timedelta(seconds=limit.seconds)
    with transaction.atomic():
        Attempt.objects.bulk_create([Attempt(key=key, span=span, until=until)], ignore_conflicts=True)
        Attempt.objects.filter(key=key, span=span).update(count=F("count") + 1)
        count = Attempt.objects.filter(key=key, span=span).values_list("count", flat=True).get()
    return count <= limit.most


def all_allowed(limits: tuple[Limit, ...], who: str, ceiling: Limit | None = None) -> bool:
    """Every limit of an address, and the ceiling of the office."""
    kept = [allowed(limit, who) for limit in limits]
    return all(kept) and (ceiling is None or allowed(ceiling))


def forget() -> int:
    """Counters whose time is over."""
    removed, _each = Attempt.objects.filter(until__lt=timezone.now()).delete()
    return removed
