"""A class with annotated columns is a table."""

from __future__ import annotations

import pytest
from sqlalchemy import ClauseElement, Column, ColumnClause, ForeignKey, MetaData, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from inspector.store.base import NAMING, Base, TableClass


@pytest.fixture(autouse=True)
def _own_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TableClass, "metadata", MetaData(naming_convention=NAMING))


class Village(Base):
    """What :func:`one` makes; tables are made anew for each test."""

    code: ColumnClause[str]
    people: ColumnClause[int]


def one() -> type[Village]:
    class VillageRow(Village):
        __tablename__ = "village"

        code: ColumnClause[str] = Column(primary_key=True)
        above: ColumnClause[str | None] = Column(ForeignKey("village.code"), index=True)
        people: ColumnClause[int]
        open: ColumnClause[bool]

    return VillageRow


def words(statement: ClauseElement) -> str:
    return " ".join(str(statement.compile(dialect=sqlite.dialect())).split())


def test_it_has_the_columns_in_their_order_and_constraints_have_names() -> None:
    table = one().__table__
    made = words(CreateTable(table))
    assert made == (
        "CREATE TABLE village ( code VARCHAR NOT NULL, above VARCHAR, people INTEGER NOT NULL, "
        "open BOOLEAN NOT NULL, CONSTRAINT pk_village PRIMARY KEY (code), "
        "CONSTRAINT fk_village_above_village FOREIGN KEY(above) REFERENCES village (code) )"
    )
    assert [index.name for index in table.indexes] == ["ix_village_above"]


def test_it_stands_for_its_table_in_statements() -> None:
    village = one()
    assert words(insert(village)).startswith("INSERT INTO village (code, above, people, open)")
    query = select(village.people).where(village.code == "3")
    assert words(query) == "SELECT village.people FROM village WHERE village.code = ?"
    joined = select(village.code).join(village.__table__.alias("upper"))
    assert "FROM village JOIN village AS upper" in words(joined)


def test_a_kind_of_column_that_nobody_knows_is_refused_at_once() -> None:
    with pytest.raises(KeyError, match="bytes"):

        class OddRow(Base):
            __tablename__ = "odd"

            picture: ColumnClause[bytes]
