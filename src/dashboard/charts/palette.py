"""The one home of colours.

From the Okabe-Ito palette, which stays apart under any colour-vision deficiency; each has a
contrast of at least 3:1 on the light and on the dark background of the theme (a test holds that).
Colour never carries meaning alone: shape, length or text says the same.
"""

from __future__ import annotations

from typing import Final

FOCUS: Final = "#1F83C6"
COMPARED: Final = "#D55E00"
CONTEXT: Final = "#808080"
THIRD: Final = "#009E73"
# Light and dark background of .streamlit/config.toml.
BACKGROUNDS: Final = ("#FFFFFF", "#10161D")
# Text on the charts, by theme: the text colours of .streamlit/config.toml.
INK: Final = {"light": "#060B10", "dark": "#E8EDF2"}
# Light to dark blue for counts in a heat table: readable with the text colour on top.
INK_ON_COUNTS: Final = "#10161D"
COUNT_RANGE: Final = ("#CDE4F4", "#4AA0DC")
