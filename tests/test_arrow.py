"""A command begins without loading pandas."""

from __future__ import annotations

import subprocess
import sys

SAID = """
import sys
from payung.arrow import without_pandas
without_pandas()
import pyarrow
assert pyarrow.table({"nik": pyarrow.array(["3577030101010001"])}).num_rows == 1
print("pandas" in sys.modules)
import pandas
print(pandas.__name__)
"""


def test_pyarrow_does_not_load_pandas_which_can_still_be_loaded():
    said = subprocess.run([sys.executable, "-c", SAID], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["False", "pandas"]


def test_whoever_has_loaded_pandas_can_hand_its_frames_to_pyarrow():
    words = (
        "import pandas, pyarrow; from payung.arrow import without_pandas; without_pandas();"
        "print(pyarrow.Table.from_pandas(pandas.DataFrame({'a': [1, 2]})).num_rows)"
    )
    said = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "2"
