"""Plans whose job died are taken up again, each time that a worker looks."""

from payung.office.plans.job import recover

JOBS = [recover]
