"""A page: marks on it, put down in points from its upper left corner.

Everything is black, grey or one dark red that a black-and-white printer turns into dark grey;
no meaning hangs on a colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import compress, decompress

from inspector.sheets.fonts import Typeface, bold, printable, regular
from inspector.sheets.line_breaking import break_lines

MM = 72 / 25.4
"""Points in a millimetre."""

WIDTH, HEIGHT = 210 * MM, 297 * MM
"""A4 upright."""


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A sheet of paper and the edges of its type area, in points from its upper left corner."""

    width: float
    height: float
    left: float = 20 * MM
    """Leaves room for binding."""
    top: float = 13 * MM

    @property
    def right(self) -> float:
        """The type area's right edge."""
        return self.width - 15 * MM

    @property
    def span(self) -> float:
        """The type area's width."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Halfway between the edges of the type area."""
        return (self.left + self.right) / 2


A4 = PaperSize(WIDTH, HEIGHT)
A4_ACROSS = PaperSize(HEIGHT, WIDTH, left=15 * MM, top=18 * MM)
"""Bound at its upper edge."""
A3_ACROSS = PaperSize(2 * WIDTH, HEIGHT)

LEFT, RIGHT, TOP = A4.left, A4.right, A4.top
"""Edges of the type area of A4 upright."""

OPENING = tuple("“‘（《〈「『【〔")
"""Full-width marks whose left half is blank."""

Paint = str
"""A PDF colour operator's operands: one number is a grey, three are red, green and blue."""

