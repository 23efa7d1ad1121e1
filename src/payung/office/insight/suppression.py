"""Small cells hidden so that nobody is known by a number, and none can be had by taking others from a sum."""

from __future__ import annotations

from collections.abc import Mapping


def suppressed(cells: Mapping[str, int], threshold: int, *, total_shown: bool = True) -> set[str]:
    """Which cells of a sum are not shown: those from 1 to below the threshold, and where the sum is shown as many
    more, the smallest first, until what is hidden is at least two cells that together reach the threshold.

    A nought is shown: it is about nobody. Where no others are left to hide, every cell is: the caller then hides
    the sum (see ``hides_total``).
    """
    hidden = {key for key, people in cells.items() if 0 < people < threshold}
    if not hidden or not total_shown:
        return hidden
    spare = sorted((key for key, people in cells.items() if people >= threshold), key=lambda key: (cells[key], key))
    while spare and not _is_safe(cells, hidden, threshold):
        hidden.add(spare.pop(0))
    return hidden


def hides_total(cells: Mapping[str, int], hidden: set[str], threshold: int) -> bool:
    """Whether the sum would tell what is hidden: a single cell, or cells that are few people together."""
    return bool(hidden) and not _is_safe(cells, hidden, threshold)


def _is_safe(cells: Mapping[str, int], hidden: set[str], threshold: int) -> bool:
    return len(hidden) >= 2 and sum(cells[key] for key in hidden) >= threshold


def nested(parts: Mapping[str, Mapping[str, int]], threshold: int) -> tuple[set[str], set[str], bool]:
    """Hidden parts, hidden groups, and whether the whole is hidden, for cells in groups in a whole.

    A group whose sum would tell a hidden cell is hidden too. The whole less the groups and the cells that are shown
    is then the sum of all hidden cells in hidden groups: these must be safe together, else further groups are
    hidden, the smallest first and with it its smallest cell, and in the end the whole.
    """
    hidden: set[str] = set()
    groups: set[str] = set()
    pool: dict[str, int] = {}
    for group, cells in parts.items():
        of_group = suppressed(cells, threshold)
        hidden |= of_group
        if hides_total(cells, of_group, threshold):
            groups.add(group)
            pool |= {key: cells[key] for key in of_group}
    sums = {group: sum(cells.values()) for group, cells in parts.items()}
    spare = sorted((g for g in parts if g not in groups and sums[g] > 0), key=lambda group: (sums[group], group))
    while pool and spare and not _is_safe(pool, set(pool), threshold):
        group = spare.pop(0)
        cells = {key: people for key, people in parts[group].items() if people > 0}
        more = {key for key in cells if key in hidden} or {min(cells, key=lambda key: (cells[key], key))}
        groups.add(group)
        hidden |= more
        pool |= {key: cells[key] for key in more}
    return hidden, groups, bool(pool) and not _is_safe(pool, set(pool), threshold)
