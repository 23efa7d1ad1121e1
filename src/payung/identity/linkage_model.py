"""The trained model: Splink's own file of levels and probabilities, and the SQL that gives the weights Splink gives.

A pair's weight is log2 of how much likelier the agreement of its fields is for one person than for two. The score is
the probability that follows, as if one pair in ``1 / prior`` were one person. Rules that no weight may outvote (vetoes)
stand on top: twins, parents and children, and neighbours of one name stay two people.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from payung.errors import UnusableInput
from payung.identity.linkage_fields import COMPARISONS, RAREST, UNKNOWN, level_call
from payung.language import Text

# What no weight may outvote; each must hold for a pair, in the words of its levels.
RULES: dict[str, str] = {
    "the names are one name": "level_name NOT IN ('other', 'unknown')",
    "the birth dates are one date, or name, mother and family agree": """level_birth_date <> 'other'
        OR level_name IN ('same', 'order') AND level_mother_name IN ('same', 'order', 'slip') AND level_kk IN ('same', 'slip')""",
    "of another mother only on the same family card": """level_mother_name <> 'other' OR level_kk IN ('same', 'slip')""",
    "without a birth date the name is whole, or shortened on the same family card in the same village": """level_birth_date <> 'unknown'
        OR level_name IN ('same', 'order', 'slip') OR level_mother_name IN ('same', 'order', 'slip', 'short')
        OR level_name = 'short' AND level_kk = 'same' AND level_village = 'same'""",
    "the sexes are one, or name, birth date and family or village agree": """level_sex <> 'other'
        OR level_name IN ('same', 'order') AND level_birth_date IN ('same', 'conventional')
            AND (level_mother_name IN ('same', 'order', 'slip') OR level_kk IN ('same', 'slip') OR level_village = 'same')
        OR level_name IN ('same', 'order') AND level_birth_date <> 'other'
            AND level_mother_name IN ('same', 'order', 'slip') AND level_kk IN ('same', 'slip')""",
}


@dataclass(frozen=True, slots=True)
class Model:
    """``weights[field][level]`` in bits; ``common`` gives levels whose weight follows the name's frequency."""

    settings: dict[str, Any]
    words: dict[str, float]
    prior: float
    weights: dict[str, dict[str, float]]

    @property
    def sql(self) -> str:
        """Selects ``wanted_id, known_id, score, weight, explanation, allowed, whole, unrivalled`` from ``linkage_leveled``."""
        levels, weights = [], []
        for comparison in self.settings["comparisons"]:
            levels.append(f"{_level(comparison)} AS level_{comparison['output_column_name']}")
            weights.append(f"{_weight(comparison)} AS weight_{comparison['output_column_name']}")
        fields = [comparison.field for comparison in COMPARISONS]
        told = ", ".join(f"{f}: {{level: level_{f}, weight: round(weight_{f}, 1)}}" for f in fields)
        total = " + ".join([repr(math.log2(self.prior / (1 - self.prior))), *(f"weight_{f}" for f in fields)])
        rules = " AND ".join(f"({rule})" for rule in RULES.values())
        return f"""
        WITH levels AS (SELECT *, {", ".join(levels)} FROM linkage_leveled),
        weights AS (SELECT *, {", ".join(weights)} FROM levels),
        weighed AS (SELECT *, round({total}, 6) AS weight FROM weights)
        SELECT wanted_id, known_id, least(round(1 / (1 + pow(2, -weight)), 4), 0.9999) AS score, weight,
            to_json({{{told}}})::VARCHAR AS explanation, ({rules}) AS allowed,
            level_name IN ('same', 'order', 'slip') AS whole, ({self._unrivalled}) AS unrivalled
        FROM weighed"""

    @property
    def _unrivalled(self) -> str:
        """Whatever is known of the person looked for is the same, and no other level of a field could weigh as much: whoever
        else is met, also under a rarer name, which weighs no more than the person's own (``greatest`` in ``_weight``)."""
        rivals = {each["output_column_name"]: _other_weights(each) for each in self.settings["comparisons"]}
        return " AND ".join(
            f"({_COLUMNS[f]}_l IS NULL OR level_{f} = 'same' AND weight_{f} > greatest({', '.join(others)}) + 0.001)"
            for f, others in rivals.items()
        )


def words_table(words: dict[str, float]) -> str:
    """SQL for a table of the common words and the share of people who bear them."""
    rows = ", ".join(f"('{word}', {share!r})" for word, share in sorted(words.items()))
    return f"(SELECT word, share::DOUBLE AS share FROM (VALUES {rows}) AS t(word, share))"


