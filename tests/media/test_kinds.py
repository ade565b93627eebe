"""The first bytes say what a file is."""

from __future__ import annotations

import pytest

from inspector.media.kinds import Kind, kind_of


def box(major: bytes, *others: bytes) -> bytes:
    body = b"ftyp" + major + bytes(4) + b"".join(others)
    return (len(body) + 4).to_bytes(4, "big") + body


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe1", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (box(b"heic"), Kind.HEIC),
        (box(b"heix", b"mif1"), Kind.HEIC),
        (box(b"mif1", b"mif1", b"heic"), Kind.HEIC),
        (box(b"mif1", b"avif"), None),
        (box(b"avif"), None),
        (box(b"isom"), None),
        (box(b"mif1") + b"heicheicheic", None),
        (b"RIFF\0\0\0\0WEBP", None),
        (b"", None),
    ],
)
def test_kind(content: bytes, kind: Kind | None) -> None:
    assert kind_of(content) is kind
