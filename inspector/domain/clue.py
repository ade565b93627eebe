"""Clue 线索: what a team saw that the negative list may speak of. It costs nothing in the field.

Only the county's joint review decides (``domain.denial``); until then a clue is listed, no more.

Source: negative-list.yaml, "workflow.who_can_flag".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import Digest, VisitUid
from inspector.domain.reading import BadTree, listed, sha256s, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One clue; ``entry`` is the id of an entry of the negative list, such as ``"N07"``."""

    entry: str
    what: str
    """What was seen or heard, where and when, in the inspector's words."""
    photos: tuple[Digest, ...] = ()


def clue_fields(clue: Clue) -> dict[str, Tree]:
    """Return the fields of a clue's record; texts become NFC, as records need."""
    return {
        "entry": normalize("NFC", clue.entry),
        "what": normalize("NFC", clue.what),
        "photos": [str(photo) for photo in clue.photos],
    }


def clue_of(tree: Mapping[str, Tree]) -> Clue:
    """Read the fields of a clue's record.

    Raises:
        BadTree: A field is missing, empty or of another kind.
    """
    clue = Clue(
        entry=text(tree, "entry"),
        what=text(tree, "what"),
        photos=sha256s(listed(tree, "photos")),
    )
    if not clue.entry.strip() or not clue.what.strip():
        raise BadTree("a clue names an entry and says what was seen")
    return clue


def clue_digest(clue: Clue) -> Digest:
    """Return what tells one clue of a visit from another: the digest of its fields."""
    return Digest(digest(clue_fields(clue)))


def clue_uid(uid: VisitUid, clue: Clue) -> str:
    """Return the uid of a clue's record."""
    return f"{uid}/clue/{clue_digest(clue)}"
