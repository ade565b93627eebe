"""The laptop's own camera, where there is one; QtMultimedia is loaded when somebody may use it."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from inspector.ui.lens import Lens

DEVICES = Path("/dev")


def is_installed() -> bool:
    """Tell whether the extra ``camera`` is installed; nothing of it is loaded."""
    return find_spec("PySide6.QtMultimedia") is not None


def has_camera() -> bool:
    """Tell whether pictures can be taken here.

    QtMultimedia is loaded only where it may find something: on Linux a camera is a file.
    """
    if not is_installed() or (sys.platform == "linux" and not any(DEVICES.glob("video*"))):
        return False
    try:
        from inspector.ui.lens import has_device  # noqa: PLC0415 - an extra, loaded when needed
    except ImportError:  # a system without sound lacks libpulse
        return False
    return has_device()


def open_camera(parent: QObject) -> Lens:
    """Return the camera; :func:`has_camera` has said that there is one."""
    from inspector.ui.lens import open_device  # noqa: PLC0415 - an extra, loaded when needed

    return open_device(parent)
