"""Clues for the negative list: a team notes them, the county's joint review decides.

In the field a clue costs nothing and is no deduction (negative-list.yaml, "who_can_flag").
"""

from __future__ import annotations

from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.forms import negative_list_of
from inspector.actions.scoring import OpenVisit
from inspector.domain.clue import Clue
from inspector.domain.errors import InspectorError
from inspector.domain.negative import NegativeEntry


class NoSuchEntry(InspectorError):
    """The negative list has no such entry for the form of this visit."""

    code: ClassVar[str] = "S240"
    what: ClassVar[str] = "负面清单里没有适用于“{form}”的“{entry}”条。"
    next_step: ClassVar[str] = "请从清单里选一条；清单不对的，请县办重新下发。"


class ClueWithoutWords(InspectorError):
    """A clue must say what was seen: somebody decides by it later."""

    code: ClassVar[str] = "S241"
    what: ClassVar[str] = "线索还没有写看到了什么。"
    next_step: ClassVar[str] = "请写清时间、地点和见到的情形，再登记。"


class PhotoElsewhere(InspectorError):
    """A photo is named that is not one of this visit."""

    code: ClassVar[str] = "S242"
    what: ClassVar[str] = "有 {count} 张照片不在这次考评里，没有保存。"
    next_step: ClassVar[str] = "请先收入照片，再从本次考评的照片里选。"


def entries_for(desk: Desk, visit: OpenVisit) -> tuple[NegativeEntry, ...]:
    """Return the entries of the negative list that a team may point at here.

    Raises:
        FormMissing: The folder holds no negative list.
    """
    with desk.store.reading() as reading:
        return negative_list_of(reading).of_form(visit.rubric.id)


def clues_of(desk: Desk, visit: OpenVisit) -> tuple[Clue, ...]:
    """Return what was noted in this visit so far."""
    with desk.store.reading() as reading:
        return reading.clues.of_visit(visit.uid)


def put_clue(desk: Desk, visit: OpenVisit, clue: Clue) -> None:
    """Note a clue; the same one twice stays one. It becomes a record at 定稿.

    Raises:
        NoSuchEntry, ClueWithoutWords, PhotoElsewhere: Nothing was saved.
        VisitSealed: The visit was sealed.
        FormMissing: The folder holds no negative list.
    """
    if not clue.what.strip():
        raise ClueWithoutWords
    with desk.store.unit() as unit:
        known = {entry.id for entry in negative_list_of(unit).of_form(visit.rubric.id)}
        if clue.entry not in known:
            raise NoSuchEntry(form=visit.rubric.title, entry=clue.entry)
        held = {evidence.digest for evidence in unit.evidence.of_visit(visit.uid)}
        if strange := set(clue.photos) - held:
            raise PhotoElsewhere(count=len(strange))
        unit.clues.add(visit.uid, [clue])
        unit.commit()


def drop_clue(desk: Desk, visit: OpenVisit, clue: Clue) -> None:
    """Take a clue back that was noted by mistake.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        unit.clues.remove(visit.uid, clue)
        unit.commit()
