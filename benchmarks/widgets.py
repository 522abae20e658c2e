"""The widgets that a visitor changes, as Streamlit's frontend keeps them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

from streamlit.proto.WidgetStates_pb2 import WidgetState

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY: Final = "choice_"
_LISTS: Final = ("button_group", "multiselect")
# What the number box of a weight can hold.
_WEIGHT: Final = "w_"
_TENTHS: Final = tuple(f"{tenth / 10:g}" for tenth in range(11))


@dataclass(slots=True)
class Widget:
    """A widget that offers options.

    Attributes:
        id: Its id.
        fragment: Fragment that it reruns; empty: the whole script.
        options: Labels of its options.
        several: Whether its value is a list.
        values: Labels of the options chosen.
        is_set: Whether the server set the value in this run.
    """

    id: str
    fragment: str
    options: list[str]
    several: bool
    values: list[str]
    is_set: bool

    def choose(self, places: Sequence[int]) -> None:
        """Choose the options at these places, and no others."""
        self.values = [self.options[place] for place in places]

    def updated_from(self, known: Widget) -> Self:
        """Return this widget with the value that the visitor chose, unless the server set one."""
        if self.is_set or self.id != known.id:
            return self
        return replace(self, values=known.values)

    def state(self) -> WidgetState:
        """Return the value as it is sent."""
        state = WidgetState(id=self.id)
        if self.several:
            state.string_array_value.data.extend(self.values)
        elif self.values and self.options == list(_TENTHS):
            state.double_value = float(self.values[0])
        elif self.values:
            state.string_value = self.values[0]
        return state


def widget_of(element: Any, fragment: str) -> tuple[str, Widget] | None:  # noqa: ANN401 - a union
    """Read a widget from an element of the page.

    Args:
        element: The element.
        fragment: Fragment in which it stands.

    Returns:
        Name of the choice and the widget; None for every other element.
    """
    kind = element.WhichOneof("type")
    if kind not in {*_LISTS, "selectbox", "number_input"}:
        return None
    made = getattr(element, kind)
    name = str(made.id).rpartition(_KEY)[2]
    if kind == "number_input":
        if not name.startswith(_WEIGHT):
            return None
        value = f"{made.value if made.set_value else made.default:g}"
        return name, Widget(
            made.id, fragment, list(_TENTHS), several=False, values=[value], is_set=made.set_value
        )
    if kind == "selectbox":
        options = list(made.options)
        default = [options[made.default]] if made.HasField("default") else []
        chosen = [made.raw_value] if made.HasField("raw_value") else []
    else:
        options = [getattr(option, "content", option) for option in made.options]
        default = [options[place] for place in made.default]
        chosen = list(made.raw_values)
    values = chosen if made.set_value else default
    widget = Widget(made.id, fragment, options, kind in _LISTS, values, made.set_value)
    return name, widget
