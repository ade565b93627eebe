"""What an archive asks of a PDF, clause by clause: ISO 19005-2, level u (level b, and text).

Each clause is a small check that yields what is wrong. Left out is what only level a asks for
(6.7, a structure tree), and what a file cannot be asked (6.2.4.4, spot colours; 6.2.8.3, JPEG2000:
there is none of either, see 6.1.7.2 and 6.2.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from struct import unpack_from
from xml.etree import ElementTree as ET

from pdf_parts import Malformed, Parts, Ref, Stream, Value, font_tables, operations

FILTERS = {"FlateDecode", "DCTDecode"}
"""Those of the standard's that we use; LZWDecode and Crypt are forbidden."""
OPERATORS = {
    "q", "Q", "cm", "w", "m", "l", "c", "h", "re", "S", "f", "B", "BT", "ET", "Tf", "Td", "Tm",
    "Tj", "Tc", "g", "G", "rg", "RG", "Do",
}  # fmt: skip
"""Those of ISO 32000-1 that we use, none of which needs a resource that is not there."""
DEEPEST, LARGEST, LONGEST_NAME, LONGEST_TEXT, MOST_OBJECTS = 28, 2**31 - 1, 127, 32767, 8_388_607
NEEDED_TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
"""ISO 32000-1, 9.9: of a TrueType program in a composite font."""
WHOLE_SUM = 0xB1B0AFBA
"""OpenType, table head: what the words of a font file add up to."""
ICC_42 = 0x04200000
"""ISO 32000-1, table 67: the latest profile that PDF 1.7 knows."""
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC, PDF = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/pdf/1.3/}"
XMP, PDFAID = "{http://ns.adobe.com/xap/1.0/}", "{http://www.aiim.org/pdfa/ns/id/}"

Faults = Iterator[str]


class Font:
    """A composite font of a file: what it says of its glyphs, and what its program says."""

    def __init__(self, parts: Parts, entries: Mapping[str, Value]) -> None:
        self.entries = entries
        self.below: Mapping[str, Value] = parts.get(parts.get(entries["DescendantFonts"])[0])
        self.descriptor: Mapping[str, Value] = parts.get(self.below["FontDescriptor"])
        self.program: Stream | None = parts.get(self.descriptor.get("FontFile2"))
        self.layer: Stream | None = parts.get(entries.get("ToUnicode"))

    @cached_property
    def tables(self) -> dict[str, bytes]:
        return font_tables(self.program.plain) if self.program else {}

    @cached_property
    def widths(self) -> dict[int, int]:
        """Widths by code, as the file says."""
        found: dict[int, int] = {}
        row = list(self.below.get("W", ()))
        while row:
            first, numbers = row.pop(0), row.pop(0)
            found.update(enumerate(numbers, first))
        return found

    @cached_property
    def advances(self) -> list[int]:
        """Widths by glyph in thousandths, as the program says."""
        (units,) = unpack_from(">H", self.tables["head"], 18)
        (count,) = unpack_from(">H", self.tables["maxp"], 4)
        spacing = unpack_from(f">{2 * count}H", self.tables["hmtx"])
        return [round(width * 1000 / units) for width in spacing[::2]]

    @cached_property
    def texts(self) -> dict[int, str]:
        """Characters by code, as the text layer says."""
        layer = self.layer.plain if self.layer is not None else b""
        rows = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", layer)
        return {
            int(code, 16): bytes.fromhex(text.decode("ascii")).decode("utf-16-be")
            for code, text in rows
        }


