"""The demonstration's files, written once for all tests here."""

from __future__ import annotations

import pytest

from payung.synthetic.plan import Plan
from payung.synthetic.programmes import build


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return build(tmp_path_factory.mktemp("peragaan"), 7)
