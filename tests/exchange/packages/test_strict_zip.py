"""The strict zip profile: what it takes, and the hostile zips that it does not."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree, canonical
from inspector.exchange.reject import ContainerRefused
from inspector.exchange.strict_zip import (
    MAX_ENTRIES,
    MAX_MANIFEST,
    MAX_OBJECT,
    Content,
    Member,
    StrictReader,
    manifest_bytes,
    object_name,
    object_of,
    pack,
    packed_size,
    read_manifest,
)

PHOTO = b"photo"
PHOTO_NAME = object_name(sha256(PHOTO).hexdigest(), "image/jpeg")
CONTENTS = (
    Content.of("README.txt", b"read me"),
    Content.of("records.jsonl", b"{}\n"),
    Content.of(PHOTO_NAME, PHOTO),
)


def zipped(contents: Sequence[Content] = CONTENTS) -> tuple[bytes, bytes]:
    """Return a zip of the profile and its manifest."""
    manifest = manifest_bytes([each.member for each in contents])
    return b"".join(pack(manifest, iter(contents))), manifest


def taken(plain: bytes, manifest: bytes, step: int = 2**16) -> dict[str, bytes]:
    """Read a zip in pieces of ``step`` bytes; return what was handed out."""
    out: dict[str, bytes] = {}
    reader = StrictReader(
        sha256(manifest).hexdigest(), lambda member, content: out.update({member.name: content})
    )
    for at in range(0, len(plain), step):
        reader.feed(plain[at : at + step])
        reader.feed(b"")
    reader.finish()
    return out


def refused(plain: bytes, manifest: bytes) -> str:
    """Check that a zip is refused, in one piece and in many; return where."""
    with pytest.raises(ContainerRefused):
        taken(plain, manifest, 7)
    with pytest.raises(ContainerRefused) as caught:
        taken(plain, manifest)
    return str(caught.value.facts["where"])


@given(
    st.lists(st.binary(max_size=200), max_size=6, unique=True),
    st.binary(max_size=300),
    st.integers(1, 400),
)
def test_what_was_packed_is_handed_out(photos: list[bytes], records: bytes, step: int) -> None:
    contents = [Content.of("records.jsonl", records)]
    for photo in photos:
        digest = sha256(photo).hexdigest()
        contents.append(Content.of(object_name(digest, "image/png"), photo))
    plain, manifest = zipped(contents)
    assert len(plain) == packed_size([each.member for each in contents], len(manifest))
    expected = {each.member.name: each.content for each in contents}
    assert taken(plain, manifest, step) == expected


def test_the_standard_library_reads_it() -> None:
    plain, manifest = zipped()
    with zipfile.ZipFile(io.BytesIO(plain)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["manifest.json", *(each.member.name for each in CONTENTS)]
        assert opened.read("manifest.json") == manifest
        assert opened.read(PHOTO_NAME) == PHOTO


def test_every_bit_flip_and_cut_is_refused() -> None:
    plain, manifest = zipped()
    whole = taken(plain, manifest)
    for bit in range(8 * len(plain)):
        flipped = bytearray(plain)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ContainerRefused):
            taken(bytes(flipped), manifest)
    for size in range(len(plain)):
        with pytest.raises(ContainerRefused):
            taken(plain[:size], manifest)
    assert taken(plain, manifest) == whole


@pytest.mark.parametrize("junk", [b"\0", b"PK\5\6" + bytes(18), b"comment"])
def test_bytes_before_or_after_are_refused(junk: bytes) -> None:
    plain, manifest = zipped()
    refused(junk + plain, manifest)
    assert refused(plain + junk, manifest) == "多余内容"


def test_another_manifest_than_the_header_says_is_refused() -> None:
    plain, _ = zipped()
    assert refused(plain, b"{}") == "manifest.json"


def by_zipfile(
    fill: Callable[[zipfile.ZipFile], object], contents: Sequence[Content] = CONTENTS
) -> tuple[bytes, bytes]:
    """Return a zip of the same contents, written by the standard library, and its manifest."""
    manifest = manifest_bytes([each.member for each in contents])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packing:
        fill(packing)
    return out.getvalue(), manifest


def entry(
    name: str, *, attribute: int = 0, extra: bytes = b"", deflate: bool = False
) -> zipfile.ZipInfo:
    """Return an entry with the fixed date; what is given makes it hostile."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 0
    info.create_version = info.extract_version = 10
    info.external_attr = attribute
    info.extra = extra
    info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    return info


def test_a_harmless_zip_of_the_standard_library_is_refused_as_well() -> None:
    def plain_fill(packing: zipfile.ZipFile) -> None:
        packing.writestr(entry("manifest.json"), manifest_bytes([each.member for each in CONTENTS]))
        for each in CONTENTS:
            packing.writestr(entry(each.member.name), each.content)

    plain, manifest = by_zipfile(plain_fill)
    assert refused(plain, manifest) == "目录"  # it writes other versions there


