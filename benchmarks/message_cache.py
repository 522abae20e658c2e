"""The frontend's cache of large messages: the server sends a reference to what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.servers import BenchmarkError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass(slots=True)
class _Kept:
    message: ForwardMsg
    last_run: int
    fragment: str


@dataclass(slots=True)
class MessageCache:
    """Messages by hash, forgotten when no run used them for some time.

    Attributes:
        most_runs: A message is forgotten when it was not used for more runs than these.
        n_runs: Runs so far.
        kept: The messages.
    """

    most_runs: int = 2
    n_runs: int = 0
    kept: dict[str, _Kept] = field(default_factory=dict)

    def hashes(self) -> list[str]:
        """Return the hashes of what need not be sent again."""
        return list(self.kept)

    def resolved(self, message: ForwardMsg) -> ForwardMsg:
        """Keep a message if it may be kept, and replace a reference by what it refers to.

        Args:
            message: Message as it came in.

        Returns:
            The message that counts.

        Raises:
            BenchmarkError: The reference leads nowhere; a browser would show an error.
        """
        if message.WhichOneof("type") == "ref_hash":
            found = self.kept.get(message.ref_hash)
            if found is None:
                fault = "The server refers to a message that the browser has not kept."
                raise BenchmarkError(fault)
            found.last_run = self.n_runs
            return found.message
        if message.metadata.cacheable and message.hash:
            if message.hash in self.kept:
                self.kept[message.hash].last_run = self.n_runs
            else:
                fragment = message.delta.fragment_id
                self.kept[message.hash] = _Kept(message, self.n_runs, fragment)
        return message

    def run_ended(self, fragments: Sequence[str]) -> None:
        """Count a run and forget what is too old.

        Args:
            fragments: Fragments that ran; none: the whole script. Only their messages age.
        """
        self.n_runs += 1
        for key, kept in list(self.kept.items()):
            ages = not fragments or kept.fragment in fragments
            if ages and self.n_runs - kept.last_run > self.most_runs:
                del self.kept[key]
