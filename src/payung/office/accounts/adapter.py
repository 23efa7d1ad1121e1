"""Accounts are made by administrators, never by strangers."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class OfficeAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False