BLACK, DARK, GREY, LIGHT, PALE, WHITE = "0", ".25", ".42", ".75", ".93", "1"
RED = ".66 .10 .13"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: weight, size and leading in points, colour."""

    face: Callable[[], Typeface]
    size: float
    leading: float
    paint: Paint = BLACK

    def width(self, text: str) -> float:
        """Return the width of ``text`` in points."""
        return self.face().width(text, self.size)

    def lines(self, text: str, width: float) -> list[str]:
        """Break ``text`` into lines of at most ``width`` points."""
        return _broken(self, text, width)

    @property
    def rise(self) -> float:
        """How far below the top of its line the baseline lies, in points."""
        return self.leading / 2 + self.size * 0.37


@lru_cache(maxsize=4096)
def _broken(style: Style, text: str, width: float) -> list[str]:
    """Break lines once for what is on every sheet: titles, checkpoints, notices."""
    return break_lines(printable(text), width, style.width)


def plain(size: float, leading: float = 0, paint: Paint = BLACK) -> Style:
    """Return the regular weight at ``size`` points."""
    return Style(regular, size, leading or size * 1.5, paint)


def strong(size: float, leading: float = 0, paint: Paint = BLACK) -> Style:
    """Return the bold weight at ``size`` points."""
    return Style(bold, size, leading or size * 1.5, paint)


class Page:
    """One page. Distances are points, ``y`` grows downwards."""

    def __init__(self, show: Callable[[Style, str], str], size: PaperSize = A4) -> None:
        self._show = show
        self.size = size
        self._high = size.height
        self._marks: list[str] = []
        self._folded: list[bytes] = []
        self.objects: set[str] = set()
        """Names of the pictures and forms that the page uses."""

    @property
    def content(self) -> bytes:
        """The page's drawing operators."""
        return b"\n".join((*map(decompress, self._folded), *self._rest()))

    def fold(self) -> None:
        """Keep what was drawn so far in little room: a ledger has a thousand pages."""
        self._folded += [compress(marks, 1) for marks in self._rest()]
        self._marks = []

    def _rest(self) -> Sequence[bytes]:
        return ["\n".join(self._marks).encode("ascii")] if self._marks else []

    def text(self, x: float, y: float, text: str, style: Style, extra: float = 0) -> None:
        """Write one line whose baseline is at ``y``, from ``x`` to the right.

        ``extra`` points are added after each character.
        """
        shown = self._show(style, text)
        operator = "rg" if " " in style.paint else "g"
        if extra:  # the spacing outlives the text object
            shown = f"{extra:.3f} Tc {shown}0 Tc "
        self._marks.append(f"{style.paint} {operator} BT {x:.2f} {self._high - y:.2f} Td {shown}ET")

    def text_narrow(self, corner: tuple[float, float], text: str, style: Style, by: float) -> None:
        """Write one line whose characters are ``by`` times as wide; ``corner`` is its beginning."""
        x, y = corner
        shown = self._show(style, text)
        operator = "rg" if " " in style.paint else "g"
        self._marks.append(
            f"{style.paint} {operator} BT {by:.4f} 0 0 1 {x:.2f} {self._high - y:.2f} Tm {shown}ET"
        )

    def text_right(self, x: float, y: float, text: str, style: Style) -> None:
        """Write one line that ends at ``x``."""
        self.text(x - style.width(text), y, text, style)

    def text_centred(self, x: float, y: float, text: str, style: Style) -> None:
        """Write one line whose middle is at ``x``."""
        self.text(x - style.width(text) / 2, y, text, style)

    def lines(self, x: float, top: float, lines: Sequence[str], style: Style) -> float:
        """Write lines under one another from ``top``; return where the next would begin."""
        for line in lines:
            # An opening mark is blank on its left: without this the edge looks indented.
            hang = style.size * 0.42 if line[:1] in OPENING else 0
            self.text(x - hang, top + style.rise, line, style)
            top += style.leading
        return top

    def rule(
        self,
        x: float,
        y: float,
        to: tuple[float, float],
        *,
        width: float = 0.5,
        paint: Paint = LIGHT,
    ) -> None:
        """Draw a line from ``(x, y)`` to ``to``."""
        end_x, end_y = to
        self._marks.append(
            f"{_stroke(paint)} {width:.2f} w {x:.2f} {self._high - y:.2f} m "
            f"{end_x:.2f} {self._high - end_y:.2f} l S"
        )

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        *,
        fill: Paint = "",
        stroke: Paint = "",
        width: float = 0.5,
    ) -> None:
        """Draw a rectangle from its upper left ``corner``, filled, outlined or both."""
        x, y = corner
        wide, high = size
        shape = f"{x:.2f} {self._high - y - high:.2f} {wide:.2f} {high:.2f} re"
        self._paint(shape, fill, stroke, width)

    def polygon(
        self,
        corners: Sequence[tuple[float, float]],
        *,
        fill: Paint = "",
        stroke: Paint = "",
        width: float = 0.6,
    ) -> None:
        """Draw a closed shape through ``corners``."""
        (x, y), *others = corners
        path = f"{x:.2f} {self._high - y:.2f} m " + " ".join(
            f"{x:.2f} {self._high - y:.2f} l" for x, y in others
        )
        self._paint(f"{path} h", fill, stroke, width)

    def circle(
        self,
        centre: tuple[float, float],
        radius: float,
        *,
        fill: Paint = "",
        stroke: Paint = "",
        width: float = 0.6,
    ) -> None:
        """Draw a circle."""
        x, y = centre[0], self._high - centre[1]
        r, k = radius, radius * 0.5523
        path = (
            f"{x + r:.2f} {y:.2f} m "
            f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
            f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
        )
        self._paint(path, fill, stroke, width)

    def place(self, name: str, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Put a picture or form of unit size into the given box."""
        x, y = corner
        wide, high = size
        self.objects.add(name)
        self._marks.append(
            f"q {wide:.3f} 0 0 {high:.3f} {x:.2f} {self._high - y - high:.2f} cm /{name} Do Q"
        )

    def lay(self, other: Page, right: float) -> None:
        """Put all marks of another page here, moved ``right`` by so many points."""
        self.objects |= other.objects
        self._marks += [f"q 1 0 0 1 {right:.2f} 0 cm", other.content.decode("ascii"), "Q"]

    def across(self, text: str, style: Style, centre: tuple[float, float]) -> None:
        """Write ``text`` slanting upwards with its middle at ``centre``."""
        x, y = centre[0], self._high - centre[1]
        cosine, sine = 0.819, 0.574  # 35 degrees
        half = style.width(text) / 2
        shown = self._show(style, text)
        self._marks.append(
            f"q {style.paint} g BT {cosine} {sine} {-sine} {cosine} "
            f"{x - cosine * half + sine * style.size / 3:.2f} "
            f"{y - sine * half - cosine * style.size / 3:.2f} Tm {shown}ET Q"
        )

    def _paint(self, path: str, fill: Paint, stroke: Paint, width: float) -> None:
        marks = []
        if fill:
            marks.append(f"{fill} {'rg' if ' ' in fill else 'g'}")
        if stroke:
            marks.append(f"{_stroke(stroke)} {width:.2f} w")
        operator = {(True, True): "B", (True, False): "f", (False, True): "S"}
        marks += [path, operator[bool(fill), bool(stroke)]]
        self._marks.append(" ".join(marks))


def _stroke(paint: Paint) -> str:
    return f"{paint} {'RG' if ' ' in paint else 'G'}"
