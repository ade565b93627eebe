"""Faces inside one PDF: glyph codes in order of use, the subset, the text layer.

Each face becomes one composite font (Type 0, Identity-H) with two-byte codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from inspector.sheets.pdf_file import PdfFile
from inspector.sheets.truetype import Face

MAX_ROWS = 100
"""Entries in one block of a character map (PDF 32000-1, 9.7.5.4)."""

SYMBOLIC = 4
"""Font descriptor flag: not a Latin character set."""


class _Codes(dict[int, int]):
    """Code points to glyph codes, given out from 1 as characters turn up."""

    def __missing__(self, codepoint: int) -> int:
        code = self[codepoint] = len(self) + 1
        return code


class _Shared:
    """What all documents of one kind share of a face: its common characters, coded once."""

    def __init__(self, face: Face, common: str) -> None:
        self.signs = tuple(ord(sign) for sign in common if sign in face.characters)
        self.codes = dict(zip(self.signs, range(1, len(self.signs) + 1), strict=True))
        self.widths = _numbers(face.advances(self.signs))
        self.rows = _text_rows(self.signs, start=1)
        self.known = lru_cache(maxsize=4096)(self._known)

    def _known(self, text: str) -> str:
        """Return the hexadecimal codes of ``text``, nothing where it has other characters."""
        try:
            return "".join(f"{self.codes[ord(sign)]:04x}" for sign in text)
        except KeyError:
            return ""


_shared = lru_cache(maxsize=8)(_Shared)


class EmbeddedFace:
    """One face in one document, under the resource name ``name``."""

    def __init__(self, face: Face, name: str, common: str = "") -> None:
        self._face = face
        self.name = name
        self._shared = _shared(face, common)
        self._codes = _Codes(self._shared.codes)
        self.known = self._shared.known
        """Encodes a text of common characters, a text once a process; others as nothing."""

    def encoded(self, text: str) -> str:
        """Return ``text`` as a hexadecimal PDF string without its brackets."""
        return self.known(text) or text.translate(self._codes).encode("utf-16-be").hex()

    def subset(self) -> str:
        """Return the face's name in the file: six letters for the subset (PDF 32000-1, 9.6.4)."""
        signs = "".join(map(chr, self._codes))
        number = sha256(signs.encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in number[:6]) + "+" + self._face.name

    def describe(self, file: PdfFile, name: str) -> str:
        """Write the font's objects under its name in the file; return its reference."""
        shared = self._shared
        others = tuple(self._codes)[len(shared.signs) :]
        program, length = self._face.program(shared.signs, others)
        content = file.stream(program, f"/Length1 {length} /Filter /FlateDecode")
        metrics = self._face.metrics
        descriptor = file.put(
            f"<</Type /FontDescriptor /FontName /{name} /Flags {SYMBOLIC} "
            f"/FontBBox [{_numbers(metrics.box)}] /ItalicAngle 0 /Ascent {metrics.ascent} "
            f"/Descent {metrics.descent} /CapHeight {metrics.ascent} /StemV 80 "
            f"/FontFile2 {content}>>".encode("ascii")
        )
        widths = f"{shared.widths} {_numbers(self._face.advances(others))}"
        descendant = file.put(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/FontDescriptor {descriptor} /DW 1000 /W [1 [{widths}]] "
            "/CIDToGIDMap /Identity>>".encode("ascii")
        )
        rows = [*shared.rows, *_text_rows(others, start=len(shared.signs) + 1)]
        to_unicode = file.deflated(_text_layer(rows))
        return file.put(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant}] /ToUnicode {to_unicode}>>".encode("ascii")
        )


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _text_rows(codes: Iterable[int], start: int) -> list[str]:
    """Return which glyph codes, from ``start``, are which characters in UTF-16BE."""
    return [
        f"<{number:04x}> <{code:04x}>"
        if code <= 0xFFFF
        else f"<{number:04x}> <{chr(code).encode('utf-16-be').hex()}>"
        for number, code in enumerate(codes, start)
    ]


def _text_layer(rows: list[str]) -> bytes:
    """Return the map from glyph codes back to characters, right above U+FFFF too."""
    blocks = (rows[start : start + MAX_ROWS] for start in range(0, len(rows), MAX_ROWS))
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()
