"""What the audit does by itself: archives of dead workers are taken up, and the rules look at everything once a day."""

from payung.office.audit.actions.flags import look_if_due
from payung.office.audit.tasks import take_up

JOBS = [take_up, look_if_due]
