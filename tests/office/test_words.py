"""The interface speaks Indonesian, for one and for many."""

import pytest
from django.utils.translation import ngettext, override


@pytest.mark.parametrize("count", [0, 1, 2, 12])
def test_indonesian_has_one_form_for_any_count(count):
    with override("id"):
        assert ngettext("%(n)s month", "%(n)s months", count) == "%(n)s bulan"
