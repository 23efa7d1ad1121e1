"""The queued sweep: a list that was just added is run over everybody in cover."""

from __future__ import annotations

from django_tasks import task

from payung.office.accounts.models import User
from payung.office.areas.models import Area
from payung.office.references.models import ReferenceList


@task()
def sweep(pk: int, actor: int) -> str:
    """Safe to run twice: a match that is known stays as it is. ``actor``: who added the list, or asked for the run."""
    from payung.office.sweeps.actions.running import sweep_list

    given = ReferenceList.objects.select_related("area").get(pk=pk)
    made = sweep_list(User.objects.get(pk=actor), given)
    return f"{made.found} found, {made.added} new"


@task()
def look_twice(area: str, actor: int) -> str:
    """Look for one person under two numbers in an area."""
    from payung.office.sweeps.actions.running import sweep_twice

    made = sweep_twice(User.objects.get(pk=actor), Area.objects.get(pk=area))
    return f"{made.found} found, {made.added} new"
