"""The HTML document of every page: Streamlit's own, with our title, language and base address.

Streamlit's document does not know at which address the application stands: on a deep link it
tries the address of the page first, and the browser logs two errors. It reads the base from
`window.__streamlit` if that is given. Three styles are added, which the theme cannot say: the menu
entry of the present page and the map show no focus of their own, and long names of cities that were
found would be cut.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from starlette.responses import HTMLResponse
from starlette.routing import Route

from dashboard.ui import menu, room_links

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_TITLE: Final = "Charting Local Inclusion"
_BASE_SCRIPT: Final = """<script>
      window.__streamlit = {
        BACKEND_BASE_URL: window.location.origin + "/",
        HOST_CONFIG_BASE_URL: window.location.origin + "/",
        MAIN_PAGE_BASE_URL: window.location.origin + "/",
      }
    </script>
    <style>
      [data-testid="stPageLink-NavLink"]:focus-visible {
        outline: 2px solid currentColor !important;
        outline-offset: -2px;
      }
      [data-testid="stDeckGlJsonChart"] :focus-visible {
        outline: 2px solid currentColor !important;
        outline-offset: -2px;
      }
      [data-testid="stSidebar"] [data-testid="stPageLink-NavLink"] p {
        white-space: normal;
      }
    </style>
  </head>"""


@lru_cache(maxsize=1)
def document() -> str:
    """Return the HTML document, prepared once."""
    html = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    titled = html.replace("<title>Streamlit</title>", f"<title>{_TITLE}</title>")
    return titled.replace("</head>", _BASE_SCRIPT, 1)


async def _answer(request: Request) -> Response:
    answer = await room_links.led_on(request)
    answer = answer or HTMLResponse(document(), headers={"cache-control": "no-cache"})
    room_links.know_device(request, answer)
    return answer


def routes() -> list[Route]:
    """Return one route for each page, the first page included."""
    entries = [entry for section in menu.sections().values() for entry in section]
    paths = ["/", *(f"/{entry.url_path}" for entry in entries)]
    return [Route(path, _answer, methods=["GET", "HEAD"]) for path in paths]
