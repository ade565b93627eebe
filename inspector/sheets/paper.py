"""A PDF document: pages, faces and pictures put together, the same bytes for the same content."""

from __future__ import annotations

import zlib
from datetime import datetime
from hashlib import sha256

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFPage,
    PDFResourceDictionary,
    PDFStream,
)

from inspector.sheets.embedding import EmbeddedFace
from inspector.sheets.fonts import bold, regular
from inspector.sheets.page import HEIGHT, WIDTH, Page
from inspector.sheets.pictures import Picture
from inspector.sheets.truetype import Face

rl_config.invariant = 1
rl_config.pdfComments = 0

LANGUAGE = "zh-CN"
PROGRAM = "五星考评"


class Paper:
    """One PDF in the making. ``common`` are characters that most sheets of this kind share."""

    def __init__(
        self, *, title: str, author: str, at: datetime | None = None, common: str = ""
    ) -> None:
        self._document = PDFDocument(invariant=1, compression=1, lang=LANGUAGE, pdfVersion=(1, 7))
        self._document.setTitle(title)
        self._document.setAuthor(author)
        self._document.setCreator(PROGRAM)
        self._document.setProducer(PROGRAM)
        self._document.setSubject("")
        self._document.setDateFormatter(lambda *_parts: _pdf_date(at))
        faces = dict.fromkeys((*regular().faces, *bold().faces))
        self._faces = {
            face: EmbeddedFace(face, f"F{number}", sorted(set(common)))
            for number, face in enumerate(faces, start=1)
        }
        self._used: set[Face] = set()
        self._objects: dict[str, object] = {}

    def page(self) -> Page:
        """Return a new page; it comes after those before it once it is put down."""
        return Page(self._show)

    def put(self, page: Page) -> None:
        """Add a finished page."""
        content = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}))
        content.content = zlib.compress(page.content)
        sheet = PDFPage()
        sheet.pagewidth, sheet.pageheight = round(WIDTH, 2), round(HEIGHT, 2)
        sheet.Contents = content
        resources = PDFResourceDictionary()
        resources.basicFonts()
        resources.allProcs()
        resources.XObject = {name: self._objects[name] for name in sorted(page.objects)}
        sheet.Resources = resources
        self._document.addPage(sheet)

    def picture(self, picture: Picture) -> str:
        """Add a picture, once however often it is shown; return the name to place it by."""
        name = "P" + sha256(picture.content).hexdigest()[:24]
        if name not in self._objects:
            entries = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Image"),
                "Width": picture.width,
                "Height": picture.height,
                "ColorSpace": picture.colours,
                "BitsPerComponent": picture.bits,
                "Filter": PDFName(picture.filter),
            }
            if picture.parameters:
                entries["DecodeParms"] = picture.parameters
            stream = PDFStream(PDFDictionary(entries), picture.content)
            self._objects[name] = self._document.Reference(stream)
        return name

    def form(self, drawing: str, *, key: str) -> str:
        """Add a drawing in the unit square, once for each ``key``; return its name."""
        name = "X" + sha256(key.encode()).hexdigest()[:24]
        if name not in self._objects:
            entries = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Form"),
                "BBox": PDFArray([0, 0, 1, 1]),
                "Filter": PDFName("FlateDecode"),
            }
            stream = PDFStream(PDFDictionary(entries), zlib.compress(drawing.encode("ascii")))
            self._objects[name] = self._document.Reference(stream)
        return name

    def finish(self) -> bytes:
        """Return the whole file; nothing may be added afterwards."""
        fonts = self._document.idToObject["BasicFonts"].dict
        for face, embedded in self._faces.items():
            if face in self._used:
                fonts[embedded.name] = self._document.Reference(embedded.describe(self._document))
        content: bytes = self._document.GetPDFData(None)
        return content

    def _show(self, face: Face, run: str, size: float) -> str:
        self._used.add(face)
        embedded = self._faces[face]
        return f"/{embedded.name} {size:g} Tf <{embedded.encoded(run)}> Tj "


def _pdf_date(at: datetime | None) -> str:
    """Write a time for the file's metadata: the document's own, never the clock's."""
    if at is None:
        return "D:20000101000000+00'00'"
    zone = at.strftime("%z") or "+0000"
    return f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
