"""What is said about a visit at its end, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

from inspector.actions.signing import Signing, SignLine
from inspector.domain.ids import Digest, ItemCode, PersonId
from inspector.domain.points import Points
from inspector.domain.scorecard import Gap
from inspector.domain.signing import Due, Signature, SignRole, SignState, SignWay
from inspector.domain.visit import Counted, ItemEntry, Objection
from inspector.domain.visit_paper import Correction, LeftGap
from inspector.domain.wording import word

AT = datetime(2026, 11, 5, 9, 39, tzinfo=timezone(timedelta(hours=8)))
TEAM = (("田文博", "组长"), ("芦玉兰", "记录员"), ("傅长顺", "考评员"), ("侯浩然", "考评员"))


class MemoryPaper:
    """Four inspectors, a secretary and somebody who accompanies them."""

    def __init__(self) -> None:
        self.secretary = "韩建业"
        self.inspectors = tuple(name for name, _role in TEAM)
        self.state: SignState | None = None
        self.signed: dict[str, Signature] = {}
        self.said: list[Objection] = []
        self.why: list[LeftGap] = []
        self.corrected: dict[ItemCode, ItemEntry] = {}
        self.kept: list[Correction] = []
        self.in_hand: dict[ItemCode, ItemEntry] = {}
        self.prints: list[int] = []
        self.elsewhere: bool | None = None
        self.reasons: list[str] = []
        self.paused: list[str] = []
        self.refusal: Exception | None = None

    def objections(self) -> Sequence[Objection]:
        return list(self.said)

    def put_objections(self, objections: Sequence[Objection]) -> None:
        self._check()
        self.said = list(objections)

    def left(self) -> Sequence[LeftGap]:
        return list(self.why)

    def put_left(self, left: Sequence[LeftGap]) -> None:
        self._check()
        self.why = list(left)

    def explain(self, left: str, gaps: Iterable[Gap]) -> None:
        for gap in gaps:
            if left and not any(one.explains(gap) for one in self.why):
                self.why.append(
                    LeftGap(item=gap.item, checkpoint=gap.checkpoint, kind=gap.kind, reason=left)
                )

    def signing(self) -> SignState | None:
        return self.state

    def lines(self) -> Sequence[SignLine]:
        dues = [
            (Due(role=SignRole.INSPECTOR, name=name, person=PersonId(f"T01-{n}")), role)
            for n, (name, role) in enumerate(TEAM, 1)
        ]
        dues.append((Due(role=SignRole.SECRETARY, name=self.secretary), word(SignRole.SECRETARY)))
        dues.append((Due(role=SignRole.ESCORT), word(SignRole.ESCORT)))
        return [
            SignLine(due=due, title=title, signature=self.signed.get(due.part))
            for due, title in dues
        ]

    def sign(self, given: Signing) -> None:
        self._check()
        due = next(line.due for line in self.lines() if line.due.part == given.part)
        self.signed[given.part] = Signature(
            role=due.role, person=due.person, name=given.name or due.name, way=given.way,
            seal=Digest("ab" * 32), at=AT, relation=given.relation, reason=given.reason,
            witnesses=given.witnesses, strokes=given.strokes,
        )  # fmt: skip

    def unsign(self, part: str) -> None:
        self._check()
        self.signed.pop(part, None)

    def lock(self, *, elsewhere: bool = False) -> SignState:
        self._check()
        self.elsewhere = elsewhere
        refused = any(one.way is SignWay.REFUSED for one in self.signed.values())
        self.state = SignState.REFUSED if refused else SignState.SIGNED
        return self.state

    def reopen(self, reason: str) -> None:
        self._check()
        self.reasons.append(reason)
        self.state = None
        self.signed.clear()

    def correct(self, items: Counted, reason: str, by: str) -> None:
        self._check()
        self.corrected = dict(items)
        self.in_hand = {}
        self.kept += [
            Correction(item=code, reason=reason, by=by, before=Points(0), after=Points(0))
            for code in items
        ]

    def draft(self) -> Counted:
        return dict(self.in_hand)

    def put_draft(self, items: Counted) -> datetime:
        self._check()
        self.in_hand = dict(items)
        return AT

    def corrections(self) -> Sequence[Correction]:
        return list(self.kept)

    def note_printed(self, copies: int) -> None:
        self.prints.append(copies)

    def note_saved(self) -> None:
        self.prints.append(0)

    def printed(self) -> str:
        if not self.prints:
            return ""
        return f"09:39 打印了 {self.prints[-1]} 份" if self.prints[-1] else "09:39 存了 PDF"

    def pause(self, reason: str) -> None:
        self._check()
        self.paused.append(reason)

    def _check(self) -> None:
        if self.refusal is not None:
            raise self.refusal
