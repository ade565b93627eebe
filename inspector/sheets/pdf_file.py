"""The file structure of a PDF: numbered objects, written as they become ready, and their table.

Own writer instead of a library's: that one formats every name and number by itself, which took a
fifth of a sheet's time, and holds all objects and the file at once, so a book of a county's sheets
needed twice its photos in memory. Source: ISO 32000-1, 7.5; ISO 19005-2, 6.1.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The second line tells that the file is binary (ISO 19005-2, 6.1.2)."""


QUICK = 3
"""Level of compression: a third quicker than the library's 6, and a sheet grows by 0.4 %."""


class PdfFile:
    """Objects of one file; each is known by its reference, such as ``12 0 R``."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = out.write(HEAD)
        self._places: list[int] = []
        """Where each object begins, from number 1; 0 for one that is not written yet."""

    def reserve(self) -> str:
        """Return the reference of an object that is put later."""
        self._places.append(0)
        return f"{len(self._places)} 0 R"

    def put(self, content: bytes, at: str | None = None) -> str:
        """Write an object, under the reserved reference ``at`` if given; return its reference."""
        at = at or self.reserve()
        number = int(at.partition(" ")[0])
        self._places[number - 1] = self._at
        self._at += self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return at

    def stream(self, content: bytes, entries: str) -> str:
        """Write a stream whose bytes are ready; ``entries`` are those of its dictionary.

        The line end before ``endstream`` is asked for by an archive (ISO 19005-2, 6.1.7).
        """
        head = f"<<{entries} /Length {len(content)}>>".encode("ascii")
        return self.put(b"%b\nstream\n%b\nendstream" % (head, content))

    def deflated(self, content: bytes, entries: str = "") -> str:
        """Compress and write a stream."""
        return self.stream(
            zlib.compress(content, QUICK), f"{entries} /Filter /FlateDecode".lstrip()
        )

    def finish(self, *, root: str, info: str, name: str) -> None:
        """Write the table of objects; ``name`` is the file's identity, 32 hexadecimal digits."""
        size = len(self._places) + 1
        rows = "".join(
            f"{place:010d} 00000 n \n" if place else "0000000000 65535 f \n"
            for place in (0, *self._places)
        )
        self._out.write(
            f"xref\n0 {size}\n{rows}trailer\n<</Size {size} /Root {root} /Info {info} "
            f"/ID [<{name}> <{name}>]>>\nstartxref\n{self._at}\n%%EOF\n".encode("ascii")
        )


def text_string(text: str) -> str:
    """Return a text as PDF objects hold it (ISO 32000-1, 7.9.2.2)."""
    return f"<feff{text.encode('utf-16-be').hex()}>"
