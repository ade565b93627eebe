"""Which round is meant: the one at work, or one that people name."""

from __future__ import annotations

from typing import ClassVar

from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.team import Round
from inspector.exchange.header import Kind
from inspector.store.packages import Direction
from inspector.store.unit import Reading


class NoSuchRound(InspectorError):
    """No round of that id was planned."""

    code: ClassVar[str] = "T201"
    what: ClassVar[str] = "没有排过 {round} 这一轮。"
    next_step: ClassVar[str] = "请先排一轮，或核对轮次名称。"


class NoRound(InspectorError):
    """The folder has no round yet."""

    code: ClassVar[str] = "W210"
    what: ClassVar[str] = "数据文件夹里还没有任何一轮。"
    next_step: ClassVar[str] = "县办请先排一轮；外业请先打开下发包。"


def round_meant(reading: Reading, round_id: RoundId | None) -> Round:
    """Return the round that is named, or the one at work where none is.

    Raises:
        NoRound, NoSuchRound: There is none.
    """
    found = round_of(reading, round_id) if round_id else current_round(reading)
    if found is None:
        raise NoRound
    return found


def current_round(reading: Reading) -> Round | None:
    """Return the round at work: the newest that went out, else the newest that was planned."""
    out = {
        package.round
        for package in reading.packages.all(Direction.OUT)
        if package.kind == Kind.DISPATCH
    }
    rounds = reading.rounds.all()
    gone = [one for one in rounds if one.id in out]
    return (gone or rounds or (None,))[-1]


def round_of(reading: Reading, round_id: RoundId) -> Round:
    """Return a planned round.

    Raises:
        NoSuchRound: It was not planned.
    """
    round_ = reading.rounds.one(round_id)
    if round_ is None:
        raise NoSuchRound(round=round_id)
    return round_
