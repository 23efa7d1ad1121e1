"""Every write on bills, payments and the books."""

from payung.office.billing.actions.bills import Issued, issue_bills, set_payment_code
from payung.office.billing.actions.books import close_month, record_correction
from payung.office.billing.actions.files import compare_billing, save_billing_profile
from payung.office.billing.actions.payments import record_payment, record_refusal
from payung.office.billing.actions.steps import record_step
from payung.office.billing.actions.undoing import carry_over, reverse_payment

__all__ = [
    "Issued",
    "carry_over",
    "close_month",
    "compare_billing",
    "issue_bills",
    "record_correction",
    "record_payment",
    "record_refusal",
    "record_step",
    "reverse_payment",
    "save_billing_profile",
    "set_payment_code",
]
