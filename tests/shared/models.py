"""Every item model of the window, found by itself, so that a new one is examined too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QWidget

import inspector

OFFICE = (
    "coverage", "custody", "intake", "office_new", "papers", "plan", "ranking", "rechecks",
    "rulings",
)  # fmt: skip
"""Packages below ``ui.pages`` that only the office builds."""

ROOT = Path(inspector.__file__).parent


def every_model(*, office: bool) -> set[str]:
    """Return the models of the office's own pages, or all the others: ``inspector.ui.x.Name``.

    Read from the sources: importing every module would load what only few machines have.
    """
    classes = dict(_classes())
    models = {"QAbstractItemModel"}
    while new := {
        name for name, bases in classes.items() if name not in models and bases & _plain(models)
    }:
        models |= new
    return {name for name in models & classes.keys() if _is_office(name) is office}


def loaded_models(widget: QWidget) -> Iterator[QAbstractItemModel]:
    """Yield the models below a widget that hold something."""
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        if model.rowCount():
            yield model


def name_of(model: QAbstractItemModel) -> str:
    """Return what :func:`every_model` calls a model."""
    return f"{type(model).__module__}.{type(model).__qualname__}"


def _classes() -> Iterator[tuple[str, set[str]]]:
    for path in sorted((ROOT / "ui").rglob("*.py")):
        module = ".".join(("inspector", *path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {
                    base.attr if isinstance(base, ast.Attribute) else ast.unparse(base)
                    for base in node.bases
                }
                yield f"{module}.{node.name}", bases


def _plain(models: set[str]) -> set[str]:
    """Return the bare names, and those that Qt gives."""
    own = {name.rpartition(".")[2] for name in models}
    return own | {
        "QAbstractListModel", "QAbstractTableModel", "QSortFilterProxyModel",
        "QIdentityProxyModel", "QAbstractProxyModel", "QStandardItemModel", "QStringListModel",
    }  # fmt: skip


def _is_office(name: str) -> bool:
    return any(name.startswith(f"inspector.ui.pages.{page}.") for page in OFFICE)
