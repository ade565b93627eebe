"""What makes a PDF fit for an archive: PDF/A-2b's metadata, colours and file structure.

Source: ISO 19005-2, 6.1.7 (streams), 6.2.3 (output intent), 6.6.2 (metadata). What we do not claim
is tagging (level A).
"""

from __future__ import annotations

import zlib
from datetime import datetime
from functools import lru_cache
from typing import ClassVar
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFString,
)

from inspector.platform.resources import resource

COLOURS = "sRGB IEC61966-2.1"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class Catalog(PDFCatalog):  # type: ignore[misc] # the library has no types
    """The library's catalog, which also knows the entries an archive asks for."""

    __NoDefault__: ClassVar = [*PDFCatalog.__NoDefault__, "OutputIntents"]
    __Refs__: ClassVar = [*PDFCatalog.__Refs__, "OutputIntents"]


class Stream(PDFObject):  # type: ignore[misc] # the library has no types
    """A stream whose bytes are ready; the line end before ``endstream`` is asked for (6.1.7)."""

    __RefOnly__ = 1

    def __init__(self, entries: dict[str, object], content: bytes) -> None:
        self._entries, self._content = entries, content

    def format(self, document: PDFDocument) -> bytes:
        """Return the object as it stands in the file."""
        head: bytes = PDFDictionary({**self._entries, "Length": len(self._content)}).format(
            document
        )
        return head + b"\nstream\n" + self._content + b"\nendstream\n"


def deflated(content: bytes, **entries: object) -> Stream:
    """Return a compressed stream."""
    return Stream({**entries, "Filter": PDFName("FlateDecode")}, zlib.compress(content))


def metadata(
    *, title: str, author: str, program: str, language: str, at: datetime | None
) -> Stream:
    """Return the XMP packet, which says the same as the information dictionary.

    It is not compressed, so that programs which know nothing of PDF can read it (6.6.2.1).
    """
    packet = _PACKET.format(
        title=escape(title),
        author=escape(author),
        program=escape(program),
        language=language,
        at=written_at(at).isoformat(),
    )
    entries: dict[str, object] = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    return Stream(entries, packet.encode())


def output_intents(document: PDFDocument) -> PDFArray:
    """Say what our greys and reds mean: sRGB."""
    profile = deflated(_profile(), N=3)
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(COLOURS),
            "Info": PDFString(COLOURS),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    return PDFArray([intent])


def written_at(at: datetime | None) -> datetime:
    """Return the time in a file's metadata: the document's own, never the clock's."""
    return (at or datetime.fromisoformat("2000-01-01T00:00:00+00:00")).replace(microsecond=0)


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return resource("colour", "srgb.icc").read_bytes()
