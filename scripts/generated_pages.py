"""The pages of docs/ that are made from the program itself: the data dictionary, the parameters of the law."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Any


def data_dictionary() -> str:
    """Every table of the office with its columns, in words: from the models themselves."""
    set_up_django()
    from django.apps import apps
    from django.conf import settings

    out = [
        "# Data dictionary",
        "",
        "Made by `make docs` from the models; rupiah are whole, months are yyyymm.",
    ]
    for label in settings.APPS:
        config = apps.get_app_config(label)
        models = list(config.get_models())
        if not models:
            continue
        out += ["", f"## {label}", "", (config.module.__doc__ or "").strip()]
        for model in models:
            out += [
                "",
                f"### {model._meta.db_table}",
                "",
                _about(model),
                "",
                "| column | kind | rules |",
                "|---|---|---|",
            ]
            out += [_column(field) for field in model._meta.concrete_fields]
            rules = [f"`{constraint.name}`" for constraint in model._meta.constraints]
            if rules:
                out += ["", f"Constraints: {', '.join(rules)}."]
    return "\n".join(out) + "\n"


def _about(model: Any) -> str:
    lines = (model.__doc__ or "").strip().splitlines()
    return " ".join(line.strip() for line in lines if line.strip())


def _column(field: Any) -> str:
    kind = field.get_internal_type().removesuffix("Field")
    if field.is_relation:
        kind = f"→ {field.related_model._meta.db_table}"
    rules = [
        *(["key"] if field.primary_key else []),
        *(["may be empty"] if field.null or field.blank else []),
        *(["unique"] if field.unique and not field.primary_key else []),
        *([", ".join(f"`{value}`" for value, _ in field.choices)] if field.choices else []),
    ]
    return f"| `{field.column}` | {kind} | {'; '.join(rules)} |"


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-docs-"))
    import django

    django.setup()


def parameters() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "payung.law.page"], capture_output=True, text=True, check=True
    )
    return done.stdout


GENERATED = {"docs/data-dictionary.md": data_dictionary, "docs/law/parameters.md": parameters}
