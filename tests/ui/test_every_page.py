"""The acceptance checks of ui.md §12 on every page that a workspace builds, in every view.

Nobody lists pages here: the tour of ``inspector.ui.touring`` goes where the workspaces lead. Where
each check is made (without a file: here):

== ================================= ==================================================
1  clipped, covered, outside         test_every_text_has_room_and_can_be_read
2  contrast                          the same (audit.readable)
3  smallest text                     the same (audit.readable)
4  pointer targets                   the same (audit.targets)
5  names for screen readers          test_every_page_is_reached_by_keys_and_says_what_it_is
6  Tab chain                         the same (audit.tab_stops)
7  focus seen                        test_the_focus_is_seen
8  a visit by keys alone             flow/test_real_window.py, all of it
9  keystrokes                        pages/visit/test_key_budget.py, all of it
10 input methods                     test_no_page_disturbs_an_input_method,
                                     pages/visit/test_visit_page.py::test_composing_confirms_no_item,
                                     test_foundation.py::test_numbers_are_read_in_any_width
11 shortcuts                         test_every_page_is_reached_by_keys_and_says_what_it_is
12 word and shape                    test_a_word_and_a_shape_mean_one_state,
                                     test_a_state_has_its_word_beside_its_shape_...,
                                     test_audits.py::test_every_state_has_a_shape_of_its_own
13 red                               test_a_page_without_grave_states_is_not_red
14 speed                             test_speed_is_measured_by_benches_and_asked_by_no_test
15 killed after any key              faults/test_keys.py, all of it
16 undo                              pages/visit/test_session.py::
                                     test_as_many_undos_as_keys_lead_back_to_the_start
17 gaps hold the seal back           pages/visit/test_sign.py::
                                     test_each_kind_of_gap_holds_the_seal_back_and_says_why
18 coverage adds up                  test_office_coverage.py::
                                     test_states_add_up_to_what_was_planned,
                                     test_every_gap_is_named_with_township_and_tail
19 暂定                              test_office_ranking.py::test_paper_follows_the_state,
                                     ::test_a_frozen_ranking_stays_and_a_correction_is_...
20 words, reasons, places            test_every_page_is_reached_by_keys_and_says_what_it_is,
                                     test_a_button_is_held_back_with_its_reason,
                                     test_whoever_names_a_village_names_its_township_and_tail,
                                     test_words.py, test_architecture.py::
                                     test_every_error_says_what_happened_and_what_to_do
== ================================= ==================================================
"""

from __future__ import annotations

import ast
import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

import audit
import audit_states
import pytest
from audit_states import Village
from played_county import PIN, SITES, Clock, County, at_office, make_county
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import inspector.ui
from inspector.actions.desk import sit_down
from inspector.domain.finding import Outcome
from inspector.domain.signing import SignWay
from inspector.domain.wording import LATER, NO_LEVEL, PAUSED, State, word
from inspector.ui import touring
from inspector.ui.doors import Doors
from inspector.ui.glyphs import Glyph
from inspector.ui.look import Folding, look
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.picturing import ALL, View, wear
from inspector.ui.shell import Shell
from inspector.ui.site_lines import site_lines
from inspector.ui.theme import THEMES
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.overlay import Overlay
from inspector.ui.workspaces import open_workspace

TESTS = Path(__file__).parents[1]
LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
NAMES = {"南村,南村,village,419901100000": LONG, "西村,西村": "䢺𬇙垌垴村", "南镇,南镇": "㟃头镇"}

LONG_RUN = bool(os.environ.get("INSPECTOR_LONG"))
"""All views instead of a pairwise cover; 夜间 has the strokes of 日间."""

SCALES = tuple(dict.fromkeys(view.scale for view in ALL))
SIZES = tuple(dict.fromkeys((view.width, view.height) for view in ALL))


