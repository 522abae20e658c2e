"""Hold a response file to its schema (response.json) and to the questionnaire; all or nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from rapidfuzz import fuzz, process

from dashboard.contracts.response import ANSWER_COLUMNS, KEYS, STATES, as_answers
from dashboard.contracts.response_cells import (
    NEAR,
    SCHEMA,
    Questionnaire,
    judged,
    response_package,
)
from dashboard.contracts.response_read import read_table
from dashboard.contracts.response_table import READ_SHARE, Progress, RawTable, silent
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["SCHEMA", "Questionnaire", "read_responses", "response_package"]

REQUIRED: Final = (*KEYS, "state")
# Columns of our own template that only help people; what they hold is not read.
LABELS: Final = ("city", "policy_area", "question", "help")
# A column that files of the demonstration store have; files of real answers never do.
INVENTED: Final = "invented"
ALIASES: Final = {"round": "round_id"}
STATES_WITH_YEAR: Final = ("planned", "started", "in-place", "in-place-and-evaluated")
MOST_LISTED: Final = 1_000
_ANSWERS: Final = [
    name for name in ANSWER_COLUMNS if name not in KEYS and name != "question_version"
]
_VALUES: Final = ["impact_baseline", "impact_target", "impact_latest"]


def read_responses(
    content: bytes, file: str, known: Questionnaire, progress: Progress = silent
) -> pd.DataFrame:
    """Read the answers of a response file; lines of a template that nobody filled are left out.

    Args:
        content: Content of the file, CSV or XLSX.
        file: Its name.
        known: Rounds, questions and cities there are.
        progress: Called with the share done (0-1) and the step in words.

    Returns:
        The answers as `as_answers` gives them.

    Raises:
        PackageError: The file cannot be read or breaks the contract; names every fault with file,
            row, column, value and expectation. Of very many faults it names MOST_LISTED, and says
            first how many there are.
    """
    found = read_table(content, file, progress)
    names = _names(found, (*LABELS, INVENTED) if known.invented else LABELS)
    at = {name: place for place, name in enumerate(names)}
    cells = pd.DataFrame(
        {
            name: [row[at[name]] for row in found.rows] if name in at else ""
            for name in ANSWER_COLUMNS
        },
        index=pd.Index(found.numbers, dtype="int64"),
        dtype=object,
    )
    cells = cells[(cells[_ANSWERS] != "").any(axis=1)]
    faults = [_as_frame(_of_schema(found, names))]
    fixed = {}
    for done, column in enumerate(response_package().table("answers").columns, start=1):
        fixed[column.name], wrong = judged(column, cells[column.name], known)
        faults.append(wrong)
        progress(READ_SHARE + 0.3 * done / len(ANSWER_COLUMNS), "Checking the answers")
    table = pd.DataFrame(fixed, index=cells.index, dtype=object)
    faults += _faults_across_cells(table, known)
    told = _told(found.place, faults)
    if cells.empty:
        told.append(Violation(found.place, 0, "", "0 answers", "at least one row with a state"))
    if told:
        raise PackageError(told)
    answers = as_answers(_typed(_with_versions(table, known)))
    progress(1.0, "All answers are checked")
    return answers


def _names(found: RawTable, labels: tuple[str, ...]) -> list[str]:
    """Return the column of the schema, or of the labels, that each cell of the header names.

    Raises:
        PackageError: A column is unknown, missing or doubled. Cells are not judged then: with the
            wrong columns, most of what would be told of them is wrong too.
    """
    plain = [re.sub(r"[\s-]+", "_", text.casefold()) for text in found.header]
    names = [ALIASES.get(name, name) for name in plain]
    faults = []
    for at, (name, text) in enumerate(zip(names, found.header, strict=True)):
        if text and name not in {*ANSWER_COLUMNS, *labels}:
            near = process.extractOne(
                name, [*ANSWER_COLUMNS, *LABELS], scorer=fuzz.ratio, score_cutoff=NEAR
            )
            expected = f"one of the columns {', '.join(ANSWER_COLUMNS)}"
            expected += f"; did you mean {near[0]}?" if near else ""
            faults.append(Violation(found.place, found.header_row, text, text, expected))
        elif name in ANSWER_COLUMNS and name in names[:at]:
            expected = "each column once"
            faults.append(Violation(found.place, found.header_row, name, text, expected))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        told = ", ".join(filter(None, found.header))
        expected = f"also the columns {', '.join(missing)}; City response offers a template"
        faults.append(Violation(found.place, found.header_row, "", told, expected))
    if faults:
        raise PackageError(faults)
    return names


def _of_schema(found: RawTable, names: list[str]) -> Iterator[Violation]:
    """Give the faults of reading with the names of the schema; of labels nothing is told."""
    column_of = dict(zip(found.header, names, strict=True))
    for fault in found.faults:
        name = column_of.get(fault.column, "")
        if name not in LABELS:
            yield replace(fault, column=name)


def _as_frame(faults: Iterable[Violation]) -> pd.DataFrame:
    told = [(fault.row, fault.column, fault.value, fault.expectation) for fault in faults]
    return pd.DataFrame(told, columns=["row", "column", "value", "expectation"])


def _told(place: str, frames: list[pd.DataFrame]) -> list[Violation]:
    """Return the faults in the order of the rows; of a cell the first one only."""
    faults = pd.concat([frame for frame in frames if len(frame)] or frames[:1])
    of_cell = faults["column"].where(faults["column"] != "", faults["expectation"])
    faults = faults[~faults.assign(column=of_cell).duplicated(["row", "column"])]
    faults = faults.sort_values("row", kind="stable")
    told = [
        Violation(place, int(row), *map(str, words))
        for row, *words in faults.head(MOST_LISTED).itertuples(index=False)
    ]
    if len(faults) > MOST_LISTED:
        expected = f"a file without faults; the first {MOST_LISTED} of them follow"
        told.insert(0, Violation(place, 0, "", f"{len(faults)} faults", expected))
    return told


def _faults_across_cells(table: pd.DataFrame, known: Questionnaire) -> list[pd.DataFrame]:
    has_value = (table[_VALUES] != "").any(axis=1)
    no_year = ~table["state"].isin(STATES_WITH_YEAR) & table["state"].isin(STATES)
    year_words = "empty, as the state is " + table["state"].astype(str)
    rules: list[tuple[str, pd.Series, Any]] = [
        ("year_since", no_year & (table["year_since"] != ""), year_words),
        ("impact_indicator", has_value, "the indicator, as a value of it is given"),
        ("impact_source", has_value, "the source of the values, as a value is given"),
        ("impact_year", table["impact_latest"] != "", "the year of the latest value"),
        *_asked(table, known),
    ]
    frames = []
    for name, mask, words in rules:
        missing = name.startswith("impact")
        told = table[mask & (table[name] == "") if missing else mask]
        frame = pd.DataFrame({"row": told.index, "column": name, "value": told[name].to_numpy()})
        frames.append(frame.assign(expectation=words if missing else words[mask].to_numpy()))
    return [*frames, _repeated(table)]


def _asked(table: pd.DataFrame, known: Questionnaire) -> Iterator[tuple[str, pd.Series, Any]]:
    """Give the rows with a question that their round did not ask, or in another version."""
    rounds = {
        name: [r for r, asked in known.versions.items() if name in asked]
        for name in known.questions
    }
    not_asked, other_version = [], []
    for round_id, question, version in zip(
        table["round_id"], table["question_id"], table["question_version"], strict=True
    ):
        asked = known.versions.get(round_id, {}).get(question)
        no_words = round_id not in known.versions or question not in known.questions
        told = f"; this one was asked in {', '.join(rounds.get(question, ())) or 'no round'}"
        not_asked.append(
            "" if no_words or asked else f"a question that was asked in round {round_id}{told}"
        )
        wrong = version and asked and version != str(asked)
        what = f"{asked}, the version of this question in round {round_id}, or empty"
        other_version.append(what if wrong else "")
    for name, words in (("question_id", not_asked), ("question_version", other_version)):
        series = pd.Series(words, index=table.index, dtype=object)
        yield name, series != "", series


def _repeated(table: pd.DataFrame) -> pd.DataFrame:
    keys = list(KEYS)
    first = table.assign(row=table.index).groupby(keys, sort=False)["row"].transform("first")
    repeated = table[table.duplicated(keys)]
    return pd.DataFrame(
        {
            "row": repeated.index,
            "column": "+".join(keys),
            "value": [",".join(key) for key in repeated[keys].itertuples(index=False)],
            "expectation": [
                f"one answer to a question; row {row} already has this one"
                for row in first[table.duplicated(keys)]
            ],
        }
    )


def _with_versions(table: pd.DataFrame, known: Questionnaire) -> pd.DataFrame:
    """Return the cells with the version of each question in its round: an answer keeps it."""
    asked = zip(table["round_id"], table["question_id"], strict=True)
    versions = [str(known.versions[round_id][question]) for round_id, question in asked]
    return table.assign(question_version=versions)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with numbers in place of their texts."""
    of_kind = {"Int64": int, "Float64": float}
    for name, kind in ANSWER_COLUMNS.items():
        if kind in of_kind:
            numbers = {
                text: of_kind[kind](text) if text else pd.NA for text in table[name].unique()
            }
            table[name] = table[name].map(numbers)
    return table
