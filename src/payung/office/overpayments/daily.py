"""The office looks every morning for what was paid too much."""

from payung.office.overpayments.actions.finding import find_daily

JOBS = [find_daily]
