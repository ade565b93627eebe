"""Drives a practice through AT-SPI as a screen reader does; run by the system's Python.

Prints one line of JSON: what the list of villages said, what the rows said, what was announced.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pyatspi  # type: ignore[import-not-found]  # the system's Python has it, ours does not
from gi.repository import GLib  # type: ignore[import-not-found]  # as above

PATIENCE = 60.0
"""Seconds until something that has to come is given up."""

RETURN = 0xFF0D
"""X11 keysym."""

announced: list[str] = []


def nodes(one: object, depth: int = 0) -> Iterator[object]:
    """Yield what is inside, the window first; what goes away while we look is passed over."""
    yield one
    try:
        inside = [child for child in one if child is not None]  # type: ignore[attr-defined]  # Atspi
    except Exception:  # noqa: BLE001 - whatever the bus says, the widget has gone
        return
    for child in inside if depth < 40 else ():
        yield from nodes(child, depth + 1)


def found(role: str, name: str) -> list[object]:
    """Return what is shown with a role and a name that begins so."""
    desktop = pyatspi.Registry.getDesktop(0)
    hits = []
    for app in desktop:
        for one in nodes(app):
            try:
                if one.getRoleName() == role and one.name.startswith(name):  # type: ignore[attr-defined]  # Atspi
                    hits.append(one)
            except Exception:  # noqa: BLE001, S112 - as above
                continue
    return hits


def wait_for(look: Callable[[], list[object]], what: str) -> list[object]:
    """Return what a look finds, once it finds something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        hits = look()
        if hits:
            return hits
        listen(0.3)
    raise SystemExit(f"never seen: {what}")


def listen(seconds: float) -> None:
    """Let announcements come in."""
    until, loop = time.monotonic() + seconds, GLib.MainContext.default()
    while time.monotonic() < until:
        while loop.pending():
            loop.iteration(False)  # noqa: FBT003 - GLib's: do not wait
        time.sleep(0.02)


def press(keysym: int) -> None:
    """Press a key where the focus is."""
    pyatspi.Registry.generateKeyboardEvent(keysym, None, pyatspi.KEY_SYM)
    listen(0.8)


def names(hits: list[object]) -> list[str]:
    return [one.name for one in hits]  # type: ignore[attr-defined]  # Atspi


def main() -> None:
    pyatspi.Registry.registerEventListener(
        lambda event: announced.append(str(event.any_data)), "object:announcement"
    )
    villages = wait_for(lambda: found("list item", "第 1 个"), "the day's villages")
    told = {"villages": names(found("list item", "第 "))}
    focused = [one for one in villages if one.getState().contains(pyatspi.STATE_FOCUSED)]  # type: ignore[attr-defined]  # Atspi
    told["focused"] = names(focused)
    for _try in range(4):  # a question or a slate may come first; Enter goes on
        press(RETURN)
        if found("list", "要点"):
            break
    told["rows"] = names([row for rows in found("list", "要点") for row in nodes(rows)][1:4])
    for _try in range(8):  # a value that only people know stops Enter once
        if any(sentence.startswith("刚确认") for sentence in announced):
            break
        press(RETURN)
    print(json.dumps({**told, "announced": announced}, ensure_ascii=False))  # noqa: T201 - its answer


main()
