"""The queued task that makes a plan. It runs in a worker; ``job`` holds the work itself."""

from __future__ import annotations

from django_tasks import task

from payung.office.plans import lease


@task()
def make_plan(pk: int) -> str:
    """Safe to run twice, and together with itself: the lease lets one of them in."""
    from payung.office.plans import job
    from payung.office.proposals.lease import heartbeat

    hold = lease.take(pk)
    if hold is None:
        return "nothing to do"
    with heartbeat(hold):
        return job.run(hold)
