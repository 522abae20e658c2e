"""Fields of a plan: each shows what the draft holds and gives back what is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100
_LARGEST: Final = 1e15

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Fields:
    """Widgets of one part of a plan: each shows the draft's value and returns what is written.

    Attributes:
        part: The plan or the action, as it is shown.
        prefix: Beginning of the keys of the widgets.
        written: Values by field.
    """

    def __init__(
        self,
        part: Any,  # noqa: ANN401 - a plan or an action
        prefix: str,
        keep: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self.part, self.prefix, self._keep = part, prefix, keep
        self._before = part
        self.written: dict[str, Any] = {}

    def _key(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    def _at_once(self, name: str) -> dict[str, Any]:
        """Return key and callback: what is typed is kept even if its field is not drawn again."""
        key = self._key(name)

        def take() -> None:
            self._keep({name: st.session_state[key]})

        return {"key": key, "on_change": take}

    def text(  # noqa: PLR0913 - as the widget asks for
        self,
        name: str,
        label: str,
        most: int,
        *,
        tall: bool = False,
        hint: str = "",
        checked: bool = False,
    ) -> None:
        """Draw a field for text.

        Args:
            name: Field of the part.
            label: What stands over it.
            most: Most characters.
            tall: Several lines.
            hint: Help.
            checked: The caller judges the text before it is kept.
        """
        options: dict[str, Any] = {
            "value": getattr(self.part, name),
            "max_chars": most,
            "help": hint or None,
            **({"key": self._key(name)} if checked else self._at_once(name)),
        }
        if tall:
            self.written[name] = st.text_area(label, height=90, **options)
        else:
            self.written[name] = st.text_input(label, **options)

    def number(self, name: str, label: str, *, least: float | None = None) -> None:
        """Draw a field for a number; empty: not filled in."""
        self.written[name] = st.number_input(
            label,
            min_value=-_LARGEST if least is None else least,
            max_value=_LARGEST,
            value=getattr(self.part, name),
            format="%.12g",
            **self._at_once(name),
        )

    def year(self, name: str, label: str) -> None:
        """Draw a field for a year; empty: not filled in."""
        self.written[name] = st.number_input(
            label,
            _FIRST_YEAR,
            _LAST_YEAR,
            value=getattr(self.part, name),
            step=1,
            **self._at_once(name),
        )

    def day(self, name: str, label: str) -> None:
        """Draw a field for a day; empty: not filled in."""
        text = getattr(self.part, name)
        chosen = st.date_input(
            label,
            value=date.fromisoformat(text) if text else None,
            min_value=date(_FIRST_YEAR, 1, 1),
            max_value=date(_LAST_YEAR, 12, 31),
            format="YYYY-MM-DD",
            key=self._key(name),
        )
        self.written[name] = chosen.isoformat() if isinstance(chosen, date) else ""

    def one_of(self, name: str, label: str, names: dict[str, str], none: str) -> None:
        """Draw a choice among ids; `none` names the empty one."""
        value = getattr(self.part, name)
        names = {**names, **({value: value} if value else {}), **names}  # one unknown here stays
        options = ["", *names]
        self.written[name] = st.selectbox(
            label,
            options,
            index=options.index(value),
            format_func=lambda found: names.get(found, none),
            key=self._key(name),
        )

    def some_of(self, name: str, label: str, names: dict[str, str], none: str) -> None:
        """Draw a choice of several ids."""
        value = list(getattr(self.part, name))
        names = {**{found: found for found in value}, **names}  # one unknown here stays
        self.written[name] = tuple(
            st.multiselect(
                label,
                list(names),
                default=value,
                format_func=names.__getitem__,
                placeholder=none,
                key=self._key(name),
            )
        )

    def changes(self) -> dict[str, Any]:
        """Return the fields that differ from the draft."""
        return {
            name: value
            for name, value in self.written.items()
            if value != getattr(self._before, name)
        }
