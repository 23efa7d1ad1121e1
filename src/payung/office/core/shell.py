"""The menus around a page. They hang on few things, so each is rendered once and kept: a list of thirty addresses with
their icons, twice on every page, takes longer than most pages themselves."""

from __future__ import annotations

from functools import cached_property, lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from payung.office.core.menu import MenuItem, for_a_phone, in_sections, menu_for

_KEPT = 512  # menus of all roles, on every page of theirs, in both languages


class Menu:
    """What the user of this request may open; false where that is nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def items(self) -> list[MenuItem]:
        return menu_for(self._request)

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def side(self) -> SafeString:
        return self._rendered("shell/side.html", tuple(self.items))

    @property
    def bottom(self) -> SafeString:
        foot, more = for_a_phone(self.items, self._request.user)
        return self._rendered("shell/bottom.html", tuple(more), tuple(foot))

    def _rendered(
        self, template: str, items: tuple[MenuItem, ...], foot: tuple[MenuItem, ...] = ()
    ) -> SafeString:
        # The address of the icons stands for all that an operator may set: it changes with every build.
        settled = (get_language(), get_script_prefix(), static("built/icons.svg"))
        return _render(template, items, foot, self._here, settled)

    @cached_property
    def _here(self) -> frozenset[str]:
        """The pages at or under which this one lies; the home page is only at its own address."""
        path, prefix = self._request.path, get_script_prefix()
        return frozenset(item.name for item in self.items if _lies(path, _address(item.name, prefix), prefix))


def _lies(path: str, address: str, home: str) -> bool:
    return path == address if address == home else path.startswith(address)


@lru_cache(_KEPT)
def _address(name: str, prefix: str) -> str:
    """``prefix`` is where the office lies on its server, which the address begins with."""
    return reverse(name)


@lru_cache(_KEPT)
def _render(
    template: str,
    items: tuple[MenuItem, ...],
    foot: tuple[MenuItem, ...],
    here: frozenset[str],
    settled: tuple[str | None, ...],
) -> SafeString:
    return render_to_string(template, {"sections": in_sections(list(items)), "foot": foot, "here": here})
