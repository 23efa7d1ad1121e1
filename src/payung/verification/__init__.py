"""Checks over proposed people and reference lists: an outcome and the reasons for everyone."""

from payung.verification.engine import RULES_VERSION, Verification, catalogue, verify
from payung.verification.programme import Programme, Quota
from payung.verification.reference_files import read_reference
from payung.verification.references import ReferenceList

__all__ = [
    "RULES_VERSION",
    "Programme",
    "Quota",
    "ReferenceList",
    "Verification",
    "catalogue",
    "read_reference",
    "verify",
]
