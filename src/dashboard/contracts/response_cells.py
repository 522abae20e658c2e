"""Hold each cell of a response file to its column, once for each value.

The cell readers of Frictionless judge, and the rules of the data package (`rows`) what they do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from rapidfuzz import fuzz, process

from dashboard.contracts.check import expectation
from dashboard.contracts.package import Package, read_descriptor
from dashboard.contracts.response import FIRST_YEAR, KEYS, NEEDS, SEPARATOR
from dashboard.contracts.rows import number_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dashboard.contracts.package import Column

SCHEMA: Final = Path(__file__).with_name("response.json")
NEAR: Final = 60
# So many wrong values of a column are told with what comes near them; looking it up takes time.
_MOST_HINTS: Final = 200
_LONGEST_HINT: Final = 100
# Written out, a number from here on has an exponent that `number_faults` does not read.
_TOO_LARGE: Final = 1e100
_POINT: Final = "a number with a point, such as 3.5"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\b.*|\d{1,2}[./]\d{1,2}[./]\d{4}")
_DAY_NUMBER: Final = re.compile(r"[1-9][0-9]{4}")
_LONG: Final = re.compile(r"[+-]?[0-9.]{20,}|[+-]?[0-9.]+[eE]\+?[0-9]+")
_WHOLE: Final = re.compile(r"([+-]?[0-9]{1,18})(\.0*)?")


@dataclass(frozen=True)
class Questionnaire:
    """What a response file is held against.

    Attributes:
        versions: Version of each question that was asked in a round: round_id, then question_id.
        questions: Ids of all questions of any round.
        cities: Ids of the table cities.
        nearest: Gives the ids of cities that sound like a text; may give none.
        invented: The store is a demonstration: only there a file may be marked as invented.
    """

    versions: Mapping[str, Mapping[str, int]]
    questions: frozenset[str]
    cities: frozenset[str]
    nearest: Callable[[str], tuple[str, ...]]
    invented: bool = False


@lru_cache(maxsize=1)
def response_package() -> Package:
    """Return the schema of a response file; its only table is "answers"."""
    return read_descriptor(SCHEMA)


def is_link(text: str) -> bool:
    """Return whether a text is a web address, as the schema has it for a link to evidence."""
    columns = {column.name: column for column in response_package().table("answers").columns}
    return bool(re.fullmatch(columns["evidence_link"].pattern, text))


def judged(
    column: Column, cells: pd.Series, known: Questionnaire
) -> tuple[pd.Series, pd.DataFrame]:
    """Return the cells of a column as the schema has them, and the faults."""
    fixed = {text: _fixed(column, text) for text in cells.unique()}
    wrong = _wrong(column, set(fixed.values()), known)
    shown: dict[str, str] = {}
    words: dict[str, str] = {}
    for text in [text for text, value in fixed.items() if value in wrong]:
        if len(words) == _MOST_HINTS:
            known = replace(known, nearest=lambda _text: (), questions=frozenset())
        shown[text], words[text] = _told_of(column, text, fixed[text], known)
    faulty = cells[cells.isin(words)]
    faults = pd.DataFrame(
        {
            "row": faulty.index,
            "column": column.name,
            "value": faulty.map(shown).to_numpy(),
            "expectation": faulty.map(words).to_numpy(),
        }
    )
    return cells.map(fixed), faults


def _fixed(column: Column, text: str) -> str:
    """Return a cell in the form that the schema has."""
    if column.enum:
        return _plain(text)
    if column.separator:
        return SEPARATOR.join(filter(None, map(_plain, re.split("[;,]", text))))
    whole = _WHOLE.fullmatch(text)
    if whole and column.name == "round_id":
        return whole[1]
    return str(int(whole[1])) if whole and column.kind == "integer" else text


def _plain(words: str) -> str:
    return re.sub(r"[\s_-]+", "-", words.strip().casefold())


@lru_cache(maxsize=1)
def _cell_readers() -> dict[str, Callable[[str], tuple[Any, Any]]]:
    import frictionless  # noqa: PLC0415 - half a second to import, and only a response needs it

    (resource,) = frictionless.Package(str(SCHEMA)).resources
    return {field.name: field.create_cell_reader() for field in resource.schema.fields}


def _wrong(column: Column, values: set[str], known: Questionnaire) -> set[str]:
    """Return the values that a column cannot have."""
    ids = {"city_id": known.cities, "round_id": known.versions, "question_id": known.questions}
    if column.name in ids:
        return values.difference(ids[column.name])
    read = _cell_readers()[column.name]
    table = replace(response_package().table("answers"), columns=(column,))
    unlike = {
        fault.value for fault in number_faults(table, [(0, {column.name: v}) for v in values])
    }
    unlike |= {value for value in values if read(value)[1]}
    if column.kind == "number":
        unlike |= {value for value in values - unlike if abs(float(value or 0)) >= _TOO_LARGE}
    return unlike


def _told_of(column: Column, text: str, value: str, known: Questionnaire) -> tuple[str, str]:
    """Return what a wrong cell holds, and what it must hold."""
    if column.name in KEYS:
        return text, _id_words(column.name, text, known)
    if column.enum:
        expected = expectation(column) if text else f"a state: {expectation(column)}"
        return text, expected + _nearest(_like(value, column.enum))
    if column.separator:
        part = next(part for part in value.split(SEPARATOR) if part not in NEEDS)
        expected = f"needs separated by {SEPARATOR}, each one of {', '.join(NEEDS)}"
        return part, expected + _nearest(_like(part, NEEDS))
    if column.kind != "string":
        return text, _number_words(column, text)
    if column.longest and len(text) > column.longest:
        return text, expectation(replace(column, pattern=""))
    return text, _link_words(text)


def _id_words(name: str, text: str, known: Questionnaire) -> str:
    if name == "city_id":
        return "an id of table cities" + _nearest(
            known.nearest(text[:_LONGEST_HINT]) if text else ()
        )
    if name == "round_id":
        return f"one of {', '.join(sorted(known.versions))}"
    return "an id of the questionnaire" + _nearest(_like(text, known.questions))


def _like(text: str, choices: Iterable[str]) -> tuple[str, ...]:
    near = process.extractOne(text, sorted(choices), scorer=fuzz.ratio, score_cutoff=NEAR)
    return (near[0],) if near else ()


def _nearest(ids: tuple[str, ...]) -> str:
    return f"; nearest: {', '.join(ids)}" if ids else ""


def _number_words(column: Column, text: str) -> str:
    is_year = column.minimum == FIRST_YEAR
    if _DATE.fullmatch(text):
        form = "a year such as 2022" if is_year else _POINT
        return f"{form}; the cell holds a date"
    if is_year:
        form = f"a year from {column.minimum:g} to {column.maximum:g}"
        is_day = _DAY_NUMBER.fullmatch(text)
        return f"{form}; {text} looks like a date kept as a number" if is_day else form
    if column.kind == "number":
        return f"a number below {_TOO_LARGE:g}" if _LONG.fullmatch(text) else _POINT
    return expectation(column)


def _link_words(text: str) -> str:
    if re.search(r"\s", text):
        return "a web address without blanks, such as https://www.city.org/report"
    if text.lower().startswith("www."):
        return f"a web address with its beginning, such as https://{text}"
    return "a web address, such as https://www.city.org/report"
