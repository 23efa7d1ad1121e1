"""Stages, outcomes and standings as pages tell them: a word, and a tone beside it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.proposals.models import Outcome, Stage, Standing

STAGE_TONES = {
    Stage.PREVIEW: "info",
    Stage.QUEUED: "wait",
    Stage.READING: "wait",
    Stage.VERIFYING: "wait",
    Stage.WRITING: "wait",
    Stage.HELD: "info",
    Stage.READY: "ok",
    Stage.UNUSABLE: "stop",
    Stage.CANCELLED: "muted",
}
OUTCOME_TONES = {Outcome.ELIGIBLE: "ok", Outcome.REVIEW: "wait", Outcome.REFUSED: "stop"}
STANDING_TONES = {
    Standing.OPEN: "wait",
    Standing.SECOND: "wait",
    Standing.ACCEPTED: "ok",
    Standing.DROPPED: "stop",
    Standing.MENDED: "muted",
    Standing.LISTED: "info",
    Standing.DECIDED: "ok",
}
# ARRIVING is nobody's to see.
SEEN_STANDINGS = [(value, label) for value, label in Standing.choices if value != Standing.ARRIVING]
WHY_SKIPPED = {
    "title": _("Title"),
    "header": _("Heading"),
    "numbering": _("Numbers of the columns"),
    "family": _("Family line"),
    "total": _("Total"),
    "note": _("Note"),
    "hidden": _("Hidden sheet"),
    "unchanged": _("Nothing was mended"),
    "standing": _("Accepted already"),
}
# Reasons that a reviewer gives with one key; the words are kept as they stand.
ACCEPT_WHY = (
    _("Documents seen: the data are right"),
    _("The same person: the name is spelled differently"),
    _("Confirmed by the civil registry"),
)
ACCEPT_KEYS = ("a", "s", "c")
DROP_WHY = (
    _("Not the same person"),
    _("Proposed by another village"),
    _("The village must bring the NIK"),
    _("Does not fit the programme"),
)
DROP_KEYS = ("d", "2", "3", "4")
BACK_WHY = (
    _("Look at the documents again"),
    _("Another verdict fits better"),
)
BACK_KEYS = ("b", "v")
