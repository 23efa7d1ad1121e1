"""What the office does by itself once a day: it says in time which agreements end."""

from payung.office.programmes.actions import remind_if_due

JOBS = [remind_if_due]
