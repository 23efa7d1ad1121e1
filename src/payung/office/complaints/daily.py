"""What the office does by itself once a day."""

from datetime import date

from payung.office.complaints import limits
from payung.office.complaints.actions import raise_overdue


def forget_attempts(day: date) -> int:
    return limits.forget()


JOBS = [raise_overdue, forget_attempts]