def covering(scale: float) -> list[View]:
    """Return the views of one scale that, over both scales, pair every size, theme and scale."""
    if LONG_RUN:
        return [view for view in ALL if view.scale == scale]
    return [
        View(width=size[0], height=size[1], theme=theme, scale=scale)
        for at, size in enumerate(SIZES)
        for place, theme in enumerate(THEMES)
        if SCALES[(at + place) % len(SCALES)] == scale
    ]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A county with a name of 33 characters and rare ones; T01 handed one of its sites in."""
    sites = SITES
    for plain, name in NAMES.items():
        whole = ",".join([name, name, *plain.split(",")[2:]])
        assert plain in sites, plain
        sites = sites.replace(plain, whole)
    county = make_county(tmp_path_factory.mktemp("named"), sites)
    package = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        county.accept(desk, [package])
    return county


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.show()
    yield shell
    assert shell.jobs.wait()
    for dialog in shell.findChildren(QDialog):
        dialog.close()
    look().switch("light")
    look().rescale(1.0)
    look().folding = Folding()


Stops = Callable[[Shell], Iterator[str]]


@pytest.fixture
def tours(county: County, tmp_path: Path) -> dict[str, Stops]:
    """The start, the office and the laptop."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    def start(shell: Shell) -> Iterator[str]:
        yield from touring.front_stops(shell, Doors(shell, settings, tmp_path, Clock()))

    def office(shell: Shell) -> Iterator[str]:
        desk = sit_down(county.office, PIN, clock=Clock())
        try:
            open_workspace(shell, desk, settings)
            yield from touring.office_stops(shell)
        finally:
            desk.close()

    def field(shell: Shell) -> Iterator[str]:
        desk = sit_down(county.laptop, PIN, clock=Clock())
        try:
            yield from touring.field_stops(shell, desk, settings)
        finally:
            desk.close()

    return {"start": start, "office": office, "field": field}


def still(shell: Shell, qtbot: QtBot) -> None:
    """Wait until no job is at work, and what it found is shown."""
    qtbot.waitUntil(lambda: shell.jobs.running is None, timeout=60_000)
    if not touring.dialogs(shell):
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
    settle(qtbot)


def settle(qtbot: QtBot) -> None:
    """Let layouts inside layouts come to rest."""
    for _once in range(3):
        qtbot.wait(1)


def told(found: list[str], where: str, view: View, faults: Iterable[str]) -> None:
    found += [f"{where} {view.name}: {fault}" for fault in faults]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", ["start", "office", "field"])
