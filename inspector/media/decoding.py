"""Pixels out of a camera's file, shrunk by the band rule, and JPEG or PNG bytes out of pixels.

Only three decoders are ever reached, each by its own class: nothing here asks Pillow to guess.
Runs in the decode process; nothing else imports it.

Band rule (measured: 1.3 × the floor, where a full decode with Lanczos took 5.7 ×): ask the JPEG
decoder for the power of two that brings the long edge between 1600 and 2400 px and leave it at
that, since a resample costs as much as the decode. Other sizes are decoded one step larger and
brought to 2048 px. Nothing is scaled up.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import zxingcpp
from PIL import Image, JpegImagePlugin, PngImagePlugin
from PIL.Image import Resampling, Transpose

from inspector.media.claims import MAX_CODE, MAX_CODES, NOTHING, CameraFacts
from inspector.media.drawing import drawn
from inspector.media.exif import read_facts
from inspector.media.kinds import Kind

BAND = range(1600, 2401)
"""Long edge in px that is kept as it is."""

TARGET = 2048
THUMBNAIL = 256
QUALITY = 82
START_OF_SCAN = b"\xff\xda"
MAX_SCANS = 100
"""A camera's JPEG with its previews has at most 30; thousands of empty ones take minutes."""

SAMPLE = (128, 128)
FEW_COLOURS = 1024
"""A photo shows thousands of colours in 16,384 sampled pixels, a screenshot a few hundred."""

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
PLAIN = zxingcpp.TextMode.Plain
"""As it stands: the other modes write control characters out, and they would look harmless."""

UNDECODABLE = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Warning,
)
"""What Pillow and libheif raise on files that are not whole."""

UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""EXIF orientation → the turn that brings it upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A picture whose header was read and whose pixels were not."""

    size: tuple[int, int]
    facts: CameraFacts
    may_be_drawn: bool
    """A PNG: it may be a screenshot."""
    decode: Callable[[], Image.Image]
    """Returns the picture, a JPEG or PNG not loaded yet; raises :data:`UNDECODABLE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """The picture that travels, upright, without a word about camera or place; and a small one."""

    picture: bytes
    thumbnail: bytes
    codes: tuple[str, ...] = ()
    """What QR codes in it say."""


def open_picture(kind: Kind, content: bytes) -> Opened:
    """Read a picture's header; memory stays at that of ``content``.

    Raises:
        OSError, SyntaxError, ValueError, …: :data:`UNDECODABLE`; it is not whole.
    """
    if kind is Kind.HEIC:
        return _open_heic(content)
    if kind is Kind.PNG:
        png = PngImagePlugin.PngImageFile(BytesIO(content))
        return Opened(size=png.size, facts=_facts(png.info), may_be_drawn=True, decode=lambda: png)
    if content.count(START_OF_SCAN) > MAX_SCANS:
        raise ValueError("more scans than a camera writes")
    jpeg = JpegImagePlugin.JpegImageFile(BytesIO(content))
    return Opened(
        size=jpeg.size,
        facts=_facts(jpeg.info),
        may_be_drawn=False,
        decode=lambda: jpeg,
    )


def _open_heic(content: bytes) -> Opened:
    import pillow_heif  # noqa: PLC0415 - 20 MB of libheif, and most teams bring JPEG only

    heif = pillow_heif.open_heif(BytesIO(content))
    # libheif has turned the pixels by the file's own boxes; the EXIF tag would turn them again
    facts = replace(_facts(heif.info), orientation=1)
    return Opened(size=heif.size, facts=facts, may_be_drawn=False, decode=heif.to_pillow)


def _facts(info: Mapping[str | tuple[int, int], object]) -> CameraFacts:
    block = info.get("exif")
    return read_facts(block) if isinstance(block, bytes) else NOTHING


def _draft(image: Image.Image, step: int) -> None:
    """Let a JPEG's decoder divide by ``step``; for others nothing happens."""
    width, height = image.size
    image.draft("RGB", (max(1, width // step), max(1, height // step)))  # needs both sides


def draft_step(long_edge: int) -> int:
    """Return by how much the decoder may divide: 1, 2, 4 or 8.

    The quotient lies in :data:`BAND`, or is the smallest one above it, or is ``long_edge``.
    """
    above = 1
    for step in (1, 2, 4, 8):
        shrunk = -(-long_edge // step)  # libjpeg rounds up
        if shrunk in BAND:
            return step
        if shrunk >= BAND.stop:
            above = step
    return above


def derive(opened: Opened) -> Shrunk:
    """Decode, shrink, turn upright and encode; strip everything but the pixels.

    A picture with few colours (a screenshot) stays PNG where that is smaller. Transparency is
    laid on white: evidence must look the same on screen and paper. No colour profile is kept,
    since no byte of the camera's file may travel unread.

    Raises:
        OSError, SyntaxError, ValueError, …: :data:`UNDECODABLE`; it is not whole.
    """
    image = opened.decode()
    _draft(image, draft_step(max(image.size)))
    image.load()
    plain = _on_white(image)
    few = opened.may_be_drawn and _few_colours(plain)
    codes = _codes(plain)
    upright = _upright(_shrunk(plain), opened.facts.orientation)
    upright.info = {}  # Pillow would write comments and profiles from here
    return Shrunk(
        picture=_encoded(upright, drawn=few),
        thumbnail=_jpeg(_small(upright, THUMBNAIL)),
        codes=codes,
    )


def drawn_on(opened: Opened, drawing: bytes) -> Shrunk:
    """Decode a derived picture and burn a drawing into it, at its own size.

    Raises:
        OSError, SyntaxError, ValueError, …: :data:`UNDECODABLE`; it is not whole.
    """
    image = opened.decode()
    image.load()
    picture = drawn(_on_white(image), drawing)
    picture.info = {}
    return Shrunk(picture=_jpeg(picture), thumbnail=_jpeg(_small(picture, THUMBNAIL)))


def _codes(image: Image.Image) -> tuple[str, ...]:
    """Read short QR codes, in 2 to 20 ms of 2000 px; what is longer is none of ours.

    Before anything is shrunk further: a slate photographed from 1 m has four pixels a module.
    """
    try:
        found = zxingcpp.read_barcodes(
            image.convert("L"), formats=QR, try_invert=False, text_mode=PLAIN
        )
    except (ValueError, RuntimeError, TypeError):  # a picture of one row is none to it
        return ()
    said = [one.text for one in found]
    return tuple(line for line in said if len(line) <= MAX_CODE and line.isprintable())[:MAX_CODES]


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):  # 16-bit grey: convert() would clip all above 255 to white
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")


def _few_colours(image: Image.Image) -> bool:
    sample = image.resize(SAMPLE, Resampling.NEAREST)
    return sample.getcolors(FEW_COLOURS) is not None


def _shrunk(image: Image.Image) -> Image.Image:
    long_edge = max(image.size)
    step = draft_step(long_edge)
    if step > 1:  # not a JPEG: its decoder could not divide
        image = image.reduce(step)
        long_edge = max(image.size)
    if long_edge < BAND.stop:
        return image
    width, height = (max(1, round(edge * TARGET / long_edge)) for edge in image.size)
    return image.resize((width, height), Resampling.BICUBIC)


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = UPRIGHT.get(orientation)
    return image if turn is None else image.transpose(turn)


def _encoded(image: Image.Image, *, drawn: bool) -> bytes:
    jpeg = _jpeg(image)
    if drawn:
        out = BytesIO()
        image.save(out, "PNG")
        if out.tell() < len(jpeg):
            return out.getvalue()
    return jpeg


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0")
    return out.getvalue()


def _small(image: Image.Image, target: int) -> Image.Image:
    """Return at most ``target`` px: box filter down to about twice that, then bicubic."""
    long_edge = max(image.size)
    if long_edge <= target:
        return image
    near = image.reduce(max(1, long_edge // (2 * target)))
    width, height = (max(1, round(edge * target / long_edge)) for edge in image.size)
    return near.resize((width, height), Resampling.BICUBIC)


def reduced(opened: Opened, long_edge: int) -> bytes:
    """Decode a derived picture and encode it again as a JPEG of at most ``long_edge`` px.

    Raises:
        OSError, SyntaxError, ValueError, …: :data:`UNDECODABLE`; it is not whole.
    """
    image = opened.decode()
    _draft(image, max(1, max(image.size) // long_edge))
    image.load()
    small = _small(_on_white(image), long_edge)
    small.info = {}
    return _jpeg(small)
