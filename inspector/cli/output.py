"""What a command shows: lines or JSON on the standard output, progress on the error output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import monotonic
from typing import TextIO

from inspector.domain.progress import Ticket

_STEERING = (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_MASKED = {code: "?" for code in _STEERING if chr(code) not in "\n\t"}
"""Characters by which a name in a strange package could steer the terminal or turn a line round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of a command: the same facts as lines for people and as JSON for scripts."""

    lines: Sequence[str]
    facts: Mapping[str, object] = field(default_factory=dict)
    ok: bool = True
    """False if the command did its work and the finding is bad (exit code 1)."""


def show(answer: Answer, *, as_json: bool, out: TextIO | None = None) -> None:
    """Write an answer."""
    target = out or sys.stdout
    if as_json:
        print(json.dumps(plain(dict(answer.facts)), ensure_ascii=False, indent=1), file=target)
        return
    for line in answer.lines:
        print(line.translate(_MASKED), file=target)


def plain(value: object) -> object:
    """Turn facts into what JSON can hold; exact numbers become text."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    if isinstance(value, Fraction | Decimal | Path):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value


def table(rows: Iterable[Sequence[object]]) -> list[str]:
    """Set rows in columns; a Chinese character counts as two."""
    cells = [[str(cell) for cell in row] for row in rows]
    if not cells:
        return []
    widths = [max(_width(row[at]) for row in cells) for at in range(len(cells[0]))]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def progress_ticket(clock: Callable[[], float] = monotonic) -> Ticket:
    """Return a ticket that shows steps and remaining time where a terminal is attached."""
    screen = sys.stderr
    if not screen.isatty():
        return Ticket()
    started = clock()

    def report(done: int, total: int, label: str) -> None:
        spent = clock() - started
        left = spent / done * (total - done) if done else 0.0
        remaining = f"约剩 {left:.0f} 秒" if 0 < done < total else ""
        screen.write(f"\r\033[K{done}/{total} {label} {remaining}")
        if done >= total:
            screen.write("\r\033[K")
        screen.flush()

    return Ticket(report)
