"""Every write on decisions."""

from payung.office.decisions.actions.approve import approve
from payung.office.decisions.actions.change import Leaving, propose_change
from payung.office.decisions.actions.generate import generate
from payung.office.decisions.actions.letters import export_annex, export_letter, set_signing, upload_template
from payung.office.decisions.actions.submit import discard, return_draft, submit

__all__ = [
    "Leaving",
    "approve",
    "discard",
    "export_annex",
    "export_letter",
    "generate",
    "propose_change",
    "return_draft",
    "set_signing",
    "submit",
    "upload_template",
]
