"""What the office does by itself once a day."""

from payung.office.continuity.actions import count_if_due

JOBS = [count_if_due]
