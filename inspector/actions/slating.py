"""The slate 起始牌: what it shows, the phones it has set, and what to do where there is none."""

from __future__ import annotations

from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, PersonId
from inspector.domain.phones import is_unclear, model_of
from inspector.domain.slate import (
    How,
    PhoneClock,
    Slate,
    SlateFace,
    offset_of,
    phone_key,
    read_time,
    slate_line,
)
from inspector.domain.team import Member
from inspector.domain.visit import Evidence, VisitKey
from inspector.sheets.slate_code import modules
from inspector.store.unit import Reading

LEADER = "组长"
"""The role that may do without a slate (ui.md, "Decided after a review" 8)."""


class NoReason(InspectorError):
    """Doing without the slate asks for a reason: pictures lose their place in time."""

    code: ClassVar[str] = "S290"
    what: ClassVar[str] = "跳过起始牌要写原因。"
    next_step: ClassVar[str] = "写一句为什么不拍，例如“四不两直，进村前不亮牌”。"


class NotATime(InspectorError):
    """What was typed is no time of day."""

    code: ClassVar[str] = "S291"
    what: ClassVar[str] = "“{typed}”不是时间。"
    next_step: ClassVar[str] = "照着照片里的起始牌写时、分、秒，例如 8:31:20。"


class PhotoWithoutTime(InspectorError):
    """The camera wrote no time into the photo, so nothing can be compared."""

    code: ClassVar[str] = "S292"
    what: ClassVar[str] = "{name} 里没有拍摄时间，校不了时。"
    next_step: ClassVar[str] = "这部手机的照片请按拍摄内容归类；下次用手机自带的相机拍。"


class PhoneUnclear(InspectorError):
    """The team has several phones of this model, and nobody has said which one took the photo."""

    code: ClassVar[str] = "S293"
    what: ClassVar[str] = "还不知道 {name} 是哪一部 {model} 拍的。"
    next_step: ClassVar[str] = "先选中这张，按 Y 说明是哪一部，再按 B 输时间。"


WEEKDAYS = "一二三四五六日"


def face_of(desk: Desk, visit: OpenVisit, seat: int = 0) -> SlateFace:
    """Return the slate at this moment; ``seat`` is the member whose turn it is, from 1."""
    now = desk.clock().replace(tzinfo=None)
    key = VisitKey.parse(visit.uid)
    slate = Slate(
        visit=visit.uid, site=visit.line.site.code, team=visit.team.id, shown=now, seat=seat
    )
    kind = next((kind.name for kind in visit.policy.visit_kinds if kind.id == key.kind), "")
    return SlateFace(
        township=visit.line.township,
        site=visit.line.site.name,
        code=visit.line.site.code,
        round=key.round,
        kind=kind,
        team=visit.team.id,
        day=f"{now.year}年{now.month}月{now.day}日 星期{WEEKDAYS[now.weekday()]}",
        clock=f"{now:%H:%M:%S}",
        modules=modules(slate_line(slate)),
    )


def clocks_of(desk: Desk, visit: OpenVisit) -> tuple[PhoneClock, ...]:
    """Return what is known of the phones in this visit."""
    with desk.store.reading() as reading:
        return reading.phone_clocks.of_visit(visit.uid)


def skip(desk: Desk, visit: OpenVisit, reason: str) -> PhoneClock:
    """Do without a slate; the record names the team's leader and the reason.

    Raises:
        NoReason: There is none.
        VisitSealed: The visit was sealed.
    """
    if not reason.strip():
        raise NoReason
    clock = PhoneClock(camera="", how=How.SKIPPED, owner=leader_of(visit), reason=reason.strip())
    _put(desk, visit, clock)
    return clock


def leader_of(visit: OpenVisit) -> PersonId | None:
    """Return who leads the team: by role, else the first member."""
    return next((person.id for person in _by_role(visit)), None)


def _by_role(visit: OpenVisit) -> list[Member]:
    return sorted(visit.people, key=lambda person: person.role != LEADER)


def type_time(desk: Desk, visit: OpenVisit, photo: Digest, typed: str) -> PhoneClock:
    """Set a phone's clock by the time that a person reads off its photo of the slate.

    The photo is put aside: it proves nothing about an item.

    Raises:
        NotATime, PhotoWithoutTime, PhoneUnclear: Nothing was changed.
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        evidence = _photo(unit, visit, photo)
        shown = read_time(typed, desk.clock().replace(tzinfo=None))
        if shown is None:
            raise NotATime(typed=typed)
        offset = offset_of(shown, evidence.taken_at)
        if offset is None:
            raise PhotoWithoutTime(name=evidence.source_name)
        if is_unclear(evidence.camera):
            raise PhoneUnclear(name=evidence.source_name, model=model_of(evidence.camera))
        key = phone_key(evidence.camera)
        known = {clock.key: clock for clock in unit.phone_clocks.of_visit(visit.uid)}
        before = known.get(key) or unit.phone_clocks.last_known().get(key)
        clock = PhoneClock(
            camera=evidence.camera,
            how=How.TYPED,
            offset=offset,
            owner=before.owner if before is not None else None,
            shown=shown.isoformat(),
        )
        unit.phone_clocks.put(visit.uid, [clock])
        unit.rolls.put_aside(visit.uid, [photo], aside=True)
        unit.commit()
    return clock


def _photo(reading: Reading, visit: OpenVisit, photo: Digest) -> Evidence:
    roll = [one.evidence for one in reading.rolls.of_visit(visit.uid)]
    return next(
        one for one in (*roll, *reading.evidence.of_visit(visit.uid)) if one.digest == photo
    )


def _put(desk: Desk, visit: OpenVisit, clock: PhoneClock) -> None:
    with desk.store.unit() as unit:
        unit.phone_clocks.put(visit.uid, [clock])
        unit.commit()
