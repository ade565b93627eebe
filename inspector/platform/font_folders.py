"""Where the system keeps typefaces, on Windows and Linux."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def font_folders(environment: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """Return the folders that there are, the system's before the user's own."""
    told = os.environ if environment is None else environment
    return tuple(folder for folder in _usual(told) if folder.is_dir())


def _usual(told: Mapping[str, str]) -> tuple[Path, ...]:
    windows = [
        Path(told[name], *inner)
        for name, inner in (
            ("WINDIR", ("Fonts",)),
            ("LOCALAPPDATA", ("Microsoft", "Windows", "Fonts")),
        )
        if told.get(name)
    ]
    own = [
        Path(told["HOME"], *inner)
        for inner in ((".fonts",), (".local", "share", "fonts"))
        if told.get("HOME")
    ]
    system = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return (*windows, *system, *own)
