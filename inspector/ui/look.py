"""The look in force: colours by token, lengths by scale, fonts by size.

Like ``QApplication.palette()`` there is one look for the whole program; painted widgets ask for
it while they paint, so a change of theme is a palette and an ``update()``, never a style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from inspector.platform.resources import resource
from inspector.ui.theme import THEMES, load_theme, palette_of

SCALES = (1.0, 1.15, 1.3, 1.5)
FIELD_SCALE = 1.15
"""The field starts here, so that nothing in a visit is under 15 px."""

THEME_KEY, SCALE_KEY = "look/theme", "look/scale"
"""Where the settings remember them."""

ROOM_FOR_SIDE_LIST = 1200
"""Logical px of a window's width from which the office's side list is open by itself."""

_FALLBACK = ("Microsoft YaHei UI", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """Whether the office's side list is folded to icons: in a narrow window, and in a wide one."""

    narrow: bool = True
    wide: bool = False


class Tier(Enum):
    """How much room there is, after the scale is taken off."""

    COMPACT = "compact"
    LOW = "low"
    STANDARD = "standard"


def tier_of(width: int, height: int, scale: float) -> Tier:
    """Return the tier of a client area in logical px."""
    wide, high = width / scale, height / scale
    if wide < 1200 or high < 620:
        return Tier.COMPACT
    return Tier.LOW if high < 735 else Tier.STANDARD


class Look(QObject):
    """Colours, lengths and fonts; ``changed`` follows every change of theme or scale."""

    changed = Signal()

    in_force: ClassVar[Look | None] = None
    """What the program wears; it lives as long as the program."""

    def __init__(self, theme: str = "light", scale: float = 1.0) -> None:
        super().__init__()
        self.setObjectName("look")
        self.theme = load_theme(theme)
        self.scale = scale
        self.folding = Folding()
        self._families = _families()
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[float, bool], QFont] = {}

    def colour(self, token: str) -> QColor:
        """Return a token's colour.

        Raises:
            KeyError: No theme has such a token.
        """
        if token not in self._colours:
            self._colours[token] = QColor(self.theme.colours[token])
        return self._colours[token]

    def u(self, px: float) -> int:
        """Scale a length given in px at 100 %."""
        return round(px * self.scale)

    def font(self, px: float, *, bold: bool = False) -> QFont:
        """Return the font of ``px`` (at 100 %) in one of the two weights."""
        if (px, bold) not in self._fonts:
            font = QFont(list(self._families))
            grown = px + 1 if px <= self.theme.grow_below else px
            font.setPixelSize(self.u(grown))
            font.setBold(bold or px <= self.theme.bold_below)
            self._fonts[px, bold] = font
        return self._fonts[px, bold]

    def wear(self, app: QApplication) -> None:
        """Put palette and base font on the program and make this the look of :func:`look`."""
        self.setParent(app)
        app.setStyle("Fusion")
        app.setPalette(palette_of(self.theme))
        app.setFont(self.font(15))
        Look.in_force = self

    def switch(self, theme: str) -> None:
        """Change the theme."""
        self.theme = load_theme(theme)
        self._apply()

    def switch_on(self) -> None:
        """Change to the next theme of the F9 circle."""
        self.switch(THEMES[(THEMES.index(self.theme.name) + 1) % len(THEMES)])

    def rescale(self, scale: float) -> None:
        """Change the size of everything; ``scale`` is one of :data:`SCALES`."""
        self.scale = scale
        self._apply()

    @property
    def ring(self) -> int:
        """The width of the focus ring in px: 2, and 3 where borders are 2 already."""
        return self.u(3 if self.theme.stroke > 1.5 else 2)

    def folds(self, width: int) -> bool:
        """Return True if the side list is folded in a window of this width in px."""
        narrow = width / self.scale < ROOM_FOR_SIDE_LIST
        return self.folding.narrow if narrow else self.folding.wide

    def fold(self, width: int) -> None:
        """Fold the side list or unfold it, for windows as narrow or wide as this one."""
        narrow = width / self.scale < ROOM_FOR_SIDE_LIST
        other = not self.folds(width)
        change = {"narrow": other} if narrow else {"wide": other}
        self.folding = replace(self.folding, **change)
        self.changed.emit()

    def _apply(self) -> None:
        self._colours.clear()
        self._fonts.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(palette_of(self.theme))
            app.setFont(self.font(15))
        self.changed.emit()


def look() -> Look:
    """Return the look in force; a program that set none wears the light one."""
    if Look.in_force is not None:  # asked 1,600 times a key
        return Look.in_force
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a look needs a QApplication")
    found = Look()
    found.wear(app)
    return found


def u(px: float) -> int:
    """Scale a length given in px at 100 %."""
    return look().u(px)


def _families() -> tuple[str, ...]:
    """Load the fonts that travel with the program; without them the system's stand in."""
    loaded: list[str] = []
    try:
        files = sorted(resource("fonts").glob("*.ttf"))
    except FileNotFoundError:
        files = []
    for file in files:
        number = QFontDatabase.addApplicationFont(str(file))
        loaded += QFontDatabase.applicationFontFamilies(number)
    sans = [family for family in loaded if "Sans" in family]
    return (*dict.fromkeys(sans), *_FALLBACK)
