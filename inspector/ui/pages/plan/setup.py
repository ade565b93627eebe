"""How a round is to be planned: its name, the pattern, shift or seed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.ids import RoundId
from inspector.domain.team import Pattern
from inspector.ui.look import look, u
from inspector.ui.pages.plan import texts
from inspector.ui.widgets.field import Field, NumField, halfwidth
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import row
from inspector.ui.widgets.segments import Segments

PATTERNS = (Pattern.ROTATE, Pattern.CROSS, Pattern.SWAP, Pattern.DRAW)
SHIFTED = (Pattern.ROTATE, Pattern.CROSS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to plan; None leaves the choice to the program."""

    round: RoundId
    pattern: Pattern
    shift: int | None = None
    seed: int | None = None
    kind: str = ""
    """The kind of visits by name; empty for the policy's first that ranks."""


class Setup(QWidget):
    """``renamed`` follows another round name, ``wanted`` Enter in a field.

    ``patterns`` stands in the page's head.
    """

    renamed = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.patterns = Segments(texts.PATTERNS, texts.PATTERN_WORDS)
        self.round = Field(texts.ROUND, height=38)
        self.shift, self.seed = (
            NumField(texts.SHIFT, texts.SHIFT_HINT),
            NumField(texts.SEED, texts.SEED_HINT),
        )
        self.kind = Field(texts.KIND, texts.KIND_HINT, height=38)
        self._shift_word, self._seed_word = (
            Label(texts.SHIFT, 15, "text2"),
            Label(texts.SEED, 15, "text2"),
        )
        self.setLayout(
            row(
                Label(texts.ROUND, 15, "text2"), self.round,
                Label(texts.KIND, 15, "text2"), self.kind,
                self._shift_word, self.shift, self._seed_word, self.seed,
                gap=8,
            )
        )  # fmt: skip
        self._fit()
        self._show_fields()
        self.patterns.chosen.connect(lambda _place: self._show_fields())
        self.round.textEdited.connect(lambda _text: self.renamed.emit())
        for field in (self.round, self.kind, self.shift, self.seed):
            field.returnPressed.connect(self.wanted)
        look().changed.connect(self._fit)

    @property
    def pattern(self) -> Pattern:
        """The pattern that is chosen."""
        return PATTERNS[self.patterns.at]

    def name(self) -> RoundId:
        """Return the round's name as typed, in half width."""
        return RoundId(halfwidth(self.round.text()).strip())

    def show_round(self, name: RoundId, pattern: Pattern | None = None) -> None:
        """Show a round's name and pattern."""
        self.round.setText(name)
        if pattern is not None:
            self.patterns.choose(PATTERNS.index(pattern))
        self._show_fields()

    def wish(self) -> Wish | str:
        """Return what is to be planned, or a sentence about what is missing."""
        name = self.name()
        if not name:
            return texts.ROUND_MISSING
        shift = seed = None
        if self.pattern in SHIFTED and self.shift.text().strip():
            shift = _whole(self.shift)
            if shift is None:
                return texts.SHIFT_BAD
        if self.pattern is Pattern.DRAW and self.seed.text().strip():
            seed = _whole(self.seed)
            if seed is None:
                return texts.SEED_BAD
        kind = self.kind.text().strip()
        return Wish(round=name, pattern=self.pattern, shift=shift, seed=seed, kind=kind)

    def _show_fields(self) -> None:
        shifted, drawn = self.pattern in SHIFTED, self.pattern is Pattern.DRAW
        for widget, shown in (
            (self._shift_word, shifted), (self.shift, shifted),
            (self._seed_word, drawn), (self.seed, drawn),
        ):  # fmt: skip
            widget.setVisible(shown)

    def _fit(self) -> None:
        self.round.setFixedWidth(u(104))
        self.kind.setFixedWidth(u(100))
        self.shift.setFixedWidth(u(72))
        self.seed.setFixedWidth(u(104))


def _whole(field: NumField) -> int | None:
    value = field.value()
    if value is None or value != value.to_integral_value() or not 0 <= value < 10**9:
        return None
    return int(value)
