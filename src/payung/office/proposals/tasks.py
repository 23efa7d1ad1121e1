"""The queued task of the import. It runs in a worker; ``job`` holds the work itself."""

from __future__ import annotations

from django_tasks import task

from payung.office.proposals import lease
from payung.office.proposals.models import Submission


@task()
def import_submission(pk: int) -> str:
    """Safe to run twice, and together with itself: the lease lets one of them in."""
    from payung.office.proposals import job

    hold = lease.take(pk)
    if hold is None:
        return "nothing to do"
    with lease.heartbeat(hold):
        return job.run(hold)


def enqueue(submission: Submission) -> None:
    """Queue the import; within a transaction, so that the task and the stage come together."""
    import_submission.enqueue(submission.pk)
