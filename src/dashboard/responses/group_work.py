"""What chair and participants may do in a session; what they may not is told in a sentence."""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.criteria import CRITERIA
from dashboard.errors import WritingError
from dashboard.filters import OECD_STATUSES, REGIONS
from dashboard.responses.ballots import LONGEST_TEXT, MOST_IN_PAIRS, checked, in_one_line, short
from dashboard.responses.limits import Limiter
from dashboard.responses.room import KINDS, WORKPLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.responses.live import Live
    from dashboard.responses.room import Participant, Question

MOST_PEOPLE: Final = 500
MOST_QUESTIONS: Final = 40
MOST_ITEMS: Final = 60
LONGEST_NAME: Final = 60
LONGEST_QUESTION: Final = 200
LONGEST_DECISION: Final = 2000
_LOBBY_CLOSED: Final = "The lobby of this session is closed. Ask the chair to open it again."
_NOT_OPEN: Final = "Open the vote first. Nothing was kept."
_votes = Limiter(most=30, window_s=60.0)
_joins = Limiter(most=150, window_s=60.0)


def join(live: Live, voter: str, who: Participant, *, address: str = "") -> None:
    """Join a session; whoever is in it already only changes what is said of him.

    Args:
        live: Session.
        voter: Who joins.
        who: What he says of himself.
        address: Address that he comes from, to limit how many join from there in a minute.

    Raises:
        WritingError: The session is over, closed to newcomers or full, the name is too long,
            another answer is none that was offered, or too many join at the moment.
    """
    live.must_go_on()
    known = voter in live.room.people
    if not known and not live.room.lobby:
        raise WritingError(_LOBBY_CLOSED)
    if not known and len(live.room.people) >= MOST_PEOPLE:
        message = f"This session has {MOST_PEOPLE} participants. More cannot join."
        raise WritingError(message)
    offered = (who.role, WORKPLACES), (who.region, ("", *REGIONS)), (who.oecd, ("", *OECD_STATUSES))
    if any(told not in allowed for told, allowed in offered):
        message = "What you say of yourself is none of the answers offered. Open the page again."
        raise WritingError(message)
    who = replace(who, name=in_one_line(who.name, LONGEST_NAME, "The name"))
    if known and live.room.people[voter] == who:
        return
    if not _joins.take(address or "all"):
        message = "Many devices join at this moment. Wait a minute, then join again."
        raise WritingError(message)
    if not live.keep("joined", "", voter, **asdict(who)):
        raise WritingError(_LOBBY_CLOSED)


def vote(live: Live, question: Question, voter: str, content: dict[str, Any]) -> None:
    """Vote, or change a vote; the last one before the closing counts.

    Args:
        live: Session.
        question: Question of this session.
        voter: Who votes; has joined.
        content: The vote, as ballots.checked wants it.

    Raises:
        WritingError: The vote cannot be counted, the question is not open, or there were too many
            changes within a minute.
    """
    live.must_go_on()
    if voter not in live.room.people:
        message = "Join the session first. Your vote was not sent."
        raise WritingError(message)
    kept = checked(question, content)
    if question.status == "open":
        if question.votes.get(voter) == kept:
            return
        if not _votes.take(voter):
            message = "You changed your vote 30 times in a minute. Wait a minute and try again."
            raise WritingError(message)
        if live.keep("voted", question.question_id, voter, vote=kept):
            return
    message = "This vote is closed. Your vote did not arrive in time and does not count."
    raise WritingError(message)


def paper_vote(live: Live, question: Question, content: dict[str, Any]) -> int:
    """Add the vote of somebody without a device, typed in by the chair.

    Args:
        live: Session.
        question: Question that is open.
        content: The vote, as ballots.checked wants it.

    Returns:
        How many such votes the question has now.

    Raises:
        WritingError: The vote cannot be counted, or the question is not open.
    """
    live.must_go_on()
    kept = checked(question, content)
    voter = f"paper-{secrets.token_hex(8)}"
    if question.status != "open" or not live.keep(
        "voted", question.question_id, voter, vote=kept, paper=True
    ):
        raise WritingError(_NOT_OPEN)
    return len(question.paper)


