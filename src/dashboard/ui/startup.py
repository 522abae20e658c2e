"""What happens before the first page: warm imports, a store, and nothing left for the collector."""

from __future__ import annotations

import gc
import logging
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from dashboard.errors import DashboardError, StoreMissingError
from dashboard.i18n import _
from dashboard.responses.files import responses_dir
from dashboard.responses.origin import check_origin
from dashboard.store.places import data_dir, store_dir
from dashboard.store.pointer import read_pointer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_PATIENCE_S: Final = 60.0


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm the server before it takes visitors.

    Streamlit takes a folder named `pages` for its older way of several pages until a script calls
    `st.navigation`; the very first deep link would show a false "Page not found". It is told
    before the first visitor comes.

    Args:
        _app: The application.

    Yields:
        Nothing; the server runs meanwhile.
    """
    PagesManager.uses_pages_directory = False
    try:
        warm_up()
    except DashboardError as error:
        logging.getLogger(__name__).warning("Started without warm-up: %s", error)
    sys.stdout.write(f"Charting Local Inclusion: {address()}\n")
    sys.stdout.flush()
    yield


def address() -> str:
    """Return the address of the first page on this computer."""
    return f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"


def warm_up() -> None:
    """Import what pages need, give the first answers, and freeze what stays.

    Streamlit runs a full garbage collection after every run; frozen objects are not walked.

    Raises:
        DashboardError: There is no store yet, or it cannot be opened.
    """
    from dashboard.ui import first_answers  # noqa: PLC0415 - the heavy imports are the point

    first_answers.give(read_pointer(store_dir()).release)
    gc.collect()
    gc.freeze()


def ready_store() -> None:
    """Make sure that a store is published, with answers of its own origin; build it if need be.

    Raises:
        DashboardError: The data package is faulty, the store cannot be written, or one of store
            and answers is invented and the other is not.
    """
    try:
        published = read_pointer(store_dir())
    except StoreMissingError:
        from dashboard.store.build import build_store  # noqa: PLC0415 - only on the first start

        told = _("First start: the store is built from the data package. This takes some seconds.")
        bar = st.progress(0.0, told)

        def show(share: float, _step: str) -> None:
            bar.progress(share, told)

        published = build_store(data_dir(), store_dir(), progress=show, wait_s=_PATIENCE_S)
        bar.empty()
        warm_up()
    check_origin(responses_dir(), invented=published.invented)
