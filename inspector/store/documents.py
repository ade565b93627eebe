"""Rubrics, policy, negative list, question bank: every version that was ever used."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import DocumentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of one document; ``text`` is the canonical JSON that ``digest`` belongs to."""

    kind: str
    """``rubric``, ``policy``, ``negative-list`` or ``questions``."""
    id: str
    version: str
    digest: Digest
    text: str

    def tree(self) -> dict[str, Tree]:
        """Return the content as a tree."""
        tree: dict[str, Tree] = json.loads(self.text)
        return tree


class Documents:
    """Documents of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, document: Document) -> None:
        """Keep a version and make it the current one of its kind and id."""
        values = {
            "kind": document.kind,
            "digest": document.digest,
            "id": document.id,
            "version": document.version,
            "text": document.text,
            "position": self._rows.next_position(DocumentRow.position),
        }
        self._rows.write(
            insert(DocumentRow)
            .values(values)
            .on_conflict_do_update(
                index_elements=["kind", "digest"], set_={"position": values["position"]}
            )
        )

    def current(self, kind: str, id_: str | None = None) -> Document | None:
        """Return the version put last, of one id or of any; None if there is none."""
        query = _documents().where(DocumentRow.kind == kind)
        if id_ is not None:
            query = query.where(DocumentRow.id == id_)
        found = self._rows.read(query.order_by(DocumentRow.position.desc()).limit(1))
        return _document(found[0]) if found else None

    def by_digest(self, kind: str, digest: Digest) -> Document | None:
        """Return one exact version, or None."""
        found = self._rows.read(
            _documents().where(DocumentRow.kind == kind, DocumentRow.digest == digest)
        )
        return _document(found[0]) if found else None

    def current_digests(self, kind: str) -> frozenset[Digest]:
        """Return the digest of the current version of each id, without reading the texts."""
        found = self._rows.read(
            select(DocumentRow.id, DocumentRow.digest)
            .where(DocumentRow.kind == kind)
            .order_by(DocumentRow.position)
        )
        current = {id_: Digest(digest) for id_, digest in found}  # the one put last stays
        return frozenset(current.values())

    def all(self, kind: str) -> tuple[Document, ...]:
        """Return every version of a kind, the one put last at the end."""
        found = self._rows.read(
            _documents().where(DocumentRow.kind == kind).order_by(DocumentRow.position)
        )
        return tuple(_document(row) for row in found)

    def all_current(self, kind: str) -> tuple[Document, ...]:
        """Return the current version of each id of a kind, in the order they were put."""
        return tuple({document.id: document for document in self.all(kind)}.values())


def _documents() -> Select[str, str, str, str, str]:
    return select(
        DocumentRow.kind,
        DocumentRow.id,
        DocumentRow.version,
        DocumentRow.digest,
        DocumentRow.text,
    )


def _document(row: AnyRow) -> Document:
    return Document(
        kind=row.kind, id=row.id, version=row.version, digest=Digest(row.digest), text=row.text
    )
