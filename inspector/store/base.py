"""What every table of the store is made on.

A class with annotated columns, as SQLAlchemy's ORM has them, but without the ORM: nothing here is
mapped or tracked, and its import was a good part of what a laptop waits for at its start.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

KINDS = {
    "ColumnClause[str]": (String, False),
    "ColumnClause[int]": (Integer, False),
    "ColumnClause[bool]": (Boolean, False),
    "ColumnClause[str | None]": (String, True),
    "ColumnClause[int | None]": (Integer, True),
}
"""What an annotation makes, and whether it may be null; an assigned ``Column`` says the rest."""


class TableClass(type):
    """Makes a table of a class that names one; the class stands for it in statements."""

    metadata = MetaData(naming_convention=NAMING)

    def __init__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> None:
        super().__init__(name, bases, space)
        if "__tablename__" not in space:
            return
        columns = [
            _named(key, kind, space.get(key, Column()))
            for key, kind in space["__annotations__"].items()
        ]
        more = space.get("__table_args__", ())
        cls.__table__ = Table(space["__tablename__"], cls.metadata, *columns, *more)
        for column in columns:
            setattr(cls, column.name, column)

    def __clause_element__(cls) -> Table:
        """Return the table: SQLAlchemy asks for it where the class stands in a statement."""
        return cls.__table__

    __table__: Table


class Base(metaclass=TableClass):
    """Every table; constraints get names, so a migration can drop them."""

    __tablename__: ClassVar[str]
    __table__: ClassVar[Table]


def _named(key: str, kind: str, column: Column[object]) -> Column[object]:
    """Give a column what its line in the class says of it."""
    of, nullable = KINDS[kind]
    column.name = column.key = key
    column.type, column.nullable = of(), nullable
    return column
