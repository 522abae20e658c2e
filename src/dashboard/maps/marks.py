"""Make `static/marks.png`: the marks of the map, as one strip of white shapes.

`python -m dashboard.maps.marks marks.png` draws them with Pillow; deck.gl colours them. Filled is
known, hollow is not known. The running dashboard only serves the file.

deck.gl does not notice a pointer over a pixel with less than 5 % of colour (`alphaCutoff`), so the
inside of a hollow mark is not quite empty: it can be pointed at and chosen like a filled one.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE_PX: Final = 64
# A place by its kind and what is known of it; the ring shows the reader's own city.
MARKS: Final = (
    "city",
    "city-unknown",
    "region",
    "region-unknown",
    "unsized",
    "unsized-unknown",
    "own",
)
_FINE: Final = 8
_HOLLOW: Final = 22  # of 255
_LINE_PX: Final = 9
_THIN_PX: Final = 5
_USAGE: Final = "Usage: python -m dashboard.maps.marks OUTPUT.png"


def mapping() -> dict[str, dict[str, int | bool]]:
    """Return where each mark lies in the strip, as deck.gl's IconLayer asks for it."""
    box: dict[str, int | bool] = {"y": 0, "width": SIDE_PX, "height": SIDE_PX, "mask": True}
    return {name: {"x": place * SIDE_PX, **box} for place, name in enumerate(MARKS)}


def strip() -> Image:
    """Draw the marks, white on transparent, smooth at the edges.

    Returns:
        One image, SIDE_PX high.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only when the file is made

    side = SIDE_PX * _FINE
    whole = Image.new("L", (side * len(MARKS), side), 0)
    pen = ImageDraw.Draw(whole)
    for place, name in enumerate(MARKS):
        left, low, high = place * side, 2 * _FINE, side - 2 * _FINE
        width = (_THIN_PX if name == "own" else _LINE_PX) * _FINE
        inside = {"own": 0}.get(name, _HOLLOW if name.endswith("unknown") else 255)
        box = (left + low, low, left + high, high)
        if name.startswith(("city", "own")):
            pen.ellipse(box, fill=inside, outline=255, width=width)
        elif name.startswith("region"):
            pen.rectangle(box, fill=inside, outline=255, width=width)
        else:
            middle = side // 2
            corners = [
                (left + middle, low),
                (left + high, middle),
                (left + middle, high),
                (left + low, middle),
            ]
            pen.polygon(corners, fill=inside, outline=255, width=width)
    alpha = whole.resize((SIDE_PX * len(MARKS), SIDE_PX), Image.Resampling.LANCZOS)
    drawn = Image.new("RGBA", alpha.size, (255, 255, 255, 255))
    drawn.putalpha(alpha)
    return drawn


def main(*files: str) -> None:
    """Write the strip to a file; leave with a sentence on standard error if no file is named."""
    if len(files) != 1:
        sys.exit(_USAGE)
    strip().save(files[0], optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
