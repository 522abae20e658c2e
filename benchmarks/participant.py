"""A participant of a working-group session without a browser: joins, votes, waits, as a phone does.

It speaks Streamlit's websocket protocol, keeps the cookie of its device, asks again whenever the
page has a fragment that runs by itself, and listens to the news of its session as the script of the
page does (dashboard.ui.room_news).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.message_cache import MessageCache
from benchmarks.servers import HOST, BenchmarkError

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE_S: Final = 60.0
_LARGEST_MESSAGE: Final = 200_000_000
_PAGE: Final = "working-group"
COOKIE: Final = "working_group_device"


@dataclass
class Participant:
    """One device. Open it with `Participant.open`.

    Attributes:
        connection: The websocket.
        port: Port of the server.
        query: Query string of the page.
        page: Hash of the page that is open.
        buttons: Id of each button by its label.
        choices: Ids and options of each choice by its label.
        chosen: Option chosen, by id of the choice.
        texts: Every text that the server ever sent, with the moment.
        fragments: Fragments that run by themselves, with their interval in seconds.
        cache: Large messages that need not travel again.
        drawn: Version of the session that the page is drawn for.
    """

    connection: ClientConnection
    port: int
    query: str
    page: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[float, str]] = field(default_factory=list)
    fragments: dict[str, float] = field(default_factory=dict)
    cache: MessageCache = field(default_factory=MessageCache)
    drawn: int = -1
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def open(cls, port: int, query: str, device: str) -> Self:
        """Open the page of the working group.

        Args:
            port: Port of the server.
            query: Query string, with the link.
            device: Token of the device.

        Returns:
            The participant; the page is being written.
        """
        connection = await connect(
            f"ws://{HOST}:{port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item] # a NewType of str
            additional_headers={"Cookie": f"{COOKIE}={device}"},
            max_size=_LARGEST_MESSAGE,
            max_queue=None,
            proxy=None,
            open_timeout=_PATIENCE_S,
        )
        made = cls(connection, port, query)
        made._tasks = [asyncio.create_task(made._listen()), asyncio.create_task(made._tick())]
        await made._rerun()
        return made

    async def choose(self, label: str, option: str) -> None:
        """Choose an option of a choice."""
        ident, options = self.choices[label]
        self.chosen[ident] = next(o for o in options if o == option)
        await self._rerun()

    async def press(self, label: str) -> float:
        """Press a button.

        Args:
            label: What it says.

        Returns:
            The moment, on the clock of `time.perf_counter`.
        """
        moment = time.perf_counter()
        await self._rerun(pressed=self.buttons[label])
        return moment

    async def see(self, text: str, since: float = 0.0) -> float:
        """Wait until the server sent a text.

        Args:
            text: Part of it.
            since: Texts from before do not count.

        Returns:
            When it came, on the clock of `time.perf_counter`.
        """
        return await self._until(
            lambda: next((at for at, told in self.texts if at >= since and text in told), None),
            text,
        )

    async def have(self, label: str) -> None:
        """Wait until there is a button or choice of this label."""
        await self._until(
            lambda: 0.0 if label in self.buttons or label in self.choices else None, label
        )

    async def _until(self, found: Callable[[], float | None], what: str) -> float:
        until = time.perf_counter() + _PATIENCE_S
        while (seen := found()) is None:
            if time.perf_counter() > until:
                last = [told for _at, told in self.texts[-3:]]
                message = f"Waited {_PATIENCE_S:g} s for {what!r}; the page says {last}."
                raise BenchmarkError(message)
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), 1)
        return seen

    async def close(self) -> None:
        """Leave."""
        for task in self._tasks:
            task.cancel()
        await self.connection.close()

    async def _tick(self) -> None:
        """Ask for the fragments that run by themselves, as the frontend does."""
        due: dict[str, float] = {}
        while True:
            await asyncio.sleep(0.1)
            now = time.perf_counter()
            for fragment, every_s in list(self.fragments.items()):
                if now >= due.setdefault(fragment, now + every_s):
                    due[fragment] = now + every_s
                    await self._rerun(fragment=fragment, by_itself=True)

    async def _hear(self, path: str) -> None:
        """Have the page drawn anew as soon as the session has another version."""
        async with connect(f"ws://{HOST}:{self.port}{path}", proxy=None) as news:
            with contextlib.suppress(ConnectionClosed):
                async for version in news:
                    if int(version) != self.drawn:
                        await self._rerun()

    async def _rerun(
        self, *, pressed: str = "", fragment: str = "", by_itself: bool = False
    ) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self.query, self.page
        state.page_name = "" if self.page else _PAGE
        state.fragment_id, state.is_auto_rerun = fragment, by_itself
        state.cached_message_hashes.extend(self.cache.hashes())
        for ident, option in self.chosen.items():
            state.widget_states.widgets.add(id=ident).string_array_value.data.append(option)
        if pressed:
            state.widget_states.widgets.add(id=pressed).trigger_value = True
        about = state.context_info
        about.timezone, about.timezone_offset, about.locale = "Europe/Vienna", -60, "en-US"
        about.url = f"http://{HOST}:{self.port}/{_PAGE}"
        await self.connection.send(message.SerializeToString())

    async def _listen(self) -> None:
        while True:
            message = ForwardMsg.FromString(await self.connection.recv(decode=False))
            message = self.cache.resolved(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.cache.most_runs = message.new_session.config.max_cached_message_age
                self.page = message.new_session.page_script_hash
                if not message.metadata.run.fragment_ids:
                    self.fragments, self.buttons = {}, {}
            elif kind == "navigation":
                self.page = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "auto_rerun":
                self.fragments[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            elif kind == "script_finished":
                self.cache.run_ended(list(message.metadata.run.fragment_ids))
            elif kind == "delta" and message.delta.HasField("new_element"):
                self._take(message.delta.new_element)
            self._news.set()

    def _take(self, element: Any) -> None:  # noqa: ANN401 - a union
        kind = element.WhichOneof("type")
        if kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind == "button_group":
            options = [option.content for option in element.button_group.options]
            self.choices[element.button_group.label] = (element.button_group.id, options)
        elif kind == "bidi_component":
            told = json.loads(element.bidi_component.json)
            if self.drawn < 0:
                self._tasks.append(asyncio.create_task(self._hear(told["news"])))
            self.drawn = int(told["version"])
        elif kind in {"alert", "markdown"}:
            self.texts.append((time.perf_counter(), getattr(element, kind).body))