def test_every_text_has_room_and_can_be_read(
    shell: Shell, tours: dict[str, Stops], name: str, scale: float, qtbot: QtBot
) -> None:
    views, found = covering(scale), list[str]()
    wear(views[0])
    for stop in tours[name](shell):
        still(shell, qtbot)
        for view in views:
            wear(view)
            shell.resize(view.width, view.height)
            settle(qtbot)
            told(found, stop, view, audit.room(shell))
            told(found, stop, view, audit.readable(shell))
            told(found, stop, view, audit.targets(shell, field=name == "field"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["start", "office", "field"])
def test_every_page_is_reached_by_keys_and_says_what_it_is(
    shell: Shell, tours: dict[str, Stops], name: str, qtbot: QtBot
) -> None:
    view, found = ALL[0], list[str]()
    wear(view)
    shell.resize(view.width, view.height)
    for stop in tours[name](shell):
        still(shell, qtbot)
        for check in (audit.named, audit.shortcuts, audit.words, audit_states.reasons):
            told(found, stop, view, check(shell))
        page = shell.page()
        assert page is not None
        if touring.dialogs(shell):
            continue
        purpose, next_step = page.about
        if not purpose or not next_step:
            found.append(f"{stop}: F1 does not say what the page is for and what comes next")
        if not page.hints():
            found.append(f"{stop}: no keys")
        reached, wanted = audit.tab_stops(shell)
        missed = [one for one in wanted if one not in reached]
        found += [f"{stop}: Tab does not reach {one.accessibleName() or one}" for one in missed]
        if isinstance(page, VisitPage) and page.parts.part is None and shell.frame.card is None:
            inside = [one for one in reached if page.isAncestorOf(one)]
            if len(inside) > 8:
                names = [one.accessibleName() for one in inside]
                found.append(f"{stop}: {len(inside)} Tab stops {names}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["start", "office", "field"])
def test_no_page_disturbs_an_input_method(
    shell: Shell, tours: dict[str, Stops], name: str, qtbot: QtBot
) -> None:
    found: list[str] = []
    for stop in tours[name](shell):
        still(shell, qtbot)
        told(found, stop, ALL[0], audit_states.refuses_in_every_row(shell))
        if not touring.dialogs(shell):
            told(found, stop, ALL[0], audit_states.composes_in_peace(shell, shell.page))
    assert not found, "\n".join(found)


CHECKING = {Glyph.CLEAR, Glyph.GAP, Glyph.WRONG, Glyph.CONFLICT}
"""Shapes of a check: 通过, 未通过, 错误, 冲突. A sentence of any words stands beside them."""

LIKEWISE = {
    "没评": Glyph.UNSET, "可以开始": Glyph.UNSET, "未销号": Glyph.UNSET,
    "本轮查出": Glyph.DEDUCTED,
}  # fmt: skip
"""What sentences say for the word of a state."""

COVERING = "起始牌"
"""Over the whole window; what it covers is painted all the same when a test takes its picture."""

ALIKE: tuple[set[State], ...] = (
    {SignWay.PAPER, SignWay.DRAWN, SignWay.DEPUTY},  # has signed, in three ways
    {Outcome.NOTHING, Outcome.FIXED},  # of kinds of visit that no list shows together
)
"""States of one list that share a shape; their words keep them apart."""


def tables() -> Iterator[tuple[str, dict[State, Glyph]]]:
    """Yield every table of shapes in the window's modules, with its name."""
    for found in pkgutil.walk_packages(inspector.ui.__path__, "inspector.ui."):
        for name, table in vars(pkgutil.resolve_name(found.name)).items():
            if isinstance(table, dict) and "GLYPHS" in name:
                known = {one: shape for one, shape in table.items() if isinstance(one, State)}
                yield f"{found.name}.{name}", known


def shapes_by_word() -> dict[str, Glyph]:
    """Return the shape of each word; a word with two shapes fails at once."""
    known: dict[str, Glyph] = {PAUSED: Glyph.PAUSED, LATER: Glyph.LATER}
    for name, table in tables():
        for state, glyph in table.items():
            assert known.setdefault(word(state), glyph) is glyph, f"{name}: {word(state)}"
    return known


def villages_of(county: County) -> list[Village]:
    with at_office(county.office) as desk:
        return [Village(line.township, line.name, str(line.code)[-3:]) for line in site_lines(desk)]


@pytest.mark.parametrize("name", ["office", "field"])
def test_whoever_names_a_village_names_its_township_and_tail(
    shell: Shell, tours: dict[str, Stops], county: County, name: str, qtbot: QtBot
) -> None:
    villages, found = villages_of(county), list[str]()
    for stop in tours[name](shell):
        still(shell, qtbot)
        told(found, stop, ALL[0], audit_states.told_villages(shell, villages))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["start", "office", "field"])
def test_a_state_has_its_word_beside_its_shape_and_the_same_shape_everywhere(
    shell: Shell, tours: dict[str, Stops], name: str, qtbot: QtBot
) -> None:
    known, found = shapes_by_word() | LIKEWISE, list[str]()
    for stop in tours[name](shell):
        still(shell, qtbot)
        for glyph, words in audit_states.stated(shell):
            bare = words.replace(NO_LEVEL, "")  # which has 不评星 inside, the state of a star
            said = {known[one] for one in known if one in bare}
            if not words:
                found.append(f"{stop}: {glyph} without a word")
            elif glyph not in said | CHECKING and not words.startswith(COVERING):
                found.append(f"{stop}: {glyph} beside {words[:60]}")
    assert not found, "\n".join(found)


def test_a_word_and_a_shape_mean_one_state() -> None:
    for name, table in tables():
        told = [(word(state), glyph) for state, glyph in table.items()]
        assert len(set(told)) == len(told), f"{name}: two states look and read alike"
        for one, other in combinations(table, 2):
            alike = table[one] is table[other]
            assert not alike or any({one, other} <= few for few in ALIKE), f"{name}: {one}, {other}"
    assert len(shapes_by_word()) > 40


@pytest.mark.parametrize("theme", THEMES if LONG_RUN else THEMES[:2])
@pytest.mark.parametrize("name", ["office", "field"])
def test_the_focus_is_seen(
    shell: Shell, tours: dict[str, Stops], name: str, theme: str, qtbot: QtBot
) -> None:
    view = View(width=1366, height=697, theme=theme)
    wear(view)
    shell.resize(view.width, view.height)
    found: list[str] = []
    seen: set[object] = set()
    for stop in tours[name](shell):
        still(shell, qtbot)
        if touring.dialogs(shell):
            continue
        for widget in audit.tab_stops(shell)[1]:
            kind = (type(widget), getattr(widget, "kind", None), bool(shell.frame.card))
            if kind not in seen:  # one of a kind shows how all of it paint their ring
                seen.add(kind)
                fault = audit.ring(shell, widget)
                found += [f"{stop}: {fault}"] if fault else []
    assert not found, "\n".join(found)


def test_a_page_without_grave_states_is_not_red(
    shell: Shell, tours: dict[str, Stops], qtbot: QtBot
) -> None:
    found: list[str] = []
    wear(ALL[0])
    shell.resize(1366, 768)
    for stop in tours["field"](shell):
        if stop.startswith(f"{touring.FIELD}_{touring.VISIT}"):
            break  # a visit may have zero cases
        still(shell, qtbot)
        told(found, stop, ALL[0], audit.quiet(shell))
    assert not found, "\n".join(found)


def test_the_window_is_never_smaller_than_its_least_and_scrolls_there(
    shell: Shell, tours: dict[str, Stops], qtbot: QtBot
) -> None:
    look().rescale(1.5)
    shell.resize(100, 100)
    assert (shell.width(), shell.height()) == (880, 480)
    for _stop in tours["office"](shell):
        still(shell, qtbot)
        qtbot.wait(1)
        page = shell.page()
        assert page is not None
        assert shell.whole.horizontalScrollBar().maximum() > 0
        assert page.width() >= page.minimumSizeHint().width()
        reached, _wanted = audit.tab_stops(shell)
        for widget in reached:
            if shell.whole.isAncestorOf(widget):
                widget.setFocus()
                assert not widget.visibleRegion().isEmpty(), widget.accessibleName()
        break


def test_speed_is_measured_by_benches_and_asked_by_no_test() -> None:
    benches = {path.name for path in TESTS.glob("bench/bench_*.py")}
    assert benches >= {"bench_window.py", "bench_keys.py", "bench_pages.py"}
    for path in TESTS.rglob("test_*.py"):
        named = {
            one.id for one in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(one, ast.Name)
        }  # fmt: skip
        assert not named & {"perf_counter", "process_time", "timeit"}, path


def test_a_button_is_held_back_with_its_reason() -> None:
    root = Path(inspector.ui.__file__).parent
    for path in root.rglob("*.py"):
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.Attribute) and one.attr in {"setEnabled", "setDisabled"}:
                place = (path.relative_to(root).as_posix(), ast.unparse(one.value))
                assert place in NO_BUTTONS, f"{place}: Button.allow tells people why"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", Kind)
