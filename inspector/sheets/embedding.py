"""Faces inside one PDF: glyph codes in order of use, the subset, the text layer.

Each face becomes one composite font (Type 0, Identity-H) with two-byte codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName

from inspector.sheets.archival import Stream, deflated
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


class EmbeddedFace:
    """One face in one document, under the resource name ``name``."""

    def __init__(self, face: Face, name: str, common: Iterable[str] = ()) -> None:
        self._face = face
        self.name = name
        self._common = tuple(ord(sign) for sign in common if sign in face.characters)
        self._codes = _Codes(zip(self._common, range(1, len(self._common) + 1), strict=True))

    def encoded(self, text: str) -> str:
        """Return ``text`` as a hexadecimal PDF string without its brackets."""
        return text.translate(self._codes).encode("utf-16-be").hex()

    def describe(self, document: PDFDocument) -> PDFDictionary:
        """Add the font's objects to ``document`` and return its dictionary."""
        codes = tuple(self._codes)
        program, length = self._face.program(self._common, codes[len(self._common) :])
        tag = _tag(codes) + "+" + self._face.name
        document.signature.update(tag.encode())  # pages hold codes: only this tells their text
        file = Stream({"Length1": length, "Filter": PDFName("FlateDecode")}, program)
        metrics = self._face.metrics
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(tag),
                "Flags": SYMBOLIC,
                "FontBBox": PDFArray(list(metrics.box)),
                "ItalicAngle": 0,
                "Ascent": metrics.ascent,
                "Descent": metrics.descent,
                "CapHeight": metrics.ascent,
                "StemV": 80,
                "FontFile2": document.Reference(file),
            }
        )
        # As text: the library would write out each of some hundred numbers by itself.
        widths = f"[1 [{' '.join(map(str, self._face.advances(codes)))}]]"
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(tag),
                "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
                "FontDescriptor": document.Reference(descriptor),
                "DW": 1000,
                "W": widths,
                "CIDToGIDMap": PDFName("Identity"),
            }
        )
        to_unicode = deflated(_text_layer(codes))
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(tag),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(to_unicode),
            }
        )


def _tag(codes: tuple[int, ...]) -> str:
    """Return six capital letters that name the subset (PDF 32000-1, 9.6.4)."""
    number = sha256(repr(codes).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in number[:6])


def _text_layer(codes: tuple[int, ...]) -> bytes:
    """Return the map from glyph codes back to UTF-16BE, right above U+FFFF too."""
    rows = [
        f"<{number:04x}> <{code:04x}>"
        if code <= 0xFFFF
        else f"<{number:04x}> <{chr(code).encode('utf-16-be').hex()}>"
        for number, code in enumerate(codes, start=1)
    ]
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
