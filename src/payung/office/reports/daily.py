"""What the office does by itself once a day."""

from payung.office.reports.actions import make_due

JOBS = [make_due]
