"""Drawn village scenes for the demo and the tests: no real photo, no person, no place.

A scene is drawn by seed at 12 megapixels and grained like a phone's sensor, so that its JPEG
has a photo's size. The demo draws few and makes many of them, see ``media.stamping``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.Image import Resampling, Transpose

from inspector.media.stamping import exif_block
from inspector.platform.durable import write_durably
from inspector.platform.resources import resource

SIZE = (4000, 3000)
"""Stored pixels of every scene; portrait ones are stored lying, with orientation 6."""

QUALITY = 92
GRAIN = 11
"""Greatest change of one sample by sensor noise; uniform, so its deviation is about 6."""

DRAWN_AT = datetime(2026, 11, 5, 9, 0)  # noqa: DTZ001 - cameras know no zone
FONT = ("fonts", "NotoSansSC-Regular.ttf")
NOTICE = ("村务公开栏", "党务公开", "财务收支明细", "低保名单公示", "三务公开每月更新")
LEDGER = (
    "三会一课记录",
    "应到 32 人  实到 29 人",
    "时间  11 月 5 日",
    "主持人  记录人",
    "决议事项",
)

Pen = ImageDraw.ImageDraw
Draw = Callable[[Pen, tuple[int, int], random.Random], None]


def draw_scene(seed: int, path: Path) -> None:
    """Draw scene ``seed`` into a JPEG file, in about half a second.

    Raises:
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: The file cannot be written.
    """
    write_durably(path, scene(seed))


def scene(seed: int) -> bytes:
    """Return a JPEG of 4000 × 3000 px and 3–5 MB: the same seed, the same bytes.

    Seeds count through :data:`SCENES`; every round of them looks a little different.
    """
    dice = random.Random(seed)  # noqa: S311 - a picture, not a secret
    draw, portrait = SCENES[seed % len(SCENES)]
    width, height = SIZE[::-1] if portrait else SIZE
    small = Image.new("RGB", (width // 2, height // 2), "#cfe3ee")
    draw(ImageDraw.Draw(small), small.size, dice)
    picture = small.resize((width, height), Resampling.BILINEAR)
    if portrait:  # as a phone held upright stores it
        picture = picture.transpose(Transpose.ROTATE_90)
    out = BytesIO()
    _grained(picture, dice).save(
        out,
        "JPEG",
        quality=QUALITY,
        exif=exif_block(taken_at=DRAWN_AT, serial=seed, orientation=6 if portrait else 1),
    )
    return out.getvalue()


def _grained(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Add noise to all channels: shifted copies of one field, so that colour is noisy too."""
    width, height = picture.size
    field = Image.frombytes("L", picture.size, dice.randbytes(width * height))
    field = field.point([value * (2 * GRAIN + 1) // 256 for value in range(256)])
    noise = Image.merge(
        "RGB",
        (field, ImageChops.offset(field, 101, 57), ImageChops.offset(field, 37, 211)),
    )
    return ImageChops.add(picture, noise, 1, -GRAIN)


def _font(size: int) -> ImageFont.FreeTypeFont | None:
    """Return the shipped font, or None where it is not there: scenes then have no words."""
    try:
        return ImageFont.truetype(str(resource(*FONT)), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return None


def _write(pen: Pen, at: tuple[int, int], words: str, size: int, ink: str) -> None:
    font = _font(size)
    if font:
        pen.text(at, words, fill=ink, font=font)
    else:
        pen.rectangle((at[0], at[1], at[0] + size * len(words) // 2, at[1] + size // 2), fill=ink)


def _sky(pen: Pen, size: tuple[int, int], horizon: int) -> None:
    for y in range(0, horizon, 4):
        part = y / horizon
        pen.rectangle(
            (0, y, size[0], y + 4),
            fill=(int(120 + 95 * part), int(170 + 55 * part), int(225 + 20 * part)),
        )


def _field(pen: Pen, size: tuple[int, int], horizon: int, dice: random.Random) -> None:
    width, height = size
    pen.rectangle((0, horizon, width, height), fill="#8f9a5b")
    for _ in range(900):
        x, y = dice.randrange(width), dice.randrange(horizon, height)
        long = 6 + 40 * (y - horizon) // (height - horizon)
        green = dice.randrange(90, 160)
        pen.line((x, y, x + dice.randrange(-6, 7), y - long), fill=(green - 20, green, 60), width=3)


def _tree(pen: Pen, x: int, y: int, high: int, dice: random.Random) -> None:
    pen.rectangle((x - high // 18, y - high // 2, x + high // 18, y), fill="#6b4a2f")
    for _ in range(26):
        cx, cy = x + dice.randrange(-high // 3, high // 3), y - dice.randrange(high // 2, high)
        r = dice.randrange(high // 10, high // 5)
        green = dice.randrange(80, 150)
        pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=(green // 2, green, 50))


def _house(pen: Pen, x: int, y: int, wide: int, dice: random.Random) -> None:
    high = wide * 2 // 3
    wall = dice.choice(("#efe6d8", "#e3d3c0", "#d9dcdc", "#f3efe6"))
    pen.rectangle((x, y - high, x + wide, y), fill=wall, outline="#8a7d6d", width=3)
    roof = ((x - wide // 12, y - high), (x + wide // 2, y - high - wide // 3))
    pen.polygon((*roof, (x + wide + wide // 12, y - high)), fill="#8c4a3b")
    for row in range(8):
        line = y - high - row * wide // 26
        reach = row * wide // 15
        pen.line(
            (x - wide // 12 + reach, line, x + wide + wide // 12 - reach, line), fill="#74392d"
        )
    pen.rectangle((x + wide * 2 // 5, y - high // 2, x + wide * 3 // 5, y), fill="#7a2f24")
    for left in (x + wide // 10, x + wide * 7 // 10):
        pane = (left, y - high * 2 // 3, left + wide // 5, y - high // 3)
        pen.rectangle(pane, fill="#5f7f93", outline="#f7f7f2", width=5)


def _street(pen: Pen, size: tuple[int, int], dice: random.Random) -> None:
    width, height = size
    horizon = height * 2 // 5
    _sky(pen, size, horizon)
    _field(pen, size, horizon, dice)
    for x in range(-60, width, 330):
        _house(pen, x + dice.randrange(60), horizon + dice.randrange(30, 120), 250, dice)
    middle = width // 2 + dice.randrange(-200, 200)
    road = ((middle - 60, horizon + 60), (middle + 60, horizon + 60), (width - 200, height))
    pen.polygon((*road, (200, height)), fill="#8d8f90")
    for step in range(9):
        y = horizon + 110 + step * step * 13
        pen.line((middle, y, middle, y + 12 + 5 * step), fill="#e9e6d5", width=4 + 2 * step)
    for x in (150, width - 180):
        _tree(pen, x, height - 250, 620 + dice.randrange(100), dice)


def _pond(pen: Pen, size: tuple[int, int], dice: random.Random) -> None:
    width, height = size
    horizon = height // 3
    _sky(pen, size, horizon)
    _field(pen, size, horizon, dice)
    pen.ellipse((120, horizon + 160, width - 120, height - 90), fill="#6d98a6", outline="#9a9484")
    for _ in range(260):
        x, y = dice.randrange(250, width - 350), dice.randrange(horizon + 250, height - 200)
        pen.line((x, y, x + dice.randrange(30, 130), y), fill="#9cbcc6", width=2)
    for x in range(100, width, 400):
        _tree(pen, x + dice.randrange(80), horizon + 150, 330 + dice.randrange(90), dice)


def _square(pen: Pen, size: tuple[int, int], dice: random.Random) -> None:
    width, height = size
    horizon = height // 2
    _sky(pen, size, horizon)
    pen.rectangle((0, horizon, width, height), fill="#b9b4a8")
    for x in range(-width, 2 * width, 120):
        pen.line((width // 2 + (x - width // 2) // 4, horizon, x, height), fill="#a29d92", width=3)
    for row in range(12):
        y = horizon + row * row * 6
        pen.line((0, y, width, y), fill="#a29d92", width=3)
    _house(pen, width // 3, horizon + 120, 760, dice)
    pen.rectangle(
        (width // 3 + 180, horizon - 330, width // 3 + 580, horizon - 240), fill="#a3261c"
    )
    _write(pen, (width // 3 + 200, horizon - 325), "党群服务中心", 58, "#f7d774")
    for x in (240, width - 260):
        _tree(pen, x, horizon + 200, 560 + dice.randrange(80), dice)


def _board(pen: Pen, size: tuple[int, int], dice: random.Random) -> None:
    width, height = size
    pen.rectangle((0, 0, width, height), fill="#d8cfc0")
    for y in range(0, height, 70):  # a brick wall
        for x in range(-(y // 70 % 2) * 90, width, 180):
            tone = dice.randrange(-12, 12)
            brick = (176 + tone, 96 + tone, 78 + tone)
            pen.rectangle((x, y, x + 174, y + 64), fill=brick)
    pen.rectangle(
        (150, 330, width - 150, height - 230), fill="#f2f5f3", outline="#5b6c74", width=26
    )
    _write(pen, (width // 2 - 340, 150), NOTICE[0], 130, "#fff3c4")
    wide, high = (width - 460) // 2, (height - 700) // 2
    for number, words in enumerate(NOTICE[1:]):
        left = 210 + number % 2 * (wide + 40)
        top = 390 + number // 2 * (high + 40)
        sheet = (left, top, left + wide, top + high)
        pen.rectangle(sheet, fill="#fffdf6", outline="#b5b0a2", width=4)
        _write(pen, (left + 40, top + 20), words, 76, "#a3261c")
        for y in range(top + 150, top + high - 30, 44):
            right = left + wide - 40 - dice.randrange(300)
            pen.line((left + 40, y, right, y), fill="#4a4a4a", width=7)


def _ledger(pen: Pen, size: tuple[int, int], dice: random.Random) -> None:
    width, height = size
    pen.rectangle((0, 0, width, height), fill="#7d5f45")
    for y in range(0, height, 18):
        tone = dice.randrange(-9, 9)
        pen.line((0, y, width, y + tone), fill=(118 + tone, 88 + tone, 62 + tone), width=9)
    pen.polygon(
        ((180, 120), (width - 220, 90), (width - 120, height - 90), (110, height - 60)),
        fill="#f6f1e2",
    )
    for row in range(14):
        y = 330 + row * 78
        pen.line((240, y, width - 240, y - 6), fill="#a9bfd1", width=3)
        if row < len(LEDGER):
            _write(pen, (280, y - 74), LEDGER[row], 62, "#27345c")
        elif dice.random() < 0.8:
            pen.line((280, y - 26, 500 + dice.randrange(900), y - 30), fill="#2f3d66", width=8)
    pen.ellipse((width - 640, height - 470, width - 340, height - 170), outline="#b8322a", width=14)


def _lane(pen: Pen, size: tuple[int, int], dice: random.Random) -> None:
    width, height = size
    horizon = height // 3
    _sky(pen, size, horizon)
    pen.rectangle((0, horizon, width, height), fill="#a89f8d")
    for side in (0, 1):
        edge, far = (0, width * 2 // 5) if not side else (width, width * 3 // 5)
        wall = ((edge, horizon // 3), (far, horizon), (far, horizon + 180), (edge, height))
        pen.polygon(wall, fill="#e6ded0")
        pen.line((wall[2], wall[3]), fill="#8c8576", width=10)
    for _ in range(60):
        x, y = dice.randrange(width), dice.randrange(height * 2 // 3, height)
        r = dice.randrange(4, 22)
        pen.ellipse((x, y, x + r * 2, y + r), fill=(110 + r, 100 + r, 84 + r))
    _tree(pen, width // 2, horizon + 190, 420 + dice.randrange(90), dice)


SCENES: tuple[tuple[Draw, bool], ...] = (
    (_street, False),
    (_board, False),
    (_pond, False),
    (_ledger, False),
    (_square, False),
    (_lane, True),
)
"""Scene and whether it is held upright."""
