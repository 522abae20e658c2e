"""Answers that are invented: cities with a level of their own, most of which grow over the rounds.

The same seed gives the same answers. Every number here is made up and says nothing of real cities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from dashboard.contracts.response import (
    DO_NOT_KNOW,
    MOST_PRIORITY,
    NEEDS,
    NOT_APPLICABLE,
    NOT_OUR_POWER,
    SEPARATOR,
    STEPS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from dashboard.demo.package import Asked

# Levels from which an action is planned, started, in place, in place and evaluated.
_CUTS: Final = (-0.9, -0.3, 0.4, 1.4)
_GROWTH: Final = (0.35, 0.2)
_WAVERS: Final = 0.15
# Shares of the answers.
_LEFT_OUT: Final = 0.1
_OUT_OF_REACH: Final = 0.03
_UNKNOWN: Final = 0.03
_WITH_YEAR: Final = 0.8
_WITH_UNIT: Final = 0.5
_WITH_LINK: Final = 0.08
_WITH_NEEDS: Final = 0.7
_WITH_PRIORITY: Final = 0.5
_WITH_IMPACT: Final = 0.12
_PLANNED, _STARTED, _IN_PLACE = 1, 2, 3
_FIRST_YEAR: Final = 2000
_UNITS: Final = (
    "Office for newcomers",
    "Department of social affairs",
    "Department of housing",
    "Department of education",
    "Office for jobs and trade",
    "Office of the mayor",
    "Health department",
)
_NEEDS_BY_BITS: Final = np.array(
    [
        SEPARATOR.join(need for bit, need in enumerate(NEEDS) if bits >> bit & 1)
        for bits in range(2 ** len(NEEDS))
    ],
    dtype=object,
)


def invented_answers(asked: Asked, seed: int) -> Iterator[tuple[str, pd.DataFrame]]:
    """Invent the answers of every city, round by round.

    Args:
        asked: Cities, rounds and questions.
        seed: Start of the random numbers.

    Yields:
        Round and rows with the columns of ANSWER_COLUMNS.
    """
    rng = np.random.default_rng(seed)
    shape = (len(asked.cities), len(asked.questions))
    level = rng.normal(-0.3, 0.9, (shape[0], 1)) + rng.normal(0, 0.7, shape)
    level -= rng.normal(0, 0.7, shape[1])
    growth = rng.normal(*_GROWTH, (shape[0], 1))
    fixed = {
        "reach": rng.random(shape),
        "unit": rng.integers(len(_UNITS), size=shape),
        "has_unit": rng.random(shape) < _WITH_UNIT,
        "has_link": rng.random(shape) < _WITH_LINK,
        "has_impact": rng.random(shape) < _WITH_IMPACT,
        "baseline": rng.uniform(5, 40, shape).round(1),
        "gain": rng.uniform(5, 40, shape).round(1),
        "lacks": rng.beta(1, 2, (shape[0], 1, len(NEEDS))),
    }
    since = np.zeros(shape, dtype=np.int64)
    for place, round_id in enumerate(asked.rounds):
        reached = level + growth * place + rng.normal(0, _WAVERS, shape)
        step = np.digitize(reached, _CUTS)
        since = _since(step, since, int(round_id), rng)
        progress = 1 - np.exp(-0.6 * (place + rng.uniform(0.2, 1, shape)))
        columns = _columns(asked, fixed, step, int(round_id), rng)
        columns["year_since"] = _years(step, since, int(round_id), rng)
        columns["impact_latest"] = (fixed["baseline"] + fixed["gain"] * progress).round(1)
        yield round_id, _table(asked, round_id, columns, rng)


def _since(
    step: NDArray[np.int64], since: NDArray[np.int64], year: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return the year in which each action was put in place; 0: it is not."""
    before = rng.integers(_FIRST_YEAR, year, step.shape)
    began: NDArray[np.int64] = np.where(since > 0, since, np.where(since == 0, before, year))
    # From the second round on, what was not in place (-1) is new in this round.
    return np.where(step >= _IN_PLACE, began, -1)


def _years(
    step: NDArray[np.int64], since: NDArray[np.int64], year: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    away = rng.integers(1, 4, step.shape)
    years = np.select(
        [step >= _IN_PLACE, step == _STARTED, step == _PLANNED],
        [since, year - away + 1, year + away],
        0,
    ).astype(float)
    return np.where((years > 0) & (rng.random(step.shape) < _WITH_YEAR), years, np.nan)


def _columns(
    asked: Asked,
    fixed: dict[str, Any],
    step: NDArray[np.int64],
    year: int,
    rng: np.random.Generator,
) -> dict[str, Any]:
    shape = step.shape
    state = np.array(STEPS, dtype=object)[step]
    state[rng.random(shape) < _UNKNOWN] = DO_NOT_KNOW
    state[fixed["reach"] < 2 * _OUT_OF_REACH] = NOT_APPLICABLE
    state[fixed["reach"] < _OUT_OF_REACH] = NOT_OUR_POWER
    in_place = step >= _IN_PLACE
    lacks = (rng.random((*shape, len(NEEDS))) < fixed["lacks"]) @ (1 << np.arange(len(NEEDS)))
    wants = (~in_place) & (rng.random(shape) < _WITH_NEEDS)
    pressing = np.rint(3.4 - 0.4 * step + rng.normal(0, 1, shape)).clip(1, MOST_PRIORITY)
    impact = in_place & fixed["has_impact"]
    suggested = np.array([row["impact_indicator"] for row in asked.questions], dtype=object)
    return {
        "state": state,
        "unit_in_charge": np.where(
            (step >= _STARTED) & fixed["has_unit"],
            np.array(_UNITS, dtype=object)[fixed["unit"]],
            "",
        ),
        "linked": in_place & fixed["has_link"],
        "needs": np.where(wants, _NEEDS_BY_BITS[lacks], ""),
        "priority": np.where(rng.random(shape) < _WITH_PRIORITY, pressing, np.nan),
        "impact_indicator": np.where(impact, suggested, ""),
        "impact_baseline": fixed["baseline"],
        "impact_target": (fixed["baseline"] + fixed["gain"]).round(1),
        "impact_year": np.full(shape, float(year)),
        "impact_source": np.where(impact, "Invented figures", ""),
    }


def _table(
    asked: Asked, round_id: str, columns: dict[str, Any], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the answers as rows; some are left out, and some states say nothing more."""
    n_cities, n_questions = len(asked.cities), len(asked.questions)
    flat = {name: np.asarray(values).reshape(-1) for name, values in columns.items()}
    table = pd.DataFrame(flat)
    ids = [row["question_id"] for row in asked.questions]
    table["city_id"] = np.repeat(np.array(asked.cities, dtype=object), n_questions)
    table["question_id"] = np.tile(np.array(ids, dtype=object), n_cities)
    table["question_version"] = np.tile([int(row["version"]) for row in asked.questions], n_cities)
    table["round_id"] = round_id
    no_step = ~table["state"].isin(STEPS)
    table.loc[no_step, ["unit_in_charge", "needs", "impact_indicator", "impact_source"]] = ""
    table.loc[no_step, ["year_since", "priority"]] = np.nan
    numbers = ["impact_baseline", "impact_target", "impact_latest", "impact_year"]
    table.loc[table["impact_indicator"] == "", numbers] = np.nan
    address = "https://example.org/" + table["city_id"] + "/" + table["question_id"]
    table["evidence_link"] = address.where(table.pop("linked").astype(bool) & ~no_step, "")
    return table[rng.random(len(table)) >= _LEFT_OUT]
