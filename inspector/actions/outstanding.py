"""What a laptop still has to hand in: everything sealed that no receipt acknowledges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspector.actions import keys
from inspector.actions.acknowledging import Acknowledged, latest_of
from inspector.actions.lacking import lacking
from inspector.domain.ids import Digest, TeamId
from inspector.domain.record import Record
from inspector.domain.visit import Evidence, VisitState
from inspector.domain.visit_record import evidence_of
from inspector.media.vault import Vault
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

DIGITS = 12
"""Digits of a photo's digest that people compare."""

NAMED = 5
"""Photos that are named one by one, before they are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """What goes into the next export, gathered in one look at the store."""

    sealed: tuple[VisitLine, ...]
    """Every sealed visit, acknowledged or not."""
    visits: tuple[VisitLine, ...]
    """Those of which something goes out."""
    records: tuple[Record, ...]
    """By stream and counter."""
    photos: tuple[Evidence, ...]
    lost: tuple[Digest, ...]
    """Photos that should go out and are lost or damaged here: the office names them as missing."""
    given_up: tuple[Digest, ...]
    """Photos that the office lacks and that were given up here: nobody can send them again."""
    held: Acknowledged | None
    """The receipt that this is computed against."""
    site_of: Mapping[Digest, str]
    """Where each of the photos lost or given up was taken."""


def outstanding(reading: Reading, vault: Vault, *, everything: bool = False) -> Outstanding:
    """Gather what no receipt covers; with ``everything``, all of it, as for an office that lost it.

    A photo that the office says it lacks goes out again, also where its record is acknowledged.
    """
    team = TeamId(reading.meta.get(keys.TEAM) or "")
    lines = reading.visits.lines(team=team)
    sealed = tuple(line for line in lines if line.state is VisitState.SEALED)
    held = None if everything else latest_of(reading)
    known = held.covered.rids if held else frozenset()
    there = frozenset(held.receipt.held) if held else frozenset()
    purged = reading.purged.digests()
    records: list[Record] = []
    photos: dict[Digest, Evidence] = {}
    visits: list[VisitLine] = []
    site_of: dict[Digest, str] = {}
    for line in sealed:
        of_visit = reading.records.of_visit(line.uid)
        new = [record for record in of_visit if record.rid not in known]
        named = [evidence_of(record.tree) for record in of_visit if record.type == "photo"]
        wanted = [one for one in named if one.digest not in there]
        records += new
        photos |= {one.digest: one for one in wanted}
        site_of |= {one.digest: line.site for one in wanted}
        if new or wanted:
            visits.append(line)
    gone = lacking(reading, vault, photos)
    absent = [digest for digest in photos if digest in gone]
    return Outstanding(
        sealed=sealed,
        visits=tuple(visits),
        # of every stream: a restored folder writes a new one and must still hand in the old
        records=tuple(sorted(records, key=_place)),
        photos=tuple(one for one in photos.values() if one.digest not in gone),
        lost=tuple(digest for digest in absent if digest not in purged),
        given_up=tuple(digest for digest in absent if digest in purged),
        held=held,
        site_of={digest: site_of[digest] for digest in absent},
    )


def lack_facts(owed: Outstanding) -> dict[str, str]:
    """Name the photos that ought to go out and cannot, and say what may bring them back.

    Both texts, ``lacks`` and ``mend``, are empty if there are none.
    """
    return {"lacks": _lack_words(owed), "mend": _lack_advice(owed)}


def _lack_words(owed: Outstanding) -> str:
    groups = ((owed.lost, "在本机丢失或损坏"), (owed.given_up, "本机已按以前的回执清理"))
    return "".join(
        f"有 {len(photos)} 张照片{why}，交不了：{_named(owed, photos)}。"
        for photos, why in groups
        if photos
    )


def _lack_advice(owed: Outstanding) -> str:
    said: list[str] = []
    if owed.lost:
        said.append("丢失的请用本机的备份找回再交")
    if owed.given_up:
        said.append("清理过的请县办用备份找回")
    return "，".join(said) + "。" if said else ""


def _named(owed: Outstanding, photos: Sequence[Digest]) -> str:
    named = "、".join(f"{owed.site_of[one]} {one[:DIGITS]}" for one in photos[:NAMED])
    return f"{named}等" if len(photos) > NAMED else named


def _place(record: Record) -> tuple[str, str, int]:
    """Keep a visit together, for volumes; within it by stream and counter."""
    return "/".join(record.uid.split("/")[:5]), str(record.tree["dev"]), record.n
