"""Identity numbers on paper: enough to tell two people apart, not enough to be used."""

from __future__ import annotations


def masked_nik(nik: str) -> str:
    """District and serial stay, the birth date in the middle goes.

    >>> masked_nik("1373014505800003")
    '137301******0003'
    """
    return nik[:6] + "*" * max(len(nik) - 10, 0) + nik[-4:] if len(nik) > 10 else "*" * len(nik)
