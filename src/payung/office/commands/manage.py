"""``payung manage``: Django's own commands with the office's settings."""

from __future__ import annotations

import os

TAKES_REST = True


def run(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["payung manage", *words])
    return 0
