"""A PDF document: pages, faces and pictures put together, the same bytes for the same content."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from inspector.domain.courtesy import COURTESY
from inspector.domain.practice import PRACTICE, is_practice_name
from inspector.domain.progress import Ticket
from inspector.sheets.archival import metadata, output_intents, written_at
from inspector.sheets.embedding import EmbeddedFace
from inspector.sheets.fonts import printable
from inspector.sheets.furniture import ACROSS
from inspector.sheets.outline import Outline
from inspector.sheets.page import A4, Page, PaperSize, Style
from inspector.sheets.pdf_file import PdfFile, text_string
from inspector.sheets.pictures import Picture
from inspector.sheets.truetype import Face

LANGUAGE = "zh-CN"
PROGRAM = "五星考评"


class Paper:
    """One PDF in the making. ``common`` are characters that most sheets of this kind share.

    With ``out`` the file goes there piece by piece, so that photos need not stay in memory.
    """

    def __init__(
        self,
        *,
        title: str,
        author: str,
        at: datetime | None = None,
        common: str = "",
        out: BinaryIO | None = None,
    ) -> None:
        self._held = BytesIO()
        self._file = PdfFile(self._held if out is None else out)
        self._title, self._author, self._at = printable(title), printable(author), at
        self._practice = is_practice_name(author)
        self.ticket = Ticket()
        """What long drawing reports to, and learns from that it must stop."""
        self._outline = Outline()
        self._tree, self._fonts = self._file.reserve(), self._file.reserve()
        self._pages: list[str] = []
        self._size = A4
        self._coming = ""
        """The reference of the page that is put next, if a bookmark asked for it."""
        self._identity = sha256()
        self._common = "".join(sorted(set(common)))
        self._faces: dict[Face, EmbeddedFace] = {}
        self._objects: dict[str, str] = {}
        self._replaced: dict[str, None] = {}

    def page(self, size: PaperSize = A4) -> Page:
        """Return a new page; it comes after those before it once it is put down.

        What a county for practice issues says 练习 across each page, below all else.
        """
        COURTESY.give_way()  # between pages: drawing hundreds made the window wait over a second
        page = Page(self._show, size)
        if self._practice:
            upright = size.height > size.width
            for part in (0.12, 0.49, 0.86) if upright else (0.22, 0.78):
                wide, high = (0.5, part) if upright else (part, 0.5)
                page.across(PRACTICE, ACROSS, (size.width * wide, size.height * high))
        return page

    def bookmark(self, title: str, level: int = 0) -> None:
        """Let a bookmark lead to the page that is put down next; level 1 stands under level 0."""
        self._coming = self._coming or self._file.reserve()
        self._outline.add(printable(title), self._coming, level)

    def dated(self, at: datetime) -> None:
        """Let the file bear ``at`` if that is later than what it bears."""
        self._at = at if self._at is None else max(self._at, at)

    def start_over(self) -> None:
        """Number pages from 1 again, beginning with the page that is put down next."""
        self._outline.start(len(self._pages))

    def here(self) -> tuple[int, tuple[int, int]]:
        """Return the place that :meth:`go_back` goes back to."""
        return len(self._pages), self._outline.length()

    def go_back(self, place: tuple[int, tuple[int, int]]) -> None:
        """Leave out the pages and bookmarks since ``place``."""
        pages, length = place
        del self._pages[pages:]
        self._outline.cut(length)
        self._coming = ""

    def take_replaced(self) -> tuple[str, ...]:
        """Return the characters drawn as 〓 since this was asked last, each once, in order."""
        replaced, self._replaced = tuple(self._replaced), {}
        return replaced

    def turn_over(self) -> None:
        """Leave a back empty, so that the page that is put down next is a front."""
        if len(self._pages) % 2:
            self.put(self.page(self._size))

    def put(self, page: Page) -> None:
        """Add a finished page."""
        self._size = page.size
        drawn = page.content
        self._identity.update(drawn)
        content = self._file.deflated(drawn)
        objects = " ".join(f"/{name} {self._objects[name]}" for name in sorted(page.objects))
        sheet = (
            f"<</Type /Page /Parent {self._tree} "
            f"/MediaBox [0 0 {page.size.width:.2f} {page.size.height:.2f}] /Contents {content} "
            f"/Resources <</Font {self._fonts} /XObject <<{objects}>>>>>>"
        )
        self._pages.append(self._file.put(sheet.encode("ascii"), self._coming))
        self._coming = ""

    def picture(self, picture: Picture) -> str:
        """Add a picture, once however often it is shown; return the name to place it by."""
        name = "P" + sha256(picture.content).hexdigest()[:24]
        if name not in self._objects:
            entries = (
                f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
                f"/ColorSpace {picture.colours} /BitsPerComponent {picture.bits} "
                f"/Filter /{picture.filter}"
            )
            if picture.parameters:
                entries += f" /DecodeParms {picture.parameters}"
            self._objects[name] = self._file.stream(picture.content, entries)
        return name

    def form(self, drawing: str, *, key: str) -> str:
        """Add a drawing in the unit square, once for each ``key``; return its name."""
        name = "X" + sha256(key.encode()).hexdigest()[:24]
        if name not in self._objects:
            self._objects[name] = self._file.deflated(
                drawing.encode("ascii"), "/Type /XObject /Subtype /Form /BBox [0 0 1 1]"
            )
        return name

    def finish(self) -> bytes:
        """Return the whole file, unless it went elsewhere; nothing may be added afterwards."""
        file, fonts = self._file, []
        for embedded in self._faces.values():
            subset = embedded.subset()
            self._identity.update(subset.encode())  # pages hold codes: only this tells their text
            fonts.append(f"/{embedded.name} {embedded.describe(file, subset)}")
        file.put(f"<<{' '.join(fonts)}>>".encode("ascii"), self._fonts)
        kids, count = " ".join(self._pages), len(self._pages)
        file.put(f"<</Type /Pages /Count {count} /Kids [{kids}]>>".encode("ascii"), self._tree)
        root = file.put(self._catalogue().encode("ascii"))
        info = file.put(self._information().encode("ascii"))
        file.finish(root=root, info=info, name=self._identity.hexdigest()[:32])
        return self._held.getvalue()

    def _catalogue(self) -> str:
        """Return what a reader and an archive ask for beside the pages."""
        packet = metadata(
            title=self._title,
            author=self._author,
            program=PROGRAM,
            language=LANGUAGE,
            at=self._at,
        )
        said = self._file.stream(packet, "/Type /Metadata /Subtype /XML")
        outline = self._outline.entries(self._file)
        marks = f"/Outlines {outline} /PageMode /UseOutlines " if outline else ""
        return (
            f"<</Type /Catalog /Pages {self._tree} /Lang ({LANGUAGE}) {marks}"
            f"/PageLabels {self._outline.labels()} /ViewerPreferences <</DisplayDocTitle true>> "
            f"/Metadata {said} /OutputIntents {output_intents(self._file)}>>"
        )

    def _information(self) -> str:
        """Return the information dictionary, for readers that know no metadata packet."""
        at, program = _pdf_date(self._at), text_string(PROGRAM)
        return (
            f"<</Title {text_string(self._title)} /Author {text_string(self._author)} "
            f"/Creator {program} /Producer {program} /CreationDate ({at}) /ModDate ({at})>>"
        )

    def _show(self, style: Style, text: str) -> str:
        """Return the operators that show a text, printable or not, in the faces it needs."""
        text, typeface = printable(text), style.face()
        first = self._embedded(typeface.faces[0])
        known = first.known(text)
        if known:
            return f"/{first.name} {style.size:g} Tf <{known}> Tj "
        self._replaced.update(dict.fromkeys(typeface.missing(text)))
        shown = []
        for face, run in typeface.runs(text):
            embedded = self._embedded(face)
            shown.append(f"/{embedded.name} {style.size:g} Tf <{embedded.encoded(run)}> Tj ")
        return "".join(shown)

    def _embedded(self, face: Face) -> EmbeddedFace:
        embedded = self._faces.get(face)
        if embedded is None:
            name = f"F{len(self._faces) + 1}"
            embedded = self._faces[face] = EmbeddedFace(face, name, self._common)
        return embedded


def _pdf_date(at: datetime | None) -> str:
    """Write a time for the file's metadata: the document's own, never the clock's."""
    at = written_at(at)
    zone = at.strftime("%z") or "+0000"
    return f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