def test_a_button_that_is_held_back_looks_so_by_its_line(
    theme: str, kind: Kind, qtbot: QtBot
) -> None:
    look().switch(theme)
    button = Button("定稿", kind=kind)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    lines = []
    for why in ("", "先补齐"):
        button.allow(why)
        image = button.grab().toImage()
        along = [image.pixel(x, 0) for x in range(12, button.width() - 12)]
        lines.append(sum(one != other for one, other in pairwise(along)))
    look().switch("light")
    solid, dashed = lines
    assert not solid
    assert dashed > 5 or kind is Kind.QUIET, "which has no line"


NO_BUTTONS = {
    ("widgets/button.py", "self"),
    ("widgets/paper_view.py", "self._bar"),  # stands over the sentence that says why
    ("pages/settings/security.py", "self.remember"),  # a tick box, while it does what it says
    ("pages/survey/editor.py", "part"),  # what is sealed, or says that nothing was found
    ("pages/survey/editor.py", "text"),
    ("practice_door.py", "page"),  # the start, while the dock says what is made
}


def overlays(shell: Shell) -> list[Overlay]:
    return [card for card in shell.findChildren(Overlay) if card.isVisible()]


def test_the_keys_of_the_frame_work_over_every_page(
    shell: Shell, tours: dict[str, Stops], qtbot: QtBot
) -> None:
    shell.resize(1366, 768)
    for stop in tours["field"](shell):
        still(shell, qtbot)
        if touring.dialogs(shell) or overlays(shell):
            continue
        before = QApplication.focusWidget()
        assert before is not None, stop
        QTest.keyClick(before, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert len(overlays(shell)) == 1, stop
        QTest.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_Escape)
        assert overlays(shell) == [], stop
        assert QApplication.focusWidget() is before, stop
