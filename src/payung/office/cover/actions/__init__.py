"""Every write on cover: registration files out, return lists in, cards."""

from payung.office.cover.actions.cards import print_cards
from payung.office.cover.actions.export import export_enrolment, save_profile
from payung.office.cover.actions.returns import import_return

__all__ = ["export_enrolment", "import_return", "print_cards", "save_profile"]
