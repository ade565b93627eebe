"""设置: theme and size by button, the locks, and the way to another data folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from inspector import __version__
from inspector.ui.look import SCALES, look, u
from inspector.ui.page import Page
from inspector.ui.pages.settings import texts
from inspector.ui.pages.settings.security import Locks, Security
from inspector.ui.theme import THEMES, load_theme
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row, scrolling


class SettingsPage(Page):
    """Given how to leave the open folder, and its locks."""

    about = texts.HELP

    def __init__(self, leave: Callable[[], None], locks: Locks) -> None:
        super().__init__()
        themes = [
            (name, Button(load_theme(name).title, partial(look().switch, name))) for name in THEMES
        ]
        sizes = [
            (scale, Button(f"{round(scale * 100)}%", partial(look().rescale, scale)))
            for scale in SCALES
        ]
        self.themes, self.sizes = dict(themes), dict(sizes)
        self.security = Security(locks)
        inner = column(gap=10)
        for head, sub, buttons in (
            (texts.THEME, texts.THEME_SUB, list(self.themes.values())),
            (texts.SIZE, texts.SIZE_SUB, list(self.sizes.values())),
        ):
            _add_section(inner, head, sub, buttons)
        inner.addWidget(self.security)
        inner.addSpacing(u(16))
        away = Button(texts.LEAVE, leave, icon="folder-open")
        _add_section(inner, texts.FOLDER, texts.FOLDER_SUB, [away])
        inner.addWidget(Label(texts.ABOUT.format(version=__version__), 14, "text3", wrap=True))
        inner.addStretch(1)
        inner.setContentsMargins(u(24), u(18), u(24), u(18))
        head_line = column(Label(texts.TITLE, 20, bold=True))
        head_line.setContentsMargins(u(20), u(12), u(20), u(12))
        head_panel = Panel("surface")
        head_panel.setLayout(head_line)
        content = Panel("bg")
        content.setLayout(inner)
        self.setLayout(column(head_panel, Hairline(), scrolling(content)))
        look().changed.connect(self._mark)
        self._mark()

    def opened(self) -> None:
        """Take the focus."""
        self.security.refresh()
        self.themes[look().theme.name].setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def _mark(self) -> None:
        """Show which theme and size are in force."""
        wearing = look()
        for name, button in self.themes.items():
            button.kind = Kind.PRIMARY if name == wearing.theme.name else Kind.PLAIN
            button.updateGeometry()
        for scale, button in self.sizes.items():
            button.kind = Kind.PRIMARY if scale == wearing.scale else Kind.PLAIN
            button.updateGeometry()


def _add_section(inner: QVBoxLayout, head: str, sub: str, buttons: Sequence[Button]) -> None:
    inner.addWidget(Label(head, 17, bold=True))
    inner.addWidget(Label(sub, 15, "text2", wrap=True))
    inner.addLayout(row(*buttons, None, gap=10))
    inner.addSpacing(u(16))
