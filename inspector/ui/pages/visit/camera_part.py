"""拍照: what the laptop's own camera sees, and a key that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from inspector.ui.look import look, u
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.photo_view import paint_ground
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import column, row

if TYPE_CHECKING:
    from inspector.ui.lens import Lens


class LiveView(QWidget):
    """The picture as it comes; ``shot`` asks to keep it, ``given_up`` to leave."""

    shot = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image: Callable[[], QImage] = QImage
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAccessibleName(texts.LIVE_NAME)
        self.setMinimumHeight(u(120))

    def follow(self, image: Callable[[], QImage]) -> None:
        """Show from now on what ``image`` returns; it is asked once a painting."""
        self._image = image
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & COMMANDING or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif event.key() in (*ENTER_KEYS, Qt.Key.Key_Space):
            self.shot.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wearing, painter, rect = look(), QPainter(self), QRectF(self.rect())
        paint_ground(painter, rect)
        image = self._image()
        if image.isNull():
            painter.setPen(wearing.colour("text2"))
            painter.setFont(wearing.font(17))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, texts.NO_FRAME)
        else:
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            frame = QRectF(0, 0, size.width(), size.height())
            frame.moveCenter(rect.center())
            painter.drawPixmap(frame, QPixmap.fromImage(image), QRectF(image.rect()))
        if self.hasFocus():
            painter.setPen(QPen(wearing.colour("accent"), u(3)))
            painter.drawRect(rect.adjusted(1.5, 1.5, -1.5, -1.5))


class CameraPart(Part):
    """Takes pictures; ``taken`` carries each as a JPEG. The camera runs while it is in front."""

    about = texts.HELP_CAMERA

    taken = Signal(bytes)
    of_rows = True

    def __init__(self, quality: int) -> None:
        super().__init__("bg")
        self._quality = quality
        self._lens: Lens | None = None
        self._count = 0
        self.view = LiveView()
        self._told = Label("", 15, bold=True)
        shoot = Button(
            texts.SHOOT, self.shoot, key="Space", icon="camera", kind=Kind.PRIMARY, height=44
        )
        back = Button(texts.CAMERA_BACK, self.left.emit, key="Esc", height=44)
        box = column(self.view, gap=8)
        box.setStretch(0, 1)
        foot = row(shoot, self._told, Elided(texts.CAMERA_NOTE, 15, "text2"), back, gap=12)
        foot.setStretch(2, 1)
        box.addLayout(foot)
        box.setContentsMargins(u(14), u(10), u(14), u(10))
        self.setLayout(box)
        self.view.shot.connect(self.shoot)
        self.view.given_up.connect(self.left)

    def open_lens(self, lens: Callable[[QObject], Lens]) -> None:
        """Look through a camera; it is the part's own from now on."""
        self._put_away()
        self._count = 0
        self._told.setText("")
        self._lens = lens(self)
        self._lens.came.connect(self.view.update)
        self._lens.lost.connect(self._lost)
        self.view.follow(self._lens.still)
        self._lens.start()

    def take_focus(self) -> None:
        """Take the keys."""
        self.view.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys of taking pictures."""
        return texts.CAMERA_KEYS

    def shoot(self) -> None:
        """Keep what the camera sees."""
        image = self._lens.still() if self._lens is not None else QImage()
        if image.isNull():
            self.said.emit(texts.NO_FRAME)
            return
        self._count += 1
        self._told.setText(texts.SHOT.format(count=self._count))
        self.taken.emit(jpeg_of(image, self._quality))
        self.view.setFocus()

    def _lost(self) -> None:
        if self._lens is not None:
            self._put_away()
            self.said.emit(texts.CAMERA_LOST)
            self.left.emit()

    def _put_away(self) -> None:
        lens, self._lens = self._lens, None
        self.view.follow(QImage)
        if lens is not None:
            lens.close()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._put_away()


def jpeg_of(image: QImage, quality: int) -> bytes:
    """Return a frame as a JPEG without a word about the camera."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "JPEG", quality)  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
    return bytes(held.data().data())
