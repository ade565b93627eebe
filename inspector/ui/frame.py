"""What works on every page: the keys of the frame, the palette and the help card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from inspector.domain.errors import InspectorError
from inspector.ui import texts
from inspector.ui.finding import Finder, Goal, no_sites
from inspector.ui.look import SCALES, look
from inspector.ui.page import Entry, Page
from inspector.ui.theme import THEMES, load_theme
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.keys import bind_keys

if TYPE_CHECKING:
    from inspector.ui.widgets.overlay import Overlay

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
FULL_SCREEN = Qt.WindowState.WindowFullScreen


class Window(Protocol):
    """What the frame needs of the window."""

    def page(self) -> Page | None:
        """Return the page in front."""

    def go(self, key: str) -> Page:
        """Open a page."""

    def entries(self) -> Sequence[Entry]:
        """Return the pages that there are."""

    def say(self, sentence: str) -> None:
        """Show one sentence."""

    def explain(self, error: BaseException) -> None:
        """Show an error."""

    def fold(self) -> None:
        """Fold the side list, or unfold it."""


class Frame(QObject):
    """One for the window. ``find_sites`` comes from the workspace that is open."""

    def __init__(self, host: QWidget, window: Window) -> None:
        super().__init__(host)
        self._host, self._window = host, window
        self.find_sites: Finder = no_sites
        self.folds = False
        """True while there is a side list that can be folded."""
        self._card: Overlay | None = None
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F1", self.show_help),
            ("Ctrl+K", self.show_palette),
            ("F9", self.switch_theme),
            ("F11", self.fill_screen),
            ("Ctrl+=", partial(self.rescale, 1)),
            ("Ctrl++", partial(self.rescale, 1)),
            ("Ctrl+-", partial(self.rescale, -1)),
        ]
        bind_keys(host, keys, Qt.ShortcutContext.WindowShortcut)

    @property
    def card(self) -> Overlay | None:
        """What lies over the page: the palette, the help card, or nothing."""
        return self._card

    def cover_no_more(self, *, refocus: bool = False) -> None:
        """Take away what lies over the page."""
        card, self._card = self._card, None
        if card is not None:
            card.close_card(refocus=refocus)

    def show_help(self) -> None:
        """F1: what the page is for, what comes next, and its keys; a second F1 takes it away."""
        from inspector.ui.help_card import HelpCard  # noqa: PLC0415 - the first paint must not wait

        if self._turned_off(HelpCard):
            return
        page = self._window.page()
        about, hints = (page.about, page.hints()) if page is not None else (("", ""), ())
        words = [entry.word for entry in self._window.entries() if page and entry.key == page.key]
        title = words[0] if words else texts.PRODUCT
        self._open(HelpCard(self._host, title, about, hints))

    def show_palette(self) -> None:
        """Ctrl+K: any site, page or command; a second time takes it away."""
        from inspector.ui.palette import Palette  # noqa: PLC0415 - as above

        if not self._turned_off(Palette):
            self._open(Palette(self._host, self.goals()))

    def switch_theme(self) -> None:
        """F9: the next theme."""
        look().switch_on()
        self._window.say(texts.THEME_NOW.format(title=look().theme.title))

    def fill_screen(self) -> None:
        """F11: the whole screen, or back."""
        window = self._host.window()
        window.setWindowState(window.windowState() ^ FULL_SCREEN)

    def rescale(self, by: int) -> None:
        """Take the next larger or smaller size."""
        at = SCALES.index(look().scale) + by
        if 0 <= at < len(SCALES):
            look().rescale(SCALES[at])
        self._window.say(texts.SCALE_NOW.format(percent=round(look().scale * 100)))

    def goals(self) -> list[Goal]:
        """Return everything that can be gone to or done now."""
        try:
            sites = list(self.find_sites())
        except InspectorError as error:  # pages and commands are still there
            self._window.explain(error)
            sites = []
        page = self._window.page()
        here = list(_commands(page)) if page is not None else []
        pages = [
            Goal(
                group=texts.GOAL_PAGES, title=entry.word, icon=entry.icon, aside=entry.group,
                act=partial(self._window.go, entry.key),
            )
            for entry in self._window.entries()
        ]  # fmt: skip
        return [*sites, *here, *pages, *self._frame_goals()]

    def _frame_goals(self) -> Iterator[Goal]:
        group = texts.GOAL_FRAME
        yield Goal(group=group, title=texts.HELP, icon="info", keys="F1", act=self.show_help)
        for name in THEMES:
            if name != look().theme.name:
                title = texts.WEAR.format(title=load_theme(name).title)
                aside = texts.THEME_ASIDE[name]
                wear = partial(look().switch, name)
                yield Goal(group=group, title=title, aside=aside, icon="sun", keys="F9", act=wear)
        for title, icon, keys, act in (
            (texts.BIGGER, "magnifying-glass-plus", "Ctrl+=", partial(self.rescale, 1)),
            (texts.SMALLER, "magnifying-glass-minus", "Ctrl+-", partial(self.rescale, -1)),
            (texts.WHOLE_SCREEN, "squares-four", "F11", self.fill_screen),
        ):
            yield Goal(group=group, title=title, icon=icon, keys=keys, act=act)
        if self.folds:
            words = f"{texts.FOLD} / {texts.UNFOLD}"
            yield Goal(group=group, title=words, icon="arrows-left-right", act=self._window.fold)

    def _turned_off(self, kind: type[Overlay]) -> bool:
        """Take away what lies over the page; True if it was of this kind."""
        shown = isinstance(self._card, kind)
        self.cover_no_more(refocus=True)
        return shown

    def _open(self, card: Overlay) -> None:
        self._card = card
        card.closed.connect(self._forget)
        card.open()

    def _forget(self) -> None:
        self._card = None


def _commands(page: Page) -> Iterator[Goal]:
    """Yield what can be done on a page: its keys, then its buttons that no key names.

    A key of the page's own is pressed where the focus was, since single keys are the business of
    the list that has the focus.
    """
    acts = {key: action for action in page.findChildren(QAction) for key in _keys_of(action)}
    seen: set[str] = set()
    for keys, words in page.hints():
        caps = keys.split()
        if len(caps) != 1 or keys in seen:
            continue
        action, press = acts.get(keys), _press(keys)
        if action is not None or press is not None:
            seen.update((keys, words))
            act = action.trigger if action is not None else press
            if act is not None:
                yield _here(words, keys, act)
    for button in page.findChildren(Button):
        words, keys = button.text(), button.key
        if words and button.isVisible() and button.isEnabled() and not {words, keys} & seen:
            seen.add(words)
            yield _here(words, keys, button.click)


def _here(words: str, keys: str, act: Callable[[], object]) -> Goal:
    return Goal(group=texts.GOAL_HERE, title=words, icon="caret-right", keys=keys, act=act)


def _keys_of(action: QAction) -> list[str]:
    portable = QKeySequence.SequenceFormat.PortableText
    return [one.toString(portable) for one in action.shortcuts() if action.isEnabled()]


def _press(keys: str) -> Callable[[], object] | None:
    """Return what presses a key where the focus is; None if the cap is no single key."""
    key = _NAMED.get(keys) or (Qt.Key(ord(keys.upper())) if _is_plain(keys) else None)
    if key is None:
        return None
    text = keys.lower() if len(keys) == 1 else ""

    def press() -> None:
        focused = QApplication.focusWidget()
        if focused is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focused, QKeyEvent(kind, key, NO_MODIFIER, text))

    return press


def _is_plain(keys: str) -> bool:
    return len(keys) == 1 and keys.isascii() and keys.isprintable()


_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "空格": Qt.Key.Key_Space,
    "Space": Qt.Key.Key_Space,
    "PgUp": Qt.Key.Key_PageUp,
    "PgDn": Qt.Key.Key_PageDown,
    "Del": Qt.Key.Key_Delete,
}
