"""A visit from the start page to the lock in a real window, by keys from outside alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from key_robot import Script, draw, keys_by_star, plain
from played_county import County, in_field, sites_of
from PySide6.QtCore import QSettings
from real_window import NoScreen, RealWindow, real_window

from inspector.actions import scoring, showing, signing
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.signing import SignState
from inspector.domain.visit import Counted, ItemEntry, Sealing
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form
from inspector.ui.pages.welcome.choices import Recent
from inspector.ui.recent import remember

SEED = 0
"""A village where no row takes three different letters: so fast, they would look like a word."""

REMARK, WEATHER, SECRETARY, ESCORT = "墙根堆着木柴", "雨天没拍", "韩建业", "邵丽"
INSPECTORS = ("人11", "人12", "人13")
X_NAMES = {"Enter": "Return", "Space": "space", **dict(zip("ABCDEF", "abcdef", strict=True))}
ROW = ("ZB-1", "ZB-1.1")
"""Where a visit by star begins: the remark stands there."""


@pytest.fixture
def window(county: County, tmp_path: Path) -> Iterator[RealWindow]:
    """Return the program, which remembers the laptop's folder."""
    home = tmp_path / "home"
    path = home / "config" / "inspector" / "inspector.ini"
    path.parent.mkdir(parents=True)
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    remember(settings, Recent(path=county.laptop, title="禾县 T01 组", role="field"))
    settings.sync()
    try:
        with real_window(home, REMARK + WEATHER + SECRETARY + ESCORT) as running:
            yield running
    except NoScreen as missing:
        pytest.skip(f"no virtual screen here: {missing}")


def test_a_visit_by_keyboard_alone_in_a_real_window(county: County, window: RealWindow) -> None:
    script = draw(read_rubric(form("rural.yaml")).rubric, SEED)
    open_the_laptop(window)
    begin_without_slate(window)
    score_by_star(window, script)
    seal(window)
    sign_and_lock(window)
    window.press("alt+F4")
    assert window.wait_for_end() == 0
    assert window.words() == ""
    counted, sealing, signed = found(county)
    assert {code: plain(entry) for code, entry in counted.items()} == with_remark(script)
    assert sealing is not None
    assert signed == (SignState.SIGNED, [*INSPECTORS, SECRETARY, ESCORT])


def open_the_laptop(window: RealWindow) -> None:
    """Choose the folder that was open last, and type its PIN."""
    window.wait_for("五星考评")
    window.press("Return")
    window.type("135790")
    window.press("Return")
    window.wait_for("今日")


def begin_without_slate(window: RealWindow) -> None:
    """Open the first village and say why no phone photographs the slate."""
    window.press("Return")
    window.wait_for("南村 201 · 起始")
    window.press("x")
    window.wait_for("不拍起始牌")
    window.type(WEATHER)
    window.press("Return")
    window.wait_for("南村 201 · 打分")


def score_by_star(window: RealWindow, script: Script) -> None:
    """Write a remark on the first row, then type what was found."""
    window.press("alt+0", "m")
    window.type(REMARK)
    window.press("Return", *(X_NAMES.get(key, key) for key in keys_by_star(script)))
    window.wait_for("南村 201 · 核对")


def seal(window: RealWindow) -> None:
    """定稿, with a reason for the photos that are not there."""
    window.press("ctrl+Return")
    window.wait_for("把南村的打分定稿")
    window.type(WEATHER)
    window.press("Return")
    window.wait_for("南村 201 · 签字")


def sign_and_lock(window: RealWindow) -> None:
    """Note everybody's signature; the program knows the team by name."""
    window.press(*["Return"] * len(INSPECTORS))
    for name in (SECRETARY, ESCORT):
        window.press("Return")
        window.wait_for("记为已签")
        window.type(name)
        window.press("Return")
        window.wait_for("签字")
    window.press("ctrl+Return")
    window.wait_for("锁定南村的打分")
    window.press("space", "Return")  # the sheet was printed elsewhere
    window.wait_for("签字")


def with_remark(script: Script) -> dict[ItemCode, ItemEntry]:
    """Return what must have been counted, the remark with it."""
    wanted = script.expected()
    item, row = wanted[ItemCode(ROW[0])], script.rubric.checkpoint(CheckpointCode(ROW[1])).code
    noted = replace(item.entries[row], note=REMARK)
    return {**wanted, ItemCode(ROW[0]): replace(item, entries={**item.entries, row: noted})}


def found(county: County) -> tuple[Counted, Sealing | None, tuple[SignState | None, list[str]]]:
    """Return marks, seal and signatures that the laptop holds."""
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        lines = signing.sign_lines(desk, visit)
        names = [line.signature.name for line in lines if line.signature is not None]
        sealing = showing.sealing_of(desk, visit)
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
    return visit.counted, sealing, (line.signed if line is not None else None, names)
