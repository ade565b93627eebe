"""The wording of official documents: the county's own copy, or the program's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.forms import document_of
from inspector.domain.errors import InspectorError
from inspector.domain.template import KINDS, Template, template_from_tree, unknown_names
from inspector.exchange.rubric_file import read_template
from inspector.platform.resources import form
from inspector.store.documents import Document
from inspector.store.events import Event
from inspector.store.unit import Reading

TEMPLATE = "template"
"""Kind of the documents; they stay at the office and are in no dispatch."""


class TemplateOutdated(InspectorError):
    """The county's own wording asks for something that this version does not know."""

    code: ClassVar[str] = "R112"
    what: ClassVar[str] = "{name}的文书模板里有“{strange}”，这个版本填不出来。"
    next_step: ClassVar[str] = "请改好这份模板，用 inspector office template 换上。"


def own_templates() -> Iterator[Document]:
    """Yield the wording that comes with the program, as a new office keeps it."""
    return (_own(id_) for id_ in KINDS)


def template_of(reading: Reading, id_: str) -> Template:
    """Return the county's wording of a document; of an older folder, the program's own.

    Raises:
        TemplateOutdated: It was kept by another version, and holds what this one cannot fill.
    """
    template = _template(reading.documents.current(TEMPLATE, id_) or _own(id_))
    if strange := unknown_names(template):
        raise TemplateOutdated(name=KINDS[id_].name, strange=strange[0])
    return template


def replace_template(desk: Desk, path: Path) -> Template:
    """Make a file the county's wording of its document from now on.

    Raises:
        RubricFaulty: The file has faults; all of them are in ``problems``.
        FileMissing, FileUnreadable, FolderReadOnly: The file cannot be read.
    """
    file = read_template(path)
    document = document_of(TEMPLATE, dict(file.tree))
    with desk.store.unit() as unit:
        unit.documents.put(document)
        unit.events.add(
            Event(
                at=desk.clock(), actor="", kind="template",
                subject=document.id, detail=document.digest,
            )
        )  # fmt: skip
        unit.commit()
    return file.template


def _own(id_: str) -> Document:
    return document_of(TEMPLATE, dict(read_template(form("documents", f"{id_}.yaml")).tree))


@lru_cache(maxsize=8)
def _template(document: Document) -> Template:
    return template_from_tree(document.tree())
