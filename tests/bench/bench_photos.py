"""How fast photos come in: our intake against the floor and against naive Pillow.

Run as ``python tests/bench/bench_photos.py [ROUNDS]``. Every round takes each method over the
same six drawn 12-megapixel JPEGs in turn; what counts is the ratio of the medians.

floor   the least work for the same result, written out without any check: decode at half size,
        turn, encode at quality 82, thumbnail, SHA-256 of both files
naive   what a Pillow tutorial does: exif_transpose, two full Lanczos resizes, save
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from inspector.media.drawn import SCENES, draw_scene
from inspector.media.intake import take_in
from inspector.media.vault import Vault
from inspector.platform.keys import random_key

ROUNDS = 7


def encoded(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def floor(path: Path) -> None:
    content = path.read_bytes()
    sha256(content).hexdigest()
    image = Image.open(BytesIO(content), formats=["JPEG"])
    orientation = image.getexif().get(0x0112, 1)
    image.draft("RGB", (image.width // 2, image.height // 2))
    upright = image.transpose(Image.Transpose.ROTATE_270) if orientation == 6 else image
    sha256(encoded(upright)).hexdigest()
    small = upright.reduce(4)
    small.thumbnail((256, 256), Image.Resampling.BICUBIC, reducing_gap=None)
    encoded(small)


def naive(path: Path) -> None:
    sha256(path.read_bytes()).hexdigest()
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
        large = upright.resize(fitting(upright, 2000), Image.Resampling.LANCZOS)
        small = upright.resize(fitting(upright, 256), Image.Resampling.LANCZOS)
    sha256(encoded(large)).hexdigest()
    encoded(small)


def fitting(image: Image.Image, long_edge: int) -> tuple[int, int]:
    scale = long_edge / max(image.size)
    return round(image.width * scale), round(image.height * scale)


def kept(path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        photo = take_in(path)
        vault = Vault(Path(folder), KEY)
        vault.put(photo.picture, photo.evidence.digest)
        vault.put_thumbnail(photo.thumbnail, photo.evidence.digest)


def kept_together(paths: list[Path]) -> None:
    with (
        tempfile.TemporaryDirectory(dir=paths[0].parent) as folder,
        Vault(Path(folder), KEY).batch() as batch,
    ):
        for path in paths:
            photo = take_in(path)
            batch.put(photo.picture, photo.evidence.digest)
            batch.put_thumbnail(photo.thumbnail, photo.evidence.digest)


KEY = random_key()


def each(method: Callable[[Path], object]) -> Callable[[list[Path]], None]:
    def run(paths: list[Path]) -> None:
        for path in paths:
            method(path)

    return run


def measured(
    methods: dict[str, Callable[[list[Path]], object]], paths: list[Path], rounds: int
) -> dict[str, tuple[float, float]]:
    """Return median wall and processor milliseconds a photo, rounds interleaved."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in methods}
    for _ in range(rounds):
        for name, method in methods.items():
            wall, cpu = time.perf_counter(), time.process_time()
            method(paths)
            times[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    part = 1000 / len(paths)
    return {
        name: (
            part * statistics.median(wall for wall, _ in taken),
            part * statistics.median(cpu for _, cpu in taken),
        )
        for name, taken in times.items()
    }


def main() -> None:
    """Draw, measure, print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    methods: dict[str, Callable[[list[Path]], object]] = {
        "floor": each(floor),
        "take_in": each(take_in),
        "take_in, two puts": each(kept),
        "take_in, batch of 6": kept_together,
        "naive Pillow": each(naive),
    }
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"IMG_{seed:04}.jpg" for seed in range(len(SCENES))]
        start = time.perf_counter()
        for seed, path in enumerate(paths):
            draw_scene(seed, path)
        print(f"drew {len(paths)} scenes in {time.perf_counter() - start:.1f} s")
        measured(methods, paths[:1], 1)  # warm
        result = measured(methods, paths, rounds)
    base_wall, base_cpu = result["floor"]
    naive_wall, naive_cpu = result["naive Pillow"]
    print(f"{'':22}{'wall ms':>9}{'× floor':>9}{'cpu ms':>9}{'× floor':>9}{'naive ÷':>9}")
    for name, (wall, cpu) in result.items():
        shares = f"{wall / base_wall:9.2f}{cpu:9.1f}{cpu / base_cpu:9.2f}{naive_cpu / cpu:9.2f}"
        print(f"{name:22}{wall:9.1f}{shares}")
    print(f"naive Pillow takes {naive_wall / result['take_in'][0]:.1f} × as long as take_in")


if __name__ == "__main__":
    main()
