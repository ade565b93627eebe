"""Enter, G and the page keys: where the person goes next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from inspector.domain.ids import CheckpointCode, StepId
from inspector.domain.points import show
from inspector.domain.rubric import Checkpoint, Level, Sample
from inspector.domain.scoring import fill_rest
from inspector.ui.pages.visit import route, texts
from inspector.ui.pages.visit.marking import LETTERS
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession


class Guide(QObject):
    """Confirms items and finds the way; ``go`` carries where to go, ``said`` what to tell.

    ``confirmed`` tells which item was just confirmed; ``finished`` that every step is.
    """

    go = Signal(Spot)
    said = Signal(str)
    confirmed = Signal(str)
    finished = Signal()

    def __init__(self, session: VisitSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stopped_at: set[tuple[CheckpointCode, str]] = set()

    def start(self, *, by_star: bool) -> Spot:
        """Return where work begins: the first item nobody confirmed."""
        rubric = self._session.rubric
        steps: list[StepId | None] = [None] if by_star else [step.id for step in rubric.steps]
        for step in steps:
            for item in route.items_in(rubric, step):
                if not route.is_done(item, self._session.entry(item.code), step):
                    return Spot(step=step, item=item.code)
        return Spot(step=steps[0], item=next(rubric.items()).code)

    def confirm(self, spot: Spot, *, sampled: bool = False) -> None:
        """Enter: the rest of these rows is without fault; go to the next open item.

        ``sampled`` is the other key, Space: of the samples, as many were seen as the form asks
        for. A value that only people know stops here once, and so does a deduction that does not
        say why. Of a frozen visit, go to the next item.
        """
        if self._session.sealing is not None:
            self.turn(spot, 1)
            return
        item = self._session.rubric.item(spot.item)
        entry = self._session.entry(spot.item)
        samples = route.samples_open(item, entry, spot.step)
        if sampled and not samples:
            self.said.emit(texts.NO_SAMPLES)
            return
        asked = route.missing_values(item, entry, spot.step)
        missing = [row for row in asked if not (sampled and row in samples)]
        bare = route.missing_reasons(item, self._session.scorecard.gaps, spot.step)
        asking = {row.code: _value_asked(row) for row in missing}
        asking |= {row.code: _reason_asked(row) for row in bare}
        if self._stop_at(spot, asking):
            return
        self._stopped_at.clear()
        filled = fill_rest(self._session.rubric, spot.item, entry, spot.step, sampled=sampled)
        self._session.put(spot, filled)
        points = show(self._session.result(spot.item).points)
        self.confirmed.emit(texts.JUST_CONFIRMED.format(item=item.short, points=points))
        self._go_on(spot)

    def _stop_at(self, spot: Spot, asking: Mapping[CheckpointCode, str]) -> bool:
        """Go to the first row that still owes something, and was not asked for it yet."""
        for row in route.rows_in(self._session.rubric.item(spot.item), spot.step):
            sentence = asking.get(row.code, "")
            if sentence and (row.code, sentence) not in self._stopped_at:
                self._stopped_at.add((row.code, sentence))
                self.go.emit(Spot(step=spot.step, item=spot.item, checkpoint=row.code))
                self.said.emit(sentence)
                return True
        return False

    def turn(self, spot: Spot, by: int) -> None:
        """PgDn, PgUp: the next item, nothing is confirmed by moving."""
        item = route.neighbour(self._session.rubric, spot.step, spot.item, by)
        if item is not None:
            self.go.emit(Spot(step=spot.step, item=item.code))

    def next_gap(self, spot: Spot) -> None:
        """G: the next gap behind this place, from the top again at the end."""
        gaps = self._session.scorecard.gaps
        if not gaps:
            self.said.emit(texts.NO_GAP)
            return
        order = {code: place for place, code in enumerate(self._order())}
        here = order.get(spot.checkpoint or spot.item, -1)
        places = sorted(gaps, key=lambda gap: order.get(gap.checkpoint or gap.item, 0))
        behind = [gap for gap in places if order.get(gap.checkpoint or gap.item, 0) > here]
        gap = (behind or places)[0]
        by_star = spot.step is None
        self.go.emit(
            route.spot_of_gap(self._session.rubric, self._session.counted, gap, by_star=by_star)
        )

    def _order(self) -> list[str]:
        """Return items and rows as the form has them; an item stands behind its rows."""
        found: list[str] = []
        for item in self._session.rubric.items():
            found += [point.code for point in item.checkpoints]
            found.append(item.code)
        return found

    def _go_on(self, spot: Spot) -> None:
        rubric, counted = self._session.rubric, self._session.counted
        item = route.next_open(rubric, counted, spot.step, spot.item)
        if item is not None:
            self.go.emit(Spot(step=spot.step, item=item.code))
            return
        step = None if spot.step is None else route.next_step(rubric, counted, spot.step)
        if step is None:
            self.finished.emit()
            return
        first = next(
            item
            for item in route.items_in(rubric, step)
            if not route.is_done(item, self._session.entry(item.code), step)
        )
        self.go.emit(Spot(step=step, item=first.code))
        names = {known.id: known.name for known in rubric.steps}
        if spot.step is not None:
            sentence = texts.STEP_CONFIRMED.format(step=names[spot.step], next=names[step])
            self.said.emit(sentence)


def _value_asked(row: Checkpoint) -> str:
    if isinstance(row.rule, Level):
        count = len(row.rule.levels)
        return texts.LEVEL_MISSING.format(code=row.code, text=row.text, count=count)
    sentence = texts.SAMPLE_MISSING if isinstance(row.rule, Sample) else texts.VALUE_MISSING
    return sentence.format(code=row.code, text=row.text)


def _reason_asked(row: Checkpoint) -> str:
    letters = LETTERS[: len(row.phrases)]
    if not letters:
        return texts.REASON_MISSING_OWN.format(code=row.code)
    named = letters if len(letters) == 1 else f"{letters[0]}–{letters[-1]}"
    return texts.REASON_MISSING.format(code=row.code, letters=named)