class Archived:
    """A file to be examined, taken apart once."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.parts = Parts(content)
        self.fonts = {
            number: Font(self.parts, entries)
            for number, entries in self.parts.objects.items()
            if isinstance(entries, Mapping) and entries.get("Subtype") == "Type0"
        }

    @property
    def packet(self) -> bytes:
        stream: Stream = self.parts.get(self.parts.catalogue["Metadata"])
        return stream.raw

    @property
    def said(self) -> ET.Element:
        """What the metadata packet describes."""
        found = ET.fromstring(self.packet).find(f".//{RDF}Description")  # noqa: S314 - our own file
        if found is None:
            raise Malformed("the packet describes nothing")
        return found

    def drawings(self) -> Iterator[tuple[bytes, Mapping[str, Value]]]:
        """Yield the operators of pages and forms, and the resources they may name."""
        for page in self.parts.pages():
            resources = self.parts.get(page["Resources"])
            yield self.parts.get(page["Contents"]).plain, resources
        for _number, stream in self.parts.streams():
            if stream.entries.get("Subtype") == "Form":
                yield stream.plain, self.parts.get(stream.entries.get("Resources", {}))

    def shown(self) -> Iterator[tuple[Font, int]]:
        """Yield each code that is drawn, once a font."""
        drawn: dict[int, set[int]] = {}
        for content, resources in self.drawings():
            fonts, codes = self.parts.get(resources.get("Font", {})), set[int]()
            for operator, operands in operations(content):
                if operator == "Tf":
                    codes = drawn.setdefault(fonts[operands[0]].number, set())
                elif operator == "Tj":
                    codes.update(unpack_from(f">{len(operands[0]) // 2}H", operands[0]))
        yield from ((self.fonts[at], code) for at, codes in drawn.items() for code in codes)


def header(file: Archived) -> Faults:
    """6.1.2: the version, then a comment of four bytes that no text has."""
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}[\r\n]", file.content):
        yield "no header of a binary file"


def trailer(file: Archived) -> Faults:
    """6.1.3: an identity of two strings, no encryption, nothing after the end."""
    identity = file.parts.trailer.get("ID", [])
    if len(identity) != 2 or not all(isinstance(one, bytes) and one for one in identity):
        yield "no identity"
    if "Encrypt" in file.parts.trailer:
        yield "encrypted"
    if file.content.count(b"%%EOF") != 1 or not re.search(rb"%%EOF\r?\n?\Z", file.content):
        yield "something stands after the end"


def streams(file: Archived) -> Faults:
    """6.1.7: nothing outside of the file, no filter that is not free, no keyword moved.

    Their lengths and line ends :class:`Parts` has seen to.
    """
    for number, stream in file.parts.streams():
        if stream.entries.keys() & {"F", "FFilter", "FDecodeParms"}:
            yield f"stream {number} lies elsewhere"
        if stream.entries.get("Filter", "FlateDecode") not in FILTERS:
            yield f"stream {number} is filtered by {stream.entries['Filter']}"
        if file.content[stream.start - 1 : stream.start] != b"\n":
            yield f"stream {number} does not begin on a line of its own"


def limits(file: Archived) -> Faults:
    """6.1.13: how large numbers, names, texts and a file may be."""
    if len(file.parts.objects) > MOST_OBJECTS:
        yield "too many objects"
    for entries in file.parts.dictionaries():
        yield from _large(entries)
    for content, _resources in file.drawings():
        depth = deepest = 0
        for operator, operands in operations(content):
            depth += {"q": 1, "Q": -1}.get(operator, 0)
            deepest = max(deepest, depth)
            yield from _large(operands)
        if deepest > DEEPEST or depth:
            yield f"states are kept {deepest} deep, {depth} for ever"


def _large(values: Value) -> Faults:
    for value in [*values, *values.values()] if isinstance(values, Mapping) else values:
        if isinstance(value, list):
            yield from _large(value)
        elif isinstance(value, int | float) and abs(value) > LARGEST:
            yield f"the number {value}"
        elif isinstance(value, bytes) and len(value) > LONGEST_TEXT:
            yield f"a text of {len(value)} bytes"
        elif isinstance(value, str) and len(value.encode()) > LONGEST_NAME:
            yield f"the name {value}"


def page_boxes(file: Archived) -> Faults:
    """6.1.13: pages of 3 to 14400 points; ISO 32000-1, 14.11.2: their boxes within the sheet."""
    for number, page in enumerate(file.parts.pages(), 1):
        left, bottom, right, top = page["MediaBox"]
        if not (3 <= right - left <= 14_400 and 3 <= top - bottom <= 14_400):
            yield f"page {number} is of {right - left} by {top - bottom} points"
        for box in page.keys() & {"CropBox", "TrimBox", "BleedBox", "ArtBox"}:
            if not (left <= page[box][0] < page[box][2] <= right):
                yield f"the {box} of page {number}"


def content_streams(file: Archived) -> Faults:
    """6.2.2: known operators only, and what they name is among the resources."""
    kinds = {"Tf": "Font", "Do": "XObject"}
    for content, resources in file.drawings():
        for operator, operands in operations(content):
            if operator not in OPERATORS:
                yield f"the operator {operator}"
            elif operator in kinds:
                known = file.parts.get(resources.get(kinds[operator], {}))
                if file.parts.get(known.get(operands[0])) is None:
                    yield f"{operands[0]} is no resource"


def output_intent(file: Archived) -> Faults:
    """6.2.3, 6.2.4.3: what greys and reds mean; one profile, of as many channels as it says."""
    intents = file.parts.catalogue.get("OutputIntents", [])
    if [one.get("S") for one in intents] != ["GTS_PDFA1"]:
        yield "device colours without an output intent"
        return
    profile: Stream = file.parts.get(intents[0]["DestOutputProfile"])
    plain = profile.plain
    size, _kind, version = unpack_from(">3I", plain)
    if (size, plain[12:20], plain[36:40]) != (len(plain), b"mntrRGB ", b"acsp"):
        yield "the profile is none of a screen in RGB"
    if version > ICC_42:
        yield f"a profile of version {version:08x}"
    if profile.entries.get("N") != 3:
        yield f"{profile.entries.get('N')} channels"


def colours(file: Archived) -> Faults:
    """6.2.4.3: of colours by device only grey and RGB, as the output intent is RGB."""
    for number, stream in file.parts.streams():
        space = stream.entries.get("ColorSpace")
        base = space[1] if isinstance(space, list) else space
        if base not in (None, "DeviceGray", "DeviceRGB"):
            yield f"stream {number} is in {space}"


def graphics_state(file: Archived) -> Faults:
    """6.2.5, 6.2.10: no transfer functions, no halftones, nothing shines through."""
    for entries in file.parts.dictionaries():
        forbidden = entries.keys() & {"ExtGState", "TR", "TR2", "HTP", "SMask", "ca", "CA", "BM"}
        if forbidden or entries.get("S") == "Transparency":
            yield f"{sorted(forbidden)} in {entries}"


def images(file: Archived) -> Faults:
    """6.2.8, 6.2.9: no other versions, nothing invented between pixels, no program."""
    for number, stream in file.parts.streams():
        entries = stream.entries
        if entries.get("Interpolate", False) is not False:
            yield f"image {number} is interpolated"
        if wrong := entries.keys() & {"Alternates", "OPI", "Ref", "PS", "Subtype2"}:
            yield f"{sorted(wrong)} in {number}"
        if entries.get("Subtype") not in (None, "XML", "Image", "Form"):
            yield f"{entries['Subtype']} in {number}"
        if entries.get("Filter") == "DCTDecode" and stream.raw[:2] + stream.raw[-2:] != (
            b"\xff\xd8\xff\xd9"
        ):
            yield f"image {number} is no whole JPEG"


def composite_fonts(file: Archived) -> Faults:
    """6.2.11.2, 6.2.11.3: one kind of font, its codes are its glyphs."""
    for entries in file.parts.dictionaries():
        if entries.get("Type") == "Font" and entries["Subtype"] not in ("Type0", "CIDFontType2"):
            yield f"a font of kind {entries['Subtype']}"
    for number, font in file.fonts.items():
        system = font.below["CIDSystemInfo"]
        if font.entries["Encoding"] != "Identity-H" or system["Ordering"] != b"Identity":
            yield f"the codes of font {number}"
        if font.below.get("CIDToGIDMap") != "Identity":
            yield f"font {number} does not say which glyphs its codes are"


def embedded_fonts(file: Archived) -> Faults:
    """6.2.11.4: each font travels along, whole for what is drawn; a set of codes is complete."""
    for number, font in file.fonts.items():
        names = {font.entries["BaseFont"], font.below["BaseFont"], font.descriptor["FontName"]}
        if len(names) != 1 or not re.match(r"[A-Z]{6}\+", names.pop()):
            yield f"font {number} has no name of a part"
        if font.program is None:
            yield f"font {number} stays at home"
        elif not font.tables.keys() >= NEEDED_TABLES:
            yield f"font {number} lacks {NEEDED_TABLES - font.tables.keys()}"
        elif font.program.entries["Length1"] != len(font.program.plain):
            yield f"font {number} is not as long as it says"
        elif sum(unpack_from(f">{len(font.program.plain) // 4}I", font.program.plain)) % 2**32 != (
            WHOLE_SUM
        ):
            yield f"the words of font {number} add up to something else"
        if "CIDSet" in font.descriptor:
            held = int.from_bytes(file.parts.get(font.descriptor["CIDSet"]).plain, "big")
            if held.bit_count() != len(font.advances):
                yield f"the set of codes of font {number} is not complete"


def metrics(file: Archived) -> Faults:
    """6.2.11.5: widths in the file are those of the program."""
    for number, font in file.fonts.items():
        if font.program is None:
            continue
        if sorted(font.widths) != list(range(1, len(font.advances))):
            yield f"font {number} has {len(font.widths)} widths"
        for code, width in font.widths.items():
            if code < len(font.advances) and abs(width - font.advances[code]) > 1:
                yield f"glyph {code} of font {number} is {font.advances[code]} wide, not {width}"


def text_layer(file: Archived) -> Faults:
    """6.2.11.7 (level u): every glyph that is drawn is a character, and none of the forbidden."""
    for number, font in file.fonts.items():
        if font.layer is None:
            yield f"font {number} has no text layer"
    for font, code in file.shown():
        if font.texts.get(code, "\0") in ("\0", "\ufeff", "\ufffe"):
            yield f"glyph {code} is no character"


def missing_glyphs(file: Archived) -> Faults:
    """6.2.11.8: the glyph that stands for a missing one is never drawn."""
    for font, code in file.shown():
        if code == 0 or (font.program is not None and code >= len(font.advances)):
            yield f"glyph {code} is missing"


def no_actions(file: Archived) -> Faults:
    """6.3, 6.4, 6.5, 6.8, 6.9, 6.10: nothing to click, to run, to fill in, to hide, to attach."""
    for entries in file.parts.dictionaries():
        wrong = entries.keys() & {
            "AA", "OpenAction", "JavaScript", "JS", "A", "Annots", "AcroForm", "EmbeddedFiles",
            "EF", "OCProperties", "OC", "AlternatePresentations", "PresSteps", "Trans", "Perms",
            "Requirements", "NeedsRendering", "AF",
        }  # fmt: skip
        if wrong:
            yield f"{sorted(wrong)}"


def packet(file: Archived) -> Faults:
    """6.6.2: a packet in UTF-8, neither compressed nor said to be of another writing."""
    entries = file.parts.get(file.parts.catalogue["Metadata"]).entries
    if entries.get("Type") != "Metadata" or entries.get("Subtype") != "XML" or "Filter" in entries:
        yield f"metadata that are {entries}"
    text = file.packet.decode("utf-8")
    head = re.match(r"<\?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"\?>\n", text)
    if head is None or not text.endswith('<?xpacket end="r"?>'):
        yield "no packet"


def says_the_same(file: Archived) -> Faults:
    """6.6.2.3: the information dictionary and the packet agree."""
    told, said = file.parts.get(file.parts.trailer["Info"]), file.said
    pairs = {
        "Title": said.findtext(f"{DC}title/{RDF}Alt/{RDF}li"),
        "Author": said.findtext(f"{DC}creator/{RDF}Seq/{RDF}li"),
        "Producer": said.findtext(f"{PDF}Producer"),
        "Creator": said.findtext(f"{XMP}CreatorTool"),
    }
    for key, words in pairs.items():
        if told[key][:2] != b"\xfe\xff" or told[key][2:].decode("utf-16-be") != words:
            yield f"{key} is {told[key]!r} and {words}"
    for key, name in (("CreationDate", "CreateDate"), ("ModDate", "ModifyDate")):
        written = re.sub(r"D:(\d{14})([+-]\d\d)'(\d\d)'", r"\1\2\3", told[key].decode("ascii"))
        when = datetime.strptime(written, "%Y%m%d%H%M%S%z")
        if when != datetime.fromisoformat(said.findtext(f"{XMP}{name}") or "0001-01-01"):
            yield f"{key} is {written}"


def level(file: Archived) -> Faults:
    """6.6.4: the file says what it is."""
    said = file.said
    told = said.findtext(f"{PDFAID}part"), said.findtext(f"{PDFAID}conformance")
    if told != ("2", "U"):
        yield f"part and level are {told}"


def told_to_readers(file: Archived) -> Faults:
    """Not of level u, but ours: language, title in the bar, page labels, bookmarks that lead on."""
    catalogue = file.parts.catalogue
    if catalogue.get("Lang") != b"zh-CN" or not catalogue["ViewerPreferences"]["DisplayDocTitle"]:
        yield "no language, or no title"
    numbers = catalogue["PageLabels"]["Nums"][::2]
    if numbers[:1] != [0] or any(one >= other for one, other in pairwise(numbers)):
        yield f"page labels begin at {numbers}"
    pages = [id(page) for page in file.parts.pages()]
    for entries in file.parts.dictionaries():
        target = entries.get("Dest", [None])[0]
        if isinstance(target, Ref) and id(file.parts.get(target)) not in pages:
            yield f"a bookmark leads to {target}"


CLAUSES: tuple[Callable[[Archived], Faults], ...] = (
    header, trailer, streams, limits, page_boxes, content_streams, output_intent, colours,
    graphics_state, images, composite_fonts, embedded_fonts, metrics, text_layer, missing_glyphs,
    no_actions, packet, says_the_same, level, told_to_readers,
)  # fmt: skip


def archive_faults(content: bytes) -> list[str]:
    """Return what an archive would find wrong with a file, clause by clause."""
    try:
        file = Archived(content)
        return [f"{clause.__name__}: {fault}" for clause in CLAUSES for fault in clause(file)]
    except (Malformed, ET.ParseError, UnicodeDecodeError) as error:
        return [f"file structure: {error}"]