def _hoisted(sql: str) -> str:
    """The level of a pair of names stands in the table already."""
    for column in ("name", "mother"):
        sql = sql.replace(level_call(column), f"level_of_{column}")
    return sql


def _level(comparison: dict[str, Any]) -> str:
    whens, last = [], "NULL"
    for level in comparison["comparison_levels"]:
        if level["sql_condition"] == "ELSE":
            last = f"'{level['label_for_charts']}'"
        else:
            whens.append(f"WHEN {_hoisted(level['sql_condition'])} THEN '{level['label_for_charts']}'")
    return f"CASE {' '.join(whens)} ELSE {last} END"


_COLUMNS = {comparison.field: comparison.column for comparison in COMPARISONS}


def _weight(comparison: dict[str, Any]) -> str:
    weights = _level_weights(comparison, "greatest(tf_{column}_l, tf_{column}_r, {rarest!r})")
    whens = (f"WHEN '{level}' THEN {weight}" for level, weight in weights.items())
    return f"CASE level_{comparison['output_column_name']} {' '.join(whens)} ELSE 0.0 END"


def _level_weights(comparison: dict[str, Any], common: str) -> dict[str, str]:
    """SQL for the weight of each level, ``common`` that for how many bear the name."""
    same = next((lv for lv in comparison["comparison_levels"] if lv["label_for_charts"] == "same"), None)
    weights = {}
    for level in comparison["comparison_levels"]:
        if level.get("is_null_level"):
            continue
        weight = repr(math.log2(level["m_probability"] / level["u_probability"]))
        if (column := level.get("tf_adjustment_column")) and same:
            borne = common.format(column=column, rarest=level.get("tf_minimum_u_value") or RAREST)
            weight += f" + {level.get('tf_adjustment_weight', 1.0)} * (log2({same['u_probability']!r}) - log2({borne}))"
        weights[level["label_for_charts"]] = weight
    return weights


def _other_weights(comparison: dict[str, Any]) -> list[str]:
    """SQL for the most that every level but the same, or none, could weigh for the person looked for."""
    weights = _level_weights(comparison, "greatest(tf_{column}_l, {rarest!r})")
    return ["0.0", *(f"({weight})" for level, weight in weights.items() if level != "same")]


def read(path: Path | None = None) -> Model:
    """The model in ``path``, or the one that comes with Payung. Raises UnusableInput where the file is no such model."""
    name = str(path) if path else "linkage_model.json"
    try:
        text = (
            path.read_text("utf-8")
            if path
            else resources.files("payung.identity").joinpath(f"data/{name}").read_text("utf-8")
        )
        content = json.loads(text)
        settings, words = content["splink"], content["words"]
        prior = float(settings["probability_two_random_records_match"])
        weights = {
            comparison["output_column_name"]: {
                level["label_for_charts"]: math.log2(level["m_probability"] / level["u_probability"])
                for level in comparison["comparison_levels"]
                if not level.get("is_null_level")
            }
            for comparison in settings["comparisons"]
        }
        if list(weights) != [comparison.field for comparison in COMPARISONS] or not 0 < prior < 1:
            raise KeyError("comparisons")
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        raise UnusableInput(
            Text(
                f"{name} bukan model pencocokan yang dapat dibaca: {error}",
                f"{name} is no linkage model that can be read: {error}",
            ),
            Text(
                "Latih ulang dengan scripts/train_linkage.py atau pasang Payung kembali",
                "Train it anew with scripts/train_linkage.py, or install Payung again",
            ),
        ) from error
    return Model(settings, {str(word): float(share) for word, share in words.items()}, prior, weights)


@cache
def packaged() -> Model:
    return read()


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field said about a pair: in words, and its weight in bits (above 0 speaks for one person)."""

    field: str
    label: Text
    words: Text
    weight: float


def explain(explanation: str | dict[str, Any]) -> list[Reason]:
    """The explanation of a probable match in words, field by field.

    >>> [str(reason.words.en) for reason in explain('{"sex": {"level": "same", "weight": 0.9}}')]
    ['the same']
    """
    told: dict[str, Any] = json.loads(explanation) if isinstance(explanation, str) else explanation
    reasons = []
    for comparison in COMPARISONS:
        said = told.get(comparison.field)
        if not isinstance(said, dict):
            continue
        words = {level.code: level.words for level in comparison.levels}.get(said["level"], UNKNOWN)
        reasons.append(Reason(comparison.field, comparison.label, words, float(said["weight"] or 0)))
    return reasons
