"""What the office does by itself once a day."""

from payung.office.unclaimed.actions import gather_if_any

JOBS = [gather_if_any]
