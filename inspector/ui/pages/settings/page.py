"""设置: theme and size by button, and the way to another data folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from inspector import __version__
from inspector.ui.look import SCALES, look, u
from inspector.ui.page import Page
from inspector.ui.theme import THEMES, load_theme
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row, scrolling

TITLE = "设置"
THEME, THEME_SUB = "界面", "太阳底下用强光，晚上用夜间；随时按 F9 换"
SIZE, SIZE_SUB = "字的大小", "随时按 Ctrl+= 放大，Ctrl+- 缩小"
FOLDER, FOLDER_SUB = "数据文件夹", "关上现在的，回到开始页"
LEAVE = "打开别的数据文件夹"
ABOUT = "五星考评 {version}，全部离线，数据加密存在本机。"
KEYS = (("F9", "换界面"), ("Ctrl+=", "放大"), ("Ctrl+-", "缩小"), ("Tab", "下一处"))


class SettingsPage(Page):
    """Given how to leave the open folder."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        themes = [
            (name, Button(load_theme(name).title, partial(look().switch, name))) for name in THEMES
        ]
        sizes = [
            (scale, Button(f"{round(scale * 100)}%", partial(look().rescale, scale)))
            for scale in SCALES
        ]
        self.themes, self.sizes = dict(themes), dict(sizes)
        inner = column(gap=10)
        for head, sub, buttons in (
            (THEME, THEME_SUB, list(self.themes.values())),
            (SIZE, SIZE_SUB, list(self.sizes.values())),
            (FOLDER, FOLDER_SUB, [Button(LEAVE, leave, icon="folder-open")]),
        ):
            inner.addWidget(Label(head, 17, bold=True))
            inner.addWidget(Label(sub, 15, "text2", wrap=True))
            inner.addLayout(row(*buttons, None, gap=10))
            inner.addSpacing(u(16))
        inner.addWidget(Label(ABOUT.format(version=__version__), 14, "text3", wrap=True))
        inner.addStretch(1)
        inner.setContentsMargins(u(24), u(18), u(24), u(18))
        head_line = column(Label(TITLE, 20, bold=True))
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
        self.themes[look().theme.name].setFocus()

    def hints(self) -> Sequence[Hint]:
        return KEYS

    def _mark(self) -> None:
        """Show which theme and size are in force."""
        wearing = look()
        for name, button in self.themes.items():
            button.kind = Kind.PRIMARY if name == wearing.theme.name else Kind.PLAIN
            button.updateGeometry()
        for scale, button in self.sizes.items():
            button.kind = Kind.PRIMARY if scale == wearing.scale else Kind.PLAIN
            button.updateGeometry()
