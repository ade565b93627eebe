"""A camera as pages use it: frames to look at, the last one as a still, and word when it is lost.

Nothing but ``ui.camera`` imports this: QtMultimedia is an extra, and takes 20 ms to load.
"""

from __future__ import annotations

from PySide6.QtCore import QLoggingCategory, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrameInput,
    QVideoSink,
)

# It reports each codec that a system lacks when it is first used; a picture needs none of them.
QLoggingCategory.setFilterRules("qt.multimedia.*=false")


class Lens(QObject):
    """One camera, or the frames that a test plays.

    Stills are the last frame that came: what was on the screen when the key was pressed, and the
    same for every kind of source. ``came`` follows each frame; ``lost`` says that the camera was
    pulled out, or that another program has it.
    """

    came = Signal()
    lost = Signal()

    def __init__(self, source: QCamera | QVideoFrameInput, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._session, self._sink = QMediaCaptureSession(self), QVideoSink(self)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self.came)
        if isinstance(source, QCamera):
            self._session.setCamera(source)
            source.errorOccurred.connect(lambda _error, _words: self.lost.emit())
            self._devices = QMediaDevices(self)
            self._devices.videoInputsChanged.connect(self._check)
        else:
            self._session.setVideoFrameInput(source)

    def start(self) -> None:
        """Let frames come."""
        if isinstance(self._source, QCamera):
            self._source.start()

    def close(self) -> None:
        """Put the camera's light out; nothing comes any more.

        What is joined is taken apart first: left to themselves, the parts are deleted in an order
        that Qt does not survive.
        """
        self._sink.videoFrameChanged.disconnect(self.came)
        if isinstance(self._source, QCamera):
            self._source.stop()
            self._session.setCamera(None)  # type: ignore[arg-type]  # Qt takes it, the stub forgets
        else:
            self._session.setVideoFrameInput(None)  # type: ignore[arg-type]  # as above
        self._session.setVideoSink(None)  # type: ignore[arg-type]  # as above
        self.deleteLater()

    def still(self) -> QImage:
        """Return the last frame; null before the first."""
        return self._sink.videoFrame().toImage()

    def _check(self) -> None:
        if isinstance(self._source, QCamera) and not _is_there(self._source):
            self.lost.emit()


def _is_there(camera: QCamera) -> bool:
    return camera.cameraDevice() in QMediaDevices.videoInputs()


def has_device() -> bool:
    """Tell whether a camera is plugged in."""
    return bool(QMediaDevices.videoInputs())


def open_device(parent: QObject) -> Lens:
    """Return the system's default camera; :func:`has_device` has said that there is one."""
    return Lens(QCamera(QMediaDevices.defaultVideoInput()), parent)
