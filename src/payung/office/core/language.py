"""The language of the page being made, in the engines' terms."""

from django.utils.translation import get_language

from payung.language import Language


def page_language() -> Language:
    return "en" if (get_language() or "id").startswith("en") else "id"