def ask(live: Live, kind: str, title: str, items: tuple[str, ...], **more: Any) -> str:  # noqa: ANN401
    """Add a question to a session.

    Args:
        live: Session.
        kind: One of KINDS.
        title: The question.
        items: What is voted on.
        **more: limit (most items to approve), wording (the wording that is asked about).

    Returns:
        Its identifier.

    Raises:
        WritingError: The question is not complete, or too long.
    """
    live.must_go_on()
    if kind not in KINDS:
        message = f"kind of question: got {kind!r}, expected one of {', '.join(KINDS)}."
        raise WritingError(message)
    items = tuple(dict.fromkeys(items))
    title = in_one_line(title, LONGEST_QUESTION, "The question")
    wording = short(str(more.get("wording", "")), LONGEST_TEXT, "The wording")
    _complete(kind, title, items, wording)
    if len(live.room.questions) >= MOST_QUESTIONS:
        message = f"A session has at most {MOST_QUESTIONS} questions. Open another session."
        raise WritingError(message)
    limit = int(more.get("limit", 0))
    said: dict[str, Any] = {"kind": kind, "title": title, "items": list(items)}
    said |= {"limit": limit, "wording": wording}
    question_id = f"q{len(live.room.questions) + 1}-{secrets.token_hex(2)}"
    live.keep("asked", question_id, **said)
    return question_id


def _complete(kind: str, title: str, items: tuple[str, ...], wording: str) -> None:
    """Refuse a question that nobody could answer.

    Raises:
        WritingError: It is not complete.
    """
    most = MOST_IN_PAIRS if kind == "pairs" else MOST_ITEMS
    least = 1 if kind == "points" else 2
    message = ""
    if not title:
        message = "Write the question first."
    elif kind == "wording":
        message = "" if wording else "Write the wording that you ask about."
    elif kind == "weights" and set(items) != set(CRITERIA):
        message = f"Ask for the weights of all criteria: {', '.join(CRITERIA)}."
    elif not least <= len(items) <= most:
        message = f"Choose from {least} to {most} items for this question; you chose {len(items)}."
    if message:
        raise WritingError(message)


def open_vote(live: Live, question: Question) -> None:
    """Open a vote, or open it again; the votes that were given stay and can be changed.

    Raises:
        WritingError: The session is over, or another vote is open.
    """
    live.must_go_on()
    if question.status == "open":
        return
    if not live.room.open_question and live.keep("opened", question.question_id):
        return
    live.must_go_on()
    other = live.room.open_question
    if other and other is not question:
        message = f"Close the vote that is open first: {other.title}"
        raise WritingError(message)


def close_vote(live: Live, question: Question) -> None:
    """Close a vote; its result can be seen from then on.

    Raises:
        WritingError: The session is over.
    """
    if question.status == "open":
        live.keep("closed", question.question_id)


def result_votes(question: Question) -> Mapping[str, dict[str, Any]]:
    """Return the votes of a question by voter, once it is closed: the only way to them.

    Raises:
        WritingError: It is not closed; nobody sees a vote before.
    """
    if question.status != "closed":
        message = "The votes are hidden until the chair closes the vote."
        raise WritingError(message)
    return question.votes


def decide(live: Live, question: Question, decision: str, agreed: str) -> None:
    """Write down what the group decided, and the wording it agreed on; the newest counts.

    Raises:
        WritingError: A text is too long, or the session is over.
    """
    decision = short(decision, LONGEST_DECISION, "The decision")
    agreed = short(agreed, LONGEST_TEXT, "The agreed wording")
    if (decision, agreed) != (question.decision, question.agreed):
        live.keep("decided", question.question_id, decision=decision, agreed=agreed)


def set_lobby(live: Live, *, is_open: bool) -> None:
    """Open or close the lobby: whether more may join.

    Raises:
        WritingError: The session is over.
    """
    if live.room.lobby != is_open:
        live.keep("lobby", open=is_open)


def end(live: Live) -> None:
    """End a session; an open vote is closed with it."""
    live.keep("ended")
    live.hide()


def go_on(live: Live) -> None:
    """Go on with a session that was ended or was quiet for too long."""
    live.keep("resumed")
