"""A PDF document: pages, faces and pictures put together, the same bytes for the same content."""

from __future__ import annotations

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
)

from inspector.domain.practice import PRACTICE, is_practice_name
from inspector.sheets.archival import (
    Catalog,
    Stream,
    deflated,
    metadata,
    output_intents,
    written_at,
)
from inspector.sheets.embedding import EmbeddedFace
from inspector.sheets.fonts import bold, printable, regular
from inspector.sheets.furniture import ACROSS
from inspector.sheets.outline import Outline
from inspector.sheets.page import A4, Page, PaperSize
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
        self._title, self._author, self._at = printable(title), printable(author), at
        self._practice = is_practice_name(author)
        self._outline = Outline()
        self._document.setTitle(title)
        self._document.setAuthor(author)
        self._document.setCreator(PROGRAM)
        self._document.setProducer(PROGRAM)
        self._document.setSubject("")
        self._document.setDateFormatter(lambda *_parts: _pdf_date(self._at))
        faces = dict.fromkeys((*regular().faces, *bold().faces))
        self._faces = {
            face: EmbeddedFace(face, f"F{number}", sorted(set(common)))
            for number, face in enumerate(faces, start=1)
        }
        self._used: set[Face] = set()
        self._objects: dict[str, object] = {}

    def page(self, size: PaperSize = A4) -> Page:
        """Return a new page; it comes after those before it once it is put down.

        What a county for practice issues says 练习 across each page, below all else.
        """
        page = Page(self._show, size)
        if self._practice:
            upright = size.height > size.width
            for part in (0.12, 0.49, 0.86) if upright else (0.22, 0.78):
                wide, high = (0.5, part) if upright else (part, 0.5)
                page.across(PRACTICE, ACROSS, (size.width * wide, size.height * high))
        return page

    def bookmark(self, title: str, level: int = 0) -> None:
        """Let a bookmark lead to the page that is put down next; level 1 stands under level 0."""
        self._outline.add(printable(title), self._document.thisPageRef(), level)

    def dated(self, at: datetime) -> None:
        """Let the file bear ``at`` if that is later than what it bears."""
        self._at = at if self._at is None else max(self._at, at)

    def start_over(self) -> None:
        """Number pages from 1 again, beginning with the page that is put down next."""
        self._outline.start(self._document.pageCounter - 1)

    def put(self, page: Page) -> None:
        """Add a finished page."""
        content = page.content
        self._document.signature.update(content)
        sheet = PDFPage()
        sheet.pagewidth, sheet.pageheight = round(page.size.width, 2), round(page.size.height, 2)
        sheet.Contents = deflated(content)
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
            entries: dict[str, object] = {
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
            stream = Stream(entries, picture.content)
            self._objects[name] = self._document.Reference(stream)
        return name

    def form(self, drawing: str, *, key: str) -> str:
        """Add a drawing in the unit square, once for each ``key``; return its name."""
        name = "X" + sha256(key.encode()).hexdigest()[:24]
        if name not in self._objects:
            stream = deflated(
                drawing.encode("ascii"),
                Type=PDFName("XObject"),
                Subtype=PDFName("Form"),
                BBox=PDFArray([0, 0, 1, 1]),
            )
            self._objects[name] = self._document.Reference(stream)
        return name

    def finish(self) -> bytes:
        """Return the whole file; nothing may be added afterwards."""
        fonts = self._document.idToObject["BasicFonts"].dict
        for face, embedded in self._faces.items():
            if face in self._used:
                fonts[embedded.name] = self._document.Reference(embedded.describe(self._document))
        self._catalogue()
        content: bytes = self._document.format()
        return content

    def _catalogue(self) -> None:
        """Write what a reader and an archive ask for beside the pages."""
        document = self._document
        document.info.invariant = True
        document.info.digest(document.signature)
        catalog = Catalog()
        catalog.Pages, catalog.Lang = document.Pages, document.Catalog.Lang
        catalog.PageLabels = self._outline.labels()
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        catalog.Metadata = metadata(
            title=self._title,
            author=self._author,
            program=PROGRAM,
            language=LANGUAGE,
            at=self._at,
        )
        catalog.OutputIntents = output_intents(document)
        catalog.Outlines = self._outline.entries(document)
        if catalog.Outlines is not None:
            catalog.PageMode = PDFName("UseOutlines")
        document.Catalog = catalog

    def _show(self, face: Face, run: str, size: float) -> str:
        self._used.add(face)
        embedded = self._faces.get(face)
        if embedded is None:  # official documents have typefaces of their own
            embedded = EmbeddedFace(face, f"F{len(self._faces) + 1}")
            self._faces[face] = embedded
        return f"/{embedded.name} {size:g} Tf <{embedded.encoded(run)}> Tj "


def _pdf_date(at: datetime | None) -> str:
    """Write a time for the file's metadata: the document's own, never the clock's."""
    at = written_at(at)
    zone = at.strftime("%z") or "+0000"
    return f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
