from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from payung.office.summaries.keeping import compare, is_kept, rebuild, tidy


class Command(BaseCommand):
    help = "Counts the person-months again and compares the summary with them; fails where they differ."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--rebuild", action="store_true", help="make the summary anew from the rows first"
        )
        parser.add_argument("--tidy", action="store_true", help="drop what nobody counts any more first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_kept():
            self.stdout.write(
                "On SQLite person-months are counted from their rows: there is no summary to compare."
            )
            return
        began = time.perf_counter()
        if options["rebuild"]:
            rebuild()
        if options["tidy"]:
            tidy()
        found = compare()
        self.stdout.write(
            f"{found.months} person-months of {found.people} people; {found.kinds} histories with {found.lines} months; "
            f"{time.perf_counter() - began:.1f} s"
        )
        if found.differences:
            self.stderr.write(
                f"The summary differs from the rows: {found.cells} counts, {found.persons} people, "
                f"{found.histories} histories, {found.works} kinds of work. Put it in order with: payung manage summaries --rebuild"
            )
            raise SystemExit(1)
        self.stdout.write("The summary says what the rows say.")