HOSTILE = {
    "deflate": {"deflate": True},
    "extra field": {"extra": b"\x75\x70\x04\0abcd"},
    "zip64": {"extra": b"\1\0\x10\0" + bytes(16)},
    "symlink": {"attribute": (stat.S_IFLNK | 0o777) << 16},
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_entry_is_refused(how: str) -> None:
    def fill(packing: zipfile.ZipFile) -> None:
        packing.writestr(entry("manifest.json"), manifest_bytes([each.member for each in CONTENTS]))
        for each in CONTENTS:
            packing.writestr(entry(each.member.name, **HOSTILE[how]), each.content)  # type: ignore[arg-type] # a table of mixed arguments

    plain, manifest = by_zipfile(fill)
    # make the version ours, so that only the hostile part is left to be found
    for local in (b"PK\3\4", b"PK\1\2\x14\0"):
        plain = plain.replace(local + b"\x14\0", local[:4] + b"\x0a\0" * (len(local) // 2 - 1))
    refused(plain, manifest)


def test_a_data_descriptor_is_refused() -> None:
    plain, manifest = zipped()
    at = plain.index(b"PK\3\4", 10)
    with_flag = plain[: at + 6] + b"\x08\0" + plain[at + 8 :]
    assert refused(with_flag, manifest) == "README.txt"


def test_a_symlink_attribute_in_the_directory_is_refused() -> None:
    plain, manifest = zipped()
    at = plain.rindex(b"PK\1\2")
    link = ((stat.S_IFLNK | 0o777) << 16).to_bytes(4, "little")
    assert refused(plain[: at + 38] + link + plain[at + 42 :], manifest) == "目录"


def test_overlapping_entries_are_refused() -> None:
    plain, manifest = zipped()
    at = plain.rindex(b"PK\1\2")
    first = plain.index(b"PK\3\4", 10).to_bytes(4, "little")
    assert refused(plain[: at + 42] + first + plain[at + 46 :], manifest) == "目录"


def test_entries_in_another_order_are_refused() -> None:
    manifest = manifest_bytes([each.member for each in CONTENTS])
    plain = b"".join(pack(manifest, iter(CONTENTS[::-1])))
    assert refused(plain, manifest) == "README.txt"


def test_content_that_its_digest_does_not_fit_is_refused() -> None:
    lying = Content(
        member=CONTENTS[0].member, content=b"READ ME", crc=Content.of("x", b"READ ME").crc
    )
    manifest = manifest_bytes([lying.member])
    assert refused(b"".join(pack(manifest, iter([lying]))), manifest) == "README.txt"


@pytest.mark.parametrize("size", [0, MAX_MANIFEST + 1, 2**32 - 1])
def test_a_manifest_of_no_or_too_great_size_is_refused(size: int) -> None:
    plain, manifest = zipped()
    sized = plain[:18] + size.to_bytes(4, "little") + plain[22:]
    assert refused(sized, manifest) == "manifest.json"


NAMES = [
    "../records.jsonl", "/records.jsonl", "C:\\records.jsonl", "records.jsonl ", "Records.jsonl",
    "manifest.json", "objects/aa/" + "b" * 64 + ".jpg", "objects/aa/" + "a" * 64 + ".JPG",
    "objects/aa/" + "a" * 64 + ".svg", "objects/aa/" + "A" * 64 + ".jpg", "objects/", "",
    "objects/aa/" + "a" * 63 + ".jpg", "objects/aa/" + "a" * 64 + ".jpg\n", "说明.txt", "CON",
    "README.txt/", "README.txt\0.jpg", "objects\\aa\\" + "a" * 64 + ".jpg",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_outside_the_grammar_is_refused(name: str) -> None:
    with pytest.raises(ContainerRefused):
        read_manifest(manifest_bytes([Member(name=name, size=1, sha256="a" * 64)]))


GOOD: dict[str, Tree] = {"name": "README.txt", "size": 1, "sha256": "a" * 64}


@pytest.mark.parametrize(
    "tree",
    [
        [],
        {"v": 1},
        {"v": 2, "entries": []},
        {"v": 1, "entries": {}},
        {"v": 1, "entries": [1]},
        {"v": 1, "entries": [{**GOOD, "more": 1}]},
        {"v": 1, "entries": [{**GOOD, "name": 1}]},
        {"v": 1, "entries": [{**GOOD, "sha256": "A" * 64}]},
        {"v": 1, "entries": [{**GOOD, "sha256": 7}]},
        {"v": 1, "entries": [{**GOOD, "size": -1}]},
        {"v": 1, "entries": [{**GOOD, "size": True}]},
        {"v": 1, "entries": [{**GOOD, "size": "1"}]},
        {"v": 1, "entries": [{**GOOD, "size": MAX_OBJECT}]},
        {"v": 1, "entries": [GOOD, GOOD]},
        {"v": 1, "entries": [{**GOOD, "name": "objects/bb/" + "b" * 64 + ".jpg"}]},
    ],
)
def test_a_malformed_manifest_is_refused(tree: Tree) -> None:
    with pytest.raises(ContainerRefused):
        read_manifest(canonical(tree))


def test_a_manifest_that_is_no_canonical_json_is_refused() -> None:
    with pytest.raises(ContainerRefused):
        read_manifest(b'{"entries": [], "v": 1}')


def test_as_many_entries_as_allowed_are_taken_and_no_more() -> None:
    members = [
        Member(name=object_name(f"{number:064x}", "image/png"), size=1, sha256=f"{number:064x}")
        for number in range(MAX_ENTRIES)
    ]
    assert len(read_manifest(manifest_bytes(members[1:]))) == MAX_ENTRIES - 1
    with pytest.raises(ContainerRefused):
        read_manifest(manifest_bytes(members))


def test_the_names_of_photos_say_digest_and_kind() -> None:
    assert object_of(object_name("ab" * 32, "image/png")) == ("ab" * 32, "image/png")
    assert object_of(object_name("ab" * 32, "image/jpeg")) == ("ab" * 32, "image/jpeg")
    assert object_of("records.jsonl") is None
    with pytest.raises(KeyError):
        object_name("ab" * 32, "image/svg+xml")
