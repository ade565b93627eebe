"""The office, as far as packages that were set apart need it."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.actions import admitting
from inspector.actions.admitting import ApartLine, Verdict
from inspector.actions.desk import Desk
from inspector.store.apart import Decision


class OfficeApart:
    """What the intake page asks about packages set apart."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> Sequence[ApartLine]:
        """Return the packages that wait for a decision."""
        return admitting.apart_lines(self._desk, Decision.OPEN)

    def admit(self, package: str, verdict: Verdict) -> str:
        """Take one in; say what came of it."""
        taken = admitting.admit(self._desk, package, verdict)
        return "；".join(f"已采用 {one.file}：{one.sentence}" for one in taken)

    def dismiss(self, package: str, verdict: Verdict) -> str:
        """Decide against one; say so."""
        apart = admitting.dismiss(self._desk, package, verdict)
        return f"不采用 {apart.name}；原包留着，没有写入成绩。"
