"""Which cases do some conditions keep, of which is a value not known, and what would come back?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

SEPARATOR: Final = ";"


@dataclass(frozen=True, eq=False)
class Condition:
    """What one filter says about every case.

    Attributes:
        passes: The case has a value that is asked for.
        unknown: Nothing is known, so that it cannot be told; such a case does not pass.
    """

    passes: Mask
    unknown: Mask


@dataclass(frozen=True, eq=False)
class Kept:
    """What some conditions keep together.

    Attributes:
        kept: The cases that pass all of them.
        unknown: Cases that pass all the others and of which the value is not known, by condition.
        back: Cases that pass all the others, but not this one: what comes back without it.
        failed: How many conditions each case does not pass.
    """

    kept: Mask
    unknown: Mapping[str, int]
    back: Mapping[str, int]
    failed: NDArray[np.int64]


def any_of(values: pd.Series, wanted: Sequence[str]) -> Condition:
    """Ask for a value, or for one of several that a case has.

    Args:
        values: One text a case, several values with ';'; missing or empty: not known.
        wanted: Values of which one is enough.

    Returns:
        The condition.
    """
    asked = set(wanted)
    texts = [text if isinstance(text, str) else "" for text in values]
    passes = [not asked.isdisjoint(text.split(SEPARATOR)) and text != "" for text in texts]
    return Condition(np.array(passes, dtype=bool), np.array([not text for text in texts], bool))


def within(first: pd.Series, last: pd.Series, start: int | None, end: int | None) -> Condition:
    """Ask for cases that went on at some time between two years.

    Args:
        first: First year of each case; missing: not known.
        last: Last year.
        start: First year asked for; None: no limit.
        end: Last year asked for; None: no limit.

    Returns:
        The condition.
    """
    known = (first.notna() & last.notna()).to_numpy(dtype=bool)
    began = first.astype("float64").to_numpy()
    ended = last.astype("float64").to_numpy()
    passes = known & (ended >= (start or -np.inf)) & (began <= (end or np.inf))
    return Condition(passes, ~known)


def keep(conditions: Mapping[str, Condition], n_cases: int) -> Kept:
    """Put conditions together.

    Args:
        conditions: By name; none: every case is kept.
        n_cases: Number of cases.

    Returns:
        What they keep, and what each of them alone leaves out.
    """
    failed = np.zeros(n_cases, dtype=np.int64)
    for condition in conditions.values():
        failed += ~condition.passes
    alone = {name: (failed == 1) & ~condition.passes for name, condition in conditions.items()}
    return Kept(
        kept=failed == 0,
        unknown={name: int((alone[name] & of.unknown).sum()) for name, of in conditions.items()},
        back={name: int(mask.sum()) for name, mask in alone.items()},
        failed=failed,
    )
