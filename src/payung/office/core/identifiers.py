"""Public identifiers: what stands in an address. Random, so that nobody can count or guess rows."""

import secrets

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike on paper
_LENGTH = 12


def public_id() -> str:
    """Twelve signs, 59 bits; drawn at once, since a list of a million asks for a million."""
    drawn, signs = secrets.randbelow(len(_SIGNS) ** _LENGTH), []
    for _ in range(_LENGTH):
        drawn, at = divmod(drawn, len(_SIGNS))
        signs.append(_SIGNS[at])
    return "".join(signs)
