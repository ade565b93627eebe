"""What makes a PDF fit for an archive: PDF/A-2b's metadata, colours and file structure.

Source: ISO 19005-2, 6.1.7 (streams), 6.2.3 (output intent), 6.6.2 (metadata). What we do not claim
is tagging (level A).
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from inspector.platform.resources import resource
from inspector.sheets.pdf_file import PdfFile

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


def metadata(*, title: str, author: str, program: str, language: str, at: datetime | None) -> bytes:
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
    return packet.encode()


def output_intents(file: PdfFile) -> str:
    """Say what our greys and reds mean: sRGB."""
    profile = file.deflated(_profile(), "/N 3")
    return (
        f"[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier ({COLOURS}) "
        f"/Info ({COLOURS}) /DestOutputProfile {profile}>>]"
    )


def written_at(at: datetime | None) -> datetime:
    """Return the time in a file's metadata: the document's own, never the clock's."""
    return (at or datetime.fromisoformat("2000-01-01T00:00:00+00:00")).replace(microsecond=0)


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return resource("colour", "srgb.icc").read_bytes()
