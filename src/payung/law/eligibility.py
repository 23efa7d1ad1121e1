"""Who may register as a BPU, by age (Permenaker 5/2021 and earlier)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from payung.language import Text
from payung.law.calendar_days import age
from payung.law.fields import unusable
from payung.law.parameters import Dated, Parameters


@dataclass(frozen=True, slots=True)
class Eligibility:
    """``accepted`` and the reason, with the rule it rests on."""

    accepted: bool
    reason: Text
    rule: Dated


_ACCEPTED = Text(
    "Umur {age} pada pembayaran pertama, di bawah {limit}: dapat didaftarkan dan boleh terus membayar sesudahnya",
    "Aged {age} at the first payment, below {limit}: can be registered and may go on paying afterwards",
)
_REJECTED = Text(
    "Umur {age} pada pembayaran pertama; pendaftaran hanya di bawah {limit}",
    "Aged {age} at the first payment; registration only below {limit}",
)


def registration(born: date, registered: date, first_paid: date, parameters: Parameters) -> Eligibility:
    """Whether a worker could join: below the limit at registration and at the first payment.

    Raises UnusableInput where a date stands before the birth or before the law.
    """
    joined = max(registered, first_paid)
    if min(registered, first_paid) < born:
        raise unusable(
            "born",
            Text("Lahir setelah terdaftar", "Born after registration"),
            Text("Periksa tanggal lahirnya", "Check the date of birth"),
        )
    rule = parameters.at("membership/registration_age", joined)
    years = age(born, joined)
    accepted = years < rule.value
    said = (_ACCEPTED if accepted else _REJECTED).format(age=years, limit=rule.value)
    return Eligibility(accepted, said, rule)
