"""Every write on bills and payments."""

from payung.office.billing.actions.bills import Issued, issue_bills, set_payment_code
from payung.office.billing.actions.payments import record_payment, record_refusal

__all__ = ["Issued", "issue_bills", "record_payment", "record_refusal", "set_payment_code"]
