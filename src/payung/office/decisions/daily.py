"""The office notes every morning which places fell free."""

from payung.office.decisions.actions.vacating import gather_if_any

JOBS = [gather_if_any]
