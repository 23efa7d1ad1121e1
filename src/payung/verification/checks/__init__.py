"""All checks. Each module here holds ``CHECKS``; a new check is a new module, found by being here."""

from __future__ import annotations

import importlib
import pkgutil

from payung.verification.check import GRAVITY, Check


def _found() -> tuple[Check, ...]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    checks = [check for name in modules for check in importlib.import_module(f"{__name__}.{name}").CHECKS]
    codes = [check.code for check in checks]
    if len(set(codes)) != len(codes):
        raise ValueError(f"reason code defined twice: {sorted({c for c in codes if codes.count(c) > 1})}")
    return tuple(sorted(checks, key=lambda check: (GRAVITY.index(check.outcome), check.rank, check.code)))


#: The most serious first: the order in which the reasons of one person are listed.
CHECKS: tuple[Check, ...] = _found()
