"""Records: immutable revisions of what was seen, linked into the chain of their stream.

A record is a canonical tree with the envelope below and its own fields by type ``t``::

    {"t": "item", "uid": …, "rev_of": [rid…], "prev": rid | "", "dev": …, "n": 17,
     "by": "T07-2", "at": "2026-11-05T09:31:07+08:00", …fields of the type…}

``visit``: ``rubric`` {id, version, sha256}, ``started``, ``people`` [person id…], and ``steps``
[step…] where its kind asks only some of the form · ``item``: ``item``, ``entries`` {checkpoint:
counted}, ``zero``, ``na``, ``confirmed``, ``points`` (a claim, hundredths), ``photos`` [sha256…] ·
``photo``: what ``Evidence`` holds · ``objection`` · ``clue``: ``entry``, ``what``, ``photos`` ·
``finding``: ``number``, ``outcome``, ``item``, ``section``, ``problem``, ``fact``, ``cause``,
``proposal``, ``photos`` · ``seal``: ``covers`` [rid…], ``points``, ``level``, ``digest``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import PersonId, Rid

ENVELOPE = ("t", "uid", "rev_of", "prev", "dev", "n", "by", "at")
RID_PREFIX = b"wxp rev\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the envelope says about who wrote a record, where and when.

    ``device`` is the stream's UUID, ``n`` its counter from 1, ``prev`` the rid before it in the
    stream or empty for the first; ``at`` is a claim only.
    """

    device: str
    n: int
    prev: Rid | None
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One revision: its id and its tree, which is never changed."""

    rid: Rid
    tree: Mapping[str, Tree]

    @property
    def type(self) -> str:
        """The record's type, such as ``"item"``."""
        return str(self.tree["t"])

    @property
    def uid(self) -> str:
        """What it is a revision of."""
        return str(self.tree["uid"])

    @property
    def parents(self) -> tuple[Rid, ...]:
        """The revisions that it replaces."""
        listed = self.tree["rev_of"]
        return tuple(Rid(str(rid)) for rid in listed) if isinstance(listed, list) else ()

    @property
    def n(self) -> int:
        """Its counter in its stream, from 1."""
        n = self.tree["n"]
        return n if isinstance(n, int) else 0


def rid_of(tree: Mapping[str, Tree]) -> Rid:
    """Return a record's id.

    Raises:
        NotCanonical: The tree has no canonical form.

    Source: package format, section 4.
    """
    return Rid(digest(dict(tree), RID_PREFIX))


def mint(
    kind: str, uid: str, fields: Mapping[str, Tree], *, stamp: Stamp, parents: tuple[Rid, ...] = ()
) -> Record:
    """Make a record of type ``kind`` out of its fields.

    Raises:
        NotCanonical: A field has no canonical form.
        ValueError: A field bears a name of the envelope.
    """
    if clash := set(fields) & set(ENVELOPE):
        raise ValueError(f"fields of the envelope: {sorted(clash)}")
    tree: dict[str, Tree] = {
        "t": kind,
        "uid": uid,
        "rev_of": [str(rid) for rid in sorted(parents)],
        "prev": str(stamp.prev or ""),
        "dev": stamp.device,
        "n": stamp.n,
        "by": str(stamp.by),
        "at": stamp.at.isoformat(timespec="seconds"),
        **fields,
    }
    return Record(rid=rid_of(tree), tree=tree)
