"""The statements of one unit or reading; after the first error nothing more is done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnClause, Connection, CursorResult, Executable, Row, Select, func, select

from inspector.domain.courtesy import COURTESY

Columns = TypeVarTuple("Columns")

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


class UnitFailed(RuntimeError):
    """A unit went on after an error inside it, which is a bug.

    SQLite undoes the whole transaction when the disk is full; whoever went on would commit
    the second half of it.
    """


class Rows:
    """Runs statements on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.failed = False

    def read(self, statement: Select[*Columns]) -> Sequence[Row[*Columns]]:
        """Return all rows of a query.

        Raises:
            InspectorError: The store or the disk refused.
            UnitFailed: An earlier statement did.
        """
        self._check()
        try:
            return self._connection.execute(statement).all()
        except BaseException:
            self.failed = True
            raise

    def write(
        self,
        statement: Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> int:
        """Run one statement with one or many sets of values; return how many rows it met.

        Raises:
            InspectorError: The store or the disk refused.
            UnitFailed: An earlier statement did.
        """
        self._check()
        if isinstance(values, Sequence) and not values:
            return 0
        try:
            result: CursorResult[Any] = self._connection.execute(statement, values)
        except BaseException:
            self.failed = True
            raise
        return result.rowcount

    def write_many(self, sql: str, values: list[tuple[Any, ...]]) -> None:
        """Run plain SQL once for each tuple: as fast as the driver (Core takes 1.8 times that).

        Raises:
            InspectorError: The store or the disk refused.
            UnitFailed: An earlier statement did.
        """
        self._check()
        if not values:
            return
        try:
            self._connection.exec_driver_sql(sql, values)
        except BaseException:
            self.failed = True
            raise

    def next_position(self, column: ColumnClause[int]) -> int:
        """Return one more than the highest number in ``column``, from 1."""
        highest = self.read(select(func.max(column)))[0][0]
        return (highest or 0) + 1

    def _check(self) -> None:
        COURTESY.give_way()  # a statement is where long work among rows can stop
        if self.failed:
            raise UnitFailed("the unit failed before; leave it")


def to_text(parts: Iterable[Any]) -> str:
    """Write a short list for one column."""
    return json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> list[Any]:
    """Read what :func:`to_text` wrote."""
    parts: list[Any] = json.loads(text)
    return parts
