"""Which data folders were open before."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QSettings

from inspector.ui.pages.welcome.choices import Recent

KEY, MOST = "recent/folders", 8


def read_recent(settings: QSettings) -> list[Recent]:
    """Return the folders that are still there, the last one first."""
    try:
        listed = json.loads(str(settings.value(KEY, "[]")))
        found = [Recent(path=Path(path), title=title, role=role) for path, title, role in listed]
    except (ValueError, TypeError):  # somebody edited the settings
        return []
    return [recent for recent in found if (recent.path / "folder.json").is_file()]


def remember(settings: QSettings, recent: Recent) -> None:
    """Put a folder at the head of the list."""
    others = [one for one in read_recent(settings) if one.path != recent.path]
    kept = [recent, *others][:MOST]
    listed = [[str(one.path), one.title, one.role] for one in kept]
    settings.setValue(KEY, json.dumps(listed, ensure_ascii=False))
