"""Photos as phones write them: make, model and clock in EXIF, and the slate if it was in sight."""

from __future__ import annotations

import os
import random
from datetime import datetime, timedelta
from pathlib import Path

import pillow_heif
from PIL import Image
from PIL.Image import Exif

from inspector.sheets.slate_code import QUIET, modules


def code_picture(line: str, side: int = 300) -> Image.Image:
    """Draw a QR code, ``side`` px wide, with its white around it."""
    rows = modules(line)
    image = Image.new("L", (len(rows) + 2 * QUIET,) * 2, 255)
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            if black:
                image.putpixel((x + QUIET, y + QUIET), 0)
    return image.resize((side, side), Image.Resampling.NEAREST)


class Phone:
    """Takes pictures into a folder; its clock is ``behind`` the laptop's."""

    def __init__(self, folder: Path, model: str, behind: timedelta = timedelta()) -> None:
        self.folder, self.model, self._behind = folder, model, behind
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def shoot(
        self, at: datetime, *, slate: str = "", heic: bool = False, timeless: bool = False
    ) -> Path:
        """Write a picture taken ``at`` (by the laptop's clock) and return its file."""
        self._count += 1
        seed = f"{self.folder.parent.name}{self.model}{self._count}"
        grain = random.Random(seed).randbytes(64 * 48 * 3)
        image = Image.frombytes("RGB", (64, 48), grain).resize((960, 720))
        if slate:
            image.paste(code_picture(slate, 500), (200, 100))
        exif = Exif()
        if self.model:
            exif[0x010F], exif[0x0110] = "Maker", self.model
        clock = at.replace(tzinfo=None) - self._behind
        if not timeless:
            exif[0x0132] = clock.strftime("%Y:%m:%d %H:%M:%S")
        path = self.folder / f"IMG_{self._count:04}.{'heic' if heic else 'jpg'}"
        if heic:
            pillow_heif.from_pillow(image).save(path, exif=exif.tobytes(), quality=60)
        else:
            image.save(path, "JPEG", exif=exif)
        stamp = at.timestamp() - self._behind.total_seconds()
        os.utime(path, (stamp, stamp))
        return path
