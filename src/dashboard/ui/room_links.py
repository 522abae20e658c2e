"""The links of a session, as the server takes them: who leads, and how often one may be wrong.

A chair's link does not stay in the address, where a projector would show it: the document of the
page hands it to a cookie that no script reads, and leads on to the address without it.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from dashboard.errors import DashboardError
from dashboard.responses.files import responses_dir
from dashboard.responses.hall import by_link
from dashboard.responses.limits import Limiter
from dashboard.ui import menu

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dashboard.responses.live import Live

LINK: Final = "room"
CHAIR: Final = "chair"
# One device, one vote; and one chair that is led back. Set on the page of the working group only.
DEVICE_COOKIE: Final = "working_group_device"
CHAIR_COOKIE: Final = "working_group_chair"
_REMEMBERED_S: Final = 7 * 24 * 3600
# Wrong links of one address in ten minutes: each is looked for in the store.
_wrong = Limiter(most=100, window_s=600.0)


def session_of(kind: str, secret: str, who: str) -> Live | None:
    """Return the session that a link leads to.

    Args:
        kind: LINK or CHAIR.
        secret: What the link holds.
        who: Address that it came from.

    Returns:
        The session; None: there is none, or that address had too many wrong links and nobody
        followed this one before. Who sits in a session stays, whatever others of the same address
        try.
    """
    may = _wrong.may(who)
    found = by_link(responses_dir(), "link" if kind == LINK else CHAIR, secret, look=may)
    if found is None and may:
        _wrong.take(who)
    return found


async def led_on(request: Request) -> Response | None:
    """Return the way on to the address without the chair's link; None: there is no such link."""
    secret = request.query_params.get(CHAIR, "")
    if not _is_working_group(request) or not secret:
        return None
    who = request.client.host if request.client else ""
    try:
        found = await run_in_threadpool(session_of, CHAIR, secret, who)
    except DashboardError:
        return None  # the page says what is wrong
    if found is None:
        return None
    others = [(name, of) for name, of in request.query_params.multi_items() if name != CHAIR]
    answer = RedirectResponse(f"{request.url.path}?{urlencode(others, safe=',')}", 303)
    _remember(request, answer, CHAIR_COOKIE, secret)
    return answer


def know_device(request: Request, answer: Response) -> None:
    """Give a device a token of its own on the page of the working group, if it has none."""
    if _is_working_group(request) and DEVICE_COOKIE not in request.cookies:
        _remember(request, answer, DEVICE_COOKIE, secrets.token_urlsafe(16))


def _is_working_group(request: Request) -> bool:
    return request.url.path == f"/{menu.WORKING_GROUP}"


def _remember(request: Request, answer: Response, name: str, value: str) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=_REMEMBERED_S,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
