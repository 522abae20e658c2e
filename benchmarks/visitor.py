"""A visitor without a browser: speaks Streamlit's websocket protocol as its frontend does.

It keeps the state of every widget, the address and the cache of large messages, and sends them
with every change, so that the server does the same work and sends the same bytes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.message_cache import MessageCache
from benchmarks.servers import HOST, BenchmarkError
from benchmarks.widgets import Widget, widget_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.proto.ClientState_pb2 import ClientState

_LARGEST_MESSAGE: Final = 200_000_000
_PATIENCE_S: Final = 30.0
_ERROR_ALERT: Final = 1


class CountingConnection(ClientConnection):
    """A connection that counts the bytes that come in, frame headers and compression included."""

    n_bytes = 0

    def data_received(self, data: bytes) -> None:
        """Count, then go on as usual.

        Args:
            data: What came in.
        """
        self.n_bytes += len(data)
        super().data_received(data)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the script cost, seen from the visitor.

    Attributes:
        wait_s: From sending the change to the message that the script is finished.
        n_bytes: Bytes that came over the connection (compressed, if the server compresses).
        n_payload_bytes: Bytes of the messages themselves.
        n_messages: Messages.
    """

    wait_s: float
    n_bytes: int
    n_payload_bytes: int
    n_messages: int


@dataclass(slots=True)
class Visitor:
    """One session. Open it with `Visitor.open`, then `choose` as often as you like.

    Attributes:
        connection: The websocket.
        origin: Address of the server, without a slash at the end.
        path: Path of the page.
        query: Query string of the page, as the server last set it.
        page: Hash of the page that is open.
        widgets: Widgets by the end of their key ("choice_region" is "region").
        cache: Large messages that need not travel again.
        seen: Ids of the widgets of the run that is going on.
    """

    connection: CountingConnection
    origin: str
    path: str
    query: str = ""
    page: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)
    cache: MessageCache = field(default_factory=MessageCache)
    seen: set[str] = field(default_factory=set)

    @classmethod
    async def open(cls, port: int, path: str, query: str = "") -> tuple[Self, Run]:
        """Open a page.

        Args:
            port: Port of the server.
            path: Path of the page, without slash.
            query: Query string.

        Returns:
            The visitor, and what the first run cost.
        """
        connection = await connect(
            f"ws://{HOST}:{port}/_stcore/stream",
            create_connection=CountingConnection,
            subprotocols=["streamlit"],  # type: ignore[list-item] # a NewType of str
            max_size=_LARGEST_MESSAGE,
            max_queue=None,
            proxy=None,
            open_timeout=_PATIENCE_S,
        )
        assert isinstance(connection, CountingConnection)  # noqa: S101 - for the type checker
        visitor = cls(connection, f"http://{HOST}:{port}", path, query)
        return visitor, await visitor._rerun(BackMsg(), fragment="")

    async def choose(self, name: str, options: Sequence[int]) -> Run:
        """Change one choice and wait until the page is written.

        Args:
            name: Name of the choice, a key of `widgets`.
            options: Places of the options chosen; none: nothing chosen.

        Returns:
            What it cost.

        Raises:
            BenchmarkError: There is no such choice, or choosing had no effect on the address.
        """
        if name not in self.widgets:
            message = f"The page {self.path!r} has no choice {name!r}: {sorted(self.widgets)}."
            raise BenchmarkError(message)
        widget, before = self.widgets[name], self.query
        widget.choose(options)
        run = await self._rerun(BackMsg(), fragment=widget.fragment)
        if self.query == before:
            message = f"Choosing {list(options)} of {name!r} on {self.path!r} changed nothing."
            raise BenchmarkError(message)
        return run

    async def go(self, query: str) -> Run:
        """Open another address of the same page and wait until the page is written.

        Args:
            query: Query string of the address.

        Returns:
            What it cost.
        """
        self.query = query
        return await self._rerun(BackMsg(), fragment="")

    async def close(self) -> None:
        """Leave."""
        await self.connection.close()

    async def _rerun(self, message: BackMsg, fragment: str) -> Run:
        self._describe(message.rerun_script, fragment)
        bytes_before, payload, n_messages, begun = self.connection.n_bytes, 0, 0, False
        self.seen = set()
        sent = time.perf_counter()
        await self.connection.send(message.SerializeToString())
        while True:
            data = await self.connection.recv(decode=False)
            payload, n_messages = payload + len(data), n_messages + 1
            received = ForwardMsg.FromString(data)
            self._take(received)
            kind = received.WhichOneof("type")
            begun = begun or kind == "new_session"
            if begun and kind == "script_finished":
                break
        wait_s = time.perf_counter() - sent
        fragments = list(received.metadata.run.fragment_ids)
        self.cache.run_ended(fragments)
        if not fragments:
            self.widgets = {n: w for n, w in self.widgets.items() if w.id in self.seen}
        return Run(wait_s, self.connection.n_bytes - bytes_before, payload, n_messages)

    def _describe(self, state: ClientState, fragment: str) -> None:
        """Fill in what the frontend sends with every change."""
        state.query_string = self.query
        state.page_script_hash = self.page
        state.page_name = "" if self.page else self.path
        state.fragment_id = fragment
        state.cached_message_hashes.extend(self.cache.hashes())
        for widget in self.widgets.values():
            state.widget_states.widgets.append(widget.state())
        about = state.context_info
        about.timezone, about.timezone_offset, about.locale = "Europe/Vienna", -60, "en-US"
        about.url = f"{self.origin}/{self.path}"
        about.is_embedded, about.color_scheme = False, "light"

    def _take(self, message: ForwardMsg) -> None:
        """Do what the frontend does with a message.

        Args:
            message: Message as it came in.

        Raises:
            BenchmarkError: There is no such page, or it shows a fault.
        """
        message = self.cache.resolved(message)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.cache.most_runs = message.new_session.config.max_cached_message_age
            self.page = message.new_session.page_script_hash
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "page_not_found":
            fault = f"The server has no page {self.path!r}."
            raise BenchmarkError(fault)
        elif kind == "delta" and message.delta.HasField("new_element"):
            self._take_element(message.delta.new_element, message.delta.fragment_id)

    def _take_element(self, element: Any, fragment: str) -> None:  # noqa: ANN401 - a union
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == _ERROR_ALERT):
            fault = f"The page {self.path!r} shows a fault: {str(element)[:300]}"
            raise BenchmarkError(fault)
        found = widget_of(element, fragment)
        if found is not None:
            name, widget = found
            known = self.widgets.get(name)
            self.widgets[name] = widget if known is None else widget.updated_from(known)
            self.seen.add(widget.id)
