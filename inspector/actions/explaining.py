"""Name every fault of a file that was refused, place by place."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.errors import InspectorError
from inspector.exchange.rubric_problem import RubricFaulty
from inspector.exchange.site_list import ListFaulty


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: where it is, what is wrong, what to do about it."""

    file: str
    place: str
    what: str
    fix: str


def faults_of(error: InspectorError) -> tuple[Fault, ...]:
    """Return all faults that an error carries; empty if it is not about a faulty file."""
    if isinstance(error, ListFaulty):
        return tuple(
            Fault(
                file=error.path.name,
                place=_cell(one.row, one.column),
                what=one.what,
                fix=one.fix,
            )
            for one in error.problems
        )
    if isinstance(error, RubricFaulty):
        return tuple(
            Fault(
                file=error.path.name,
                place=f"第 {one.line} 行 {one.where}".strip(),
                what=one.what,
                fix=one.fix,
            )
            for one in error.problems
        )
    return ()


def _cell(row: int | None, column: str) -> str:
    parts = [f"第 {row} 行" if row else "", f"“{column}”列" if column else ""]
    return " ".join(part for part in parts if part)
