"""``payung manage createoffice``: the first administrator of an area, with a password for one log-in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from payung.errors import UnusableInput
from payung.language import language_from_environment
from payung.office.accounts.actions import found_office


class Command(BaseCommand):
    help = "Makes the first administrator of an area and prints a password that must be changed at the first log-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--area", required=True, help="Kemendagri code, such as 13.03")

    def handle(self, *, username: str, name: str, area: str, **options: Any) -> None:
        areas = apps.get_model("areas", "Area").objects
        found = areas.filter(pk=area).first()
        if found is None:
            raise CommandError(f"{area}: no such area. Run first: payung areas import")
        try:
            user, password = found_office(None, username=username, name=name, area=found)
        except UnusableInput as error:
            raise CommandError(error.to(language_from_environment())) from error
        self.stdout.write(f"{user.username}  {password}")
