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
# The map, by theme. Every mark has at least 3:1 on land and on water (a test holds that).
WATER: Final = {"light": "#FFFFFF", "dark": "#10161D"}
LAND: Final = {"light": "#E6EBF0", "dark": "#222D38"}
BORDER: Final = {"light": "#B4C0CB", "dark": "#3D4C5A"}
UNKNOWN_MARK: Final = {"light": "#66727D", "dark": "#93A1AD"}
# Low to high; on light ground high is dark, on dark ground high is light.
STEPS: Final = {
    "light": ("#B86E00", "#C2453F", "#97307E", "#5F2393", "#1D0F66"),
    "dark": ("#8F7BE0", "#CF72C4", "#F08A8A", "#F9B168", "#F8E97A"),
}
# Gaps: native-born worse off (blue), about equal, foreign-born worse off (orange).
GAP_STEPS: Final = {
    "light": ("#0B3C7D", "#2F7BBF", "#75658A", "#B86E00", "#7A3E00"),
    "dark": ("#C4E1FF", "#5FA8E6", "#B8A8CC", "#E8963C", "#FFD09A"),
}
GROUPS: Final = {"light": ("#B4530A", "#1668A8"), "dark": ("#F0954A", "#6DB8F2")}
LINK: Final = {"light": "#00705A", "dark": "#3CC9A3"}
# How far an action is, not in place to evaluated: one hue, light to dark, so that it stays ordered
# in grey and under any colour-vision deficiency. Every piece of a bar has an outline in CONTEXT,
# which stands out 3:1 on both themes; the number in it can be read 4.5:1 (a test holds both).
ANSWER_STEPS: Final = ("#F0F6FB", "#C3DDF3", "#93C1E8", "#5BA0D8", "#2166A5")
# Not our power, not applicable, do not know: greys with a dashed outline.
ANSWER_OTHERS: Final = ("#9A9A9A", "#BDBDBD", "#E0E0E0")
INK_ON_DARK: Final = "#FFFFFF"


def steps(theme: str, n: int, *, gaps: bool = False) -> tuple[str, ...]:
    """Return n colours from low to high.

    Args:
        theme: light or dark.
        n: Number of classes, 5 at most.
        gaps: The classes are gaps around parity.

    Returns:
        Colours as far from each other as the ramp allows; one class alone gets the middle.
    """
    ramp = GAP_STEPS[theme] if gaps else STEPS[theme]
    if n == 1:
        return (ramp[2],)
    return tuple(ramp[round(place * (len(ramp) - 1) / (n - 1))] for place in range(n))
