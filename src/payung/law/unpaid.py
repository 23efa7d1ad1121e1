"""Months of membership left unpaid when something happened, as far as a case tells."""

from __future__ import annotations

from datetime import date

from payung.language import Text
from payung.law.doubt import Doubt
from payung.law.month import Month
from payung.law.parameters import Parameters

_NEVER = Text(
    "Belum ada iuran yang dibayar. Peserta adalah orang yang sudah membayar iuran; tanpa itu tidak ada hak.",
    "No contribution was paid. A participant is one who has paid; without that there is no entitlement.",
)
_WINDOW = Text(
    "{n} bulan sebelum kejadian belum lunas. Apakah kejadian dalam masa tunggakan dibayar setelah dilunasi belum "
    "terbaca dalam hukum bagi BPU: perlu keputusan BPJS.",
    "{n} months before the event are unpaid. Whether an event in the arrears window is paid after settling has not "
    "been read in the law for BPU: BPJS must decide.",
)
_ENDED = Text(
    "{n} bulan sebelum kejadian tidak dibayar. Setelah {window} bulan penuh berturut-turut kepesertaan berakhir: "
    "periksa bulan-bulan lunasnya.",
    "{n} months before the event are unpaid. After {window} full months in a row membership ends: check the paid "
    "months.",
)


def unpaid_months(registered: date, paid_months: int, event: date) -> int:
    """Months from registration up to the month before the event that no payment covers."""
    return max(0, Month.of(event) - Month.of(registered) - paid_months)


def unpaid_doubt(
    segment: str, registered: date, paid_months: int, event: date, total: int, parameters: Parameters
) -> Doubt | None:
    """What unpaid months put at risk; the effect is the loss of everything."""
    if segment != "bpu":
        return None
    if paid_months == 0:
        return Doubt("never_paid", _NEVER, -total)
    missing = unpaid_months(registered, paid_months, event)
    if not missing:
        return None
    window = parameters.amount("membership/arrears_months", event)
    if missing < window:
        return Doubt("arrears_window", _WINDOW.format(n=missing), -total)
    return Doubt("membership_may_have_ended", _ENDED.format(n=missing, window=window), -total)
