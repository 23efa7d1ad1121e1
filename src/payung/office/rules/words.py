"""The engines' codes as pages say them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Words

SEGMENTS: dict[str, Words] = {
    "bpu": _("Not wage-earning (BPU)"),
    "pu": _("Wage worker (PU)"),
    "construction": _("Construction"),
    "pmi": _("Migrant worker (PMI)"),
}
# How a counsellor would say the event and its end; keys are the engine's, the addresses speak Indonesian.
EVENTS: dict[str, tuple[str, Words, Words]] = {
    "kecelakaan": (
        "accident",
        _("Work accident"),
        _("At work, or on the way there or back"),
    ),
    "penyakit": (
        "disease",
        _("Occupational disease"),
        _("A doctor says that the work caused it"),
    ),
    "meninggal": (
        "death",
        _("Death that was not from work"),
        _("Illness, old age, or an accident outside work"),
    ),
}
OUTCOMES: dict[str, tuple[str, Words, Words]] = {
    "sembuh": ("recovered", _("Recovered"), _("Or still in care, with no lasting harm known yet")),
    "cacat": (
        "partial",
        _("Lasting disability of a part of the body"),
        _("A limb, eye, ear or function is lost or weaker for good"),
    ),
    "cacat-total": ("total", _("Can never work again"), _("Permanent and total disability")),
    "meninggal": ("death", _("Died"), _("At once or later, of this accident or disease")),
}
BRANCHES: dict[str, Words] = {
    "contribution": _("Contributions"),
    "membership": _("Membership"),
    "jkk": _("Work accident (JKK)"),
    "jkm": _("Death (JKM)"),
    "scholarship": _("Scholarship"),
    "deadlines": _("Deadlines"),
    "documents": _("Documents"),
    "heirs": _("Heirs"),
    "coverage": _("Coverage"),
}
CONFIDENCES: dict[str, Words] = {
    "verified": _("Verified"),
    "reported": _("Reported"),
    "unverified": _("Not verified"),
}
CONFIDENCE_HINTS: dict[str, Words] = {
    "verified": _("The words of the statute, or two independent sources"),
    "reported": _("One source"),
    "unverified": _("A weak source, or recollection: check before you promise it"),
}
CONFIDENCE_TONES = {"verified": "ok", "reported": "info", "unverified": "wait"}
STANDING_TONES = {"never": "stop", "active": "ok", "arrears": "wait", "ended": "stop"}
