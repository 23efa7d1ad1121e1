"""What the office does by itself once a day."""

from payung.office.summaries.keeping import tidy

JOBS = [tidy]
