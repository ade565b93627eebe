"""QtMultimedia is an extra: missing, without a device or with one, the program goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtMultimedia import QCamera, QMediaDevices
from pytestqt.qtbot import QtBot

from inspector.ui import camera, lens


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where Linux shows devices, with a camera in it."""
    monkeypatch.setattr(camera, "DEVICES", tmp_path)
    (tmp_path / "video0").touch()
    return tmp_path


def test_without_the_extra_there_is_no_camera(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert devices.is_dir()
    monkeypatch.setattr(camera, "find_spec", lambda _name: None)
    assert not camera.has_camera()


def test_a_library_that_the_system_lacks_means_no_camera(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert devices.is_dir()
    monkeypatch.setitem(sys.modules, "inspector.ui.lens", None)  # as an ImportError of its own
    assert not camera.has_camera()


def test_where_linux_shows_no_device_nothing_is_loaded(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    (devices / "video0").unlink()
    monkeypatch.setitem(sys.modules, "inspector.ui.lens", None)
    monkeypatch.setattr(camera, "is_installed", lambda: True)
    assert not camera.has_camera()


def test_the_system_says_whether_a_camera_is_plugged_in(devices: Path, qtbot: QtBot) -> None:
    assert qtbot is not None
    assert devices.is_dir()
    assert camera.has_camera() == bool(QMediaDevices.videoInputs())


def test_a_camera_without_a_device_is_lost_and_not_a_fault(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = QObject()
    monkeypatch.setattr(lens, "_is_there", lambda _camera: False)
    eye = camera.open_camera(owner)
    assert isinstance(eye._source, QCamera)
    eye.start()
    assert eye.still().isNull()
    with qtbot.waitSignal(eye.lost):
        eye._devices.videoInputsChanged.emit()
    with qtbot.waitSignal(eye.lost):
        eye._source.errorOccurred.emit(QCamera.Error.CameraError, "busy")
    monkeypatch.undo()
    assert lens._is_there(eye._source) in (True, False)
    eye.close()


def test_a_visit_page_loads_nothing_of_it() -> None:
    code = (
        "import sys; import inspector.ui.workspaces, inspector.ui.pages.visit.page;"
        "sys.exit('PySide6.QtMultimedia' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
