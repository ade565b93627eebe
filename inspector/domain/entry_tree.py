"""Entries as canonical trees, in records and in the drafts of a laptop, and back.

An item is ``{"entries": {checkpoint: entry}, "zero": [condition, basis], "na": text,
"confirmed": [step…], "photos": [sha256…]}``; an entry has short keys, since a county keeps
fifty thousand of them a round, and leaves out what is not set:

========  ===========================================================
``d``     defects, or failing ones of a sample
``seen``  samples looked at
``lv``    the level's name
``met``   true or false
``m``     measured value, decimal text without closing zeros
``why``   reasons: ``[[text, count]…]``
``note``  remark
``auto``  true: one key filled it (其余无问题)
``later`` true: put off (稍后再看)
``cells`` rows of a ticked grid
``dates`` of steps, a row's days of the year, by commas
========  ===========================================================

Texts become NFC. Reading is strict, since trees come from other machines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from inspector.domain import reading
from inspector.domain.canonical import Tree
from inspector.domain.ids import CheckpointCode, Digest, StepId
from inspector.domain.reading import BadTree
from inspector.domain.visit import Entry, ItemEntry, Reason, ZeroCase

_ITEM_KEYS = frozenset(("entries", "zero", "na", "confirmed", "photos"))
_MEASURE = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


def entry_to_tree(entry: Entry) -> dict[str, Tree]:
    """Write one entry.

    Raises:
        ValueError: The measured value has more than twelve digits, or more than six decimals.
    """
    tree: dict[str, Tree] = {}
    if entry.defects is not None:
        tree["d"] = entry.defects
    if entry.seen is not None:
        tree["seen"] = entry.seen
    if entry.level is not None:
        tree["lv"] = _nfc(entry.level)
    if entry.met is not None:
        tree["met"] = entry.met
    if entry.measure is not None:
        tree["m"] = _measure_text(entry.measure)
    return tree | _asides(entry)


def entry_from_tree(tree: Mapping[str, Tree]) -> Entry:
    """Read one entry.

    Raises:
        BadTree: A key is unknown, or a value is of another kind.
    """
    _only(tree, _ENTRY_KEYS)
    said: dict[str, Any] = {}
    for key in tree:  # most entries say one thing or two, and a year has a million of them
        name, read = _ENTRY_FIELDS[key]
        said[name] = read(tree, key)
    return Entry(**said)


def item_to_tree(item: ItemEntry) -> dict[str, Tree]:
    """Write what was counted at one item; entries that say nothing are left out.

    Raises:
        ValueError: As :func:`entry_to_tree`.
    """
    entries: dict[str, Tree] = {}
    for code, entry in item.entries.items():
        if tree := entry_to_tree(entry):
            entries[str(code)] = tree
    return {
        "entries": entries,
        "zero": [_nfc(item.zero.condition), _nfc(item.zero.basis)] if item.zero else None,
        "na": _nfc(item.na),
        "confirmed": [str(step) for step in sorted(item.confirmed)],
        "photos": [str(photo) for photo in item.photos],
    }


def item_from_tree(tree: Mapping[str, Tree]) -> ItemEntry:
    """Read what was counted at one item.

    Raises:
        BadTree: A key is unknown, or a value is of another kind.
    """
    _only(tree, _ITEM_KEYS)
    return ItemEntry(
        entries={
            CheckpointCode(code): entry_from_tree(reading.as_mapping(entry))
            for code, entry in reading.mapping(tree, "entries").items()
        },
        zero=_zero(tree.get("zero")),
        na=reading.text(tree, "na", ""),
        confirmed=frozenset(StepId(step) for step in reading.texts(tree.get("confirmed"))),
        photos=tuple(_photo(photo) for photo in reading.texts(tree.get("photos"))),
    )


def _asides(entry: Entry) -> dict[str, Tree]:
    """Write what explains an entry, and how it came about."""
    tree: dict[str, Tree] = {}
    if entry.reasons:
        tree["why"] = [[_nfc(reason.text), reason.count] for reason in entry.reasons]
    if entry.note:
        tree["note"] = _nfc(entry.note)
    if entry.filled:
        tree["auto"] = True
    if entry.later:
        tree["later"] = True
    if entry.cells:
        tree["cells"] = list(entry.cells)
    if entry.dates:
        tree["dates"] = list(entry.dates)
    return tree


def _zero(tree: Tree) -> ZeroCase | None:
    if tree is None:
        return None
    parts = reading.texts(tree)
    if len(parts) != 2:
        raise BadTree(f"not a condition and its basis: {tree!r}")
    return ZeroCase(condition=parts[0], basis=parts[1])


def _photo(text: str) -> Digest:
    if not _DIGEST.fullmatch(text):
        raise BadTree(f"not a SHA-256: {text!r}")
    return Digest(text)


def _measure(text: str) -> Decimal:
    if not _MEASURE.fullmatch(text):
        raise BadTree(f"not a measured value: {text[:40]!r}")
    return Decimal(text)


def _measure_text(value: Decimal) -> str:
    # checked before it is written out: 1E+999999999 would fill the memory
    if not value.is_finite() or not -7 < value.adjusted() < 12:
        if value != 0:
            raise ValueError(f"not a measured value: {value!r}")
        return "0"
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if not _MEASURE.fullmatch(text):
        raise ValueError(f"not a measured value: {text[:40]!r}")
    return "0" if value == 0 else text


def _flag(tree: Mapping[str, Tree], key: str) -> bool:
    part = tree.get(key, False)
    if not isinstance(part, bool):
        raise BadTree(f"{key} is neither true nor false: {part!r}")
    return part


def _whole(tree: Mapping[str, Tree], key: str) -> int:
    return reading.whole(tree[key])


def _measured(tree: Mapping[str, Tree], key: str) -> Decimal:
    return _measure(reading.text(tree, key))


def _reasons(tree: Mapping[str, Tree], key: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(text=reading.as_text(text), count=reading.whole(count))
        for text, count in reading.pairs(tree, key)
    )


def _note(tree: Mapping[str, Tree], key: str) -> str:
    return reading.text(tree, key, "")


def _texts(tree: Mapping[str, Tree], key: str) -> tuple[str, ...]:
    return reading.texts(tree[key])


_ENTRY_FIELDS: Mapping[str, tuple[str, Callable[[Mapping[str, Tree], str], Any]]] = {
    "d": ("defects", _whole),
    "seen": ("seen", _whole),
    "lv": ("level", reading.text),
    "met": ("met", _flag),
    "m": ("measure", _measured),
    "why": ("reasons", _reasons),
    "note": ("note", _note),
    "auto": ("filled", _flag),
    "later": ("later", _flag),
    "cells": ("cells", _texts),
    "dates": ("dates", _texts),
}
_ENTRY_KEYS = _ENTRY_FIELDS.keys()


def _only(tree: Mapping[str, Tree], keys: Set[str]) -> None:
    if strange := tree.keys() - keys:
        raise BadTree(f"unknown keys: {sorted(strange)}")


def _nfc(text: str) -> str:
    return normalize("NFC", text)
