"""The composition root of the window."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import PySide6
from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QSettings,
    QSize,
    QStandardPaths,
    QThreadPool,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from inspector.platform import clock
from inspector.platform.ballast import size_for
from inspector.ui import texts, uncaught
from inspector.ui.doors import Doors
from inspector.ui.garbage import Sweep, for_good
from inspector.ui.look import SCALE_KEY, SCALES, THEME_KEY, Folding, Look
from inspector.ui.shell import Shell
from inspector.ui.theme import THEMES

UNSAFE_QT, SAFE_PYTHON = (6, 12), (3, 12)
"""From this PySide6 on, older Pythons lose references to None and abort."""

FOLD_KEYS = ("look/folded_narrow", "look/folded_wide")

NAME = "inspector"
OPENING_SIZE, FRAME = (1366, 768), 48
"""Logical px; a frame takes less."""


class Gaps(QTranslator):
    """Words of Qt's own file dialog that its Chinese texts leave in English."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        del context, disambiguation, n
        return texts.QT_GAPS.get(source)  # an empty text would hide the other translator


def run(
    argv: Sequence[str], painted: Callable[[], None] | None = None, *, practice: bool = False
) -> int:
    """Open the window; return the exit code when it is closed.

    ``painted`` is called once when the window was drawn for the first time; ``practice`` begins
    one then.
    """
    if PySide6.__version_info__[:2] >= UNSAFE_QT and sys.version_info[:2] < SAFE_PYTHON:
        print(texts.UNSAFE.format(qt=PySide6.__version__), file=sys.stderr)  # noqa: T201 - there is no window to say it
        return 1
    app = QApplication(list(argv))
    Sweep(app)
    app.setApplicationName(NAME)
    app.setOrganizationName(NAME)
    app.setApplicationDisplayName(texts.PRODUCT)
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, NAME)
    wearing = Look(*_remembered(settings))
    wearing.folding = _folding(settings)
    wearing.wear(app)
    wearing.changed.connect(lambda: _remember(settings, wearing))
    shell = Shell()
    shell.disk.keeps_back = size_for
    uncaught.watch(shell.explain)
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    doors = Doors(shell, settings, Path(home), clock.now)
    doors.show_welcome()
    shell.painted.connect(lambda: _settle(app, painted))
    shell.painted.connect(doors.practise if practice else doors.practice.sweep)
    shell.resize(*OPENING_SIZE)
    if _is_roomy(app.primaryScreen().availableSize()):
        shell.show()
    else:
        shell.showMaximized()
    return app.exec()


def _is_roomy(screen: QSize) -> bool:
    """Return True if the opening size fits with its frame; else the foot would lie outside."""
    width, height = OPENING_SIZE
    return screen.width() >= width + FRAME and screen.height() >= height + FRAME


def _remembered(settings: QSettings) -> tuple[str, float]:
    """Return theme and scale of last time; what nobody can have chosen is as new."""
    theme, scale = str(settings.value(THEME_KEY, "")), str(settings.value(SCALE_KEY, ""))
    scales = {str(known): known for known in SCALES}
    return theme if theme in THEMES else THEMES[0], scales.get(scale, SCALES[0])


def _folding(settings: QSettings) -> Folding:
    """Return how the side list was left, in narrow windows and in wide ones."""
    usual = Folding()
    narrow, wide = (
        bool(settings.value(key, defaultValue=default, type=bool))
        for key, default in zip(FOLD_KEYS, (usual.narrow, usual.wide), strict=True)
    )
    return Folding(narrow=narrow, wide=wide)


def _remember(settings: QSettings, wearing: Look) -> None:
    settings.setValue(THEME_KEY, wearing.theme.name)
    settings.setValue(SCALE_KEY, str(wearing.scale))
    for key, value in zip(FOLD_KEYS, (wearing.folding.narrow, wearing.folding.wide), strict=True):
        settings.setValue(key, value)


def _settle(app: QApplication, painted: Callable[[], None] | None) -> None:
    """Do what could wait for the first paint: Qt's Chinese texts, and the heavy imports."""
    if painted is not None:
        painted()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    if translator.load(chinese, "qtbase", "_", folder):
        app.installTranslator(translator)
    app.installTranslator(Gaps(app))
    QThreadPool.globalInstance().start(_warm_up)


def _warm_up() -> None:
    """Import store, paper and pictures while the person reads the welcome page."""
    with for_good():
        import inspector.ui.workspaces  # noqa: F401, PLC0415 - the import is the purpose
