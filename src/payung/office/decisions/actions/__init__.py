"""Every write on decisions."""

from payung.office.decisions.actions.approve import approve
from payung.office.decisions.actions.change import Leaving, propose_change
from payung.office.decisions.actions.generate import generate
from payung.office.decisions.actions.letters import export_annex, export_letter, set_signing, upload_template
from payung.office.decisions.actions.replace import propose_replacements
from payung.office.decisions.actions.submit import discard, return_draft, submit
from payung.office.decisions.actions.vacating import dismiss, gather, report

__all__ = [
    "Leaving",
    "approve",
    "discard",
    "dismiss",
    "export_annex",
    "export_letter",
    "gather",
    "generate",
    "propose_change",
    "propose_replacements",
    "report",
    "return_draft",
    "set_signing",
    "submit",
    "upload_template",
]
