"""Writing a package: sealed, signed, read back, and only then under its name.

Source: package format, sections 2, 3 and 7.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

from inspector.domain.canonical import Tree
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.exchange.frame import MAX_PACKAGE, Frame
from inspector.exchange.header import Counts, Header, HeaderFacts, Sealed, package_id
from inspector.exchange.identity import Signer, key_id, recipient_key
from inspector.exchange.picture_caps import refusal
from inspector.exchange.proving import drop_cache
from inspector.exchange.record_lines import write_lines
from inspector.exchange.seal import MAX_OBJECTS, PackageTooBig, seal
from inspector.exchange.strict_zip import (
    MAX_OBJECT,
    README,
    RECORDS,
    Content,
    Member,
    manifest_bytes,
    object_name,
    pack,
    packed_size,
)
from inspector.platform.durable import durable
from inspector.platform.space import require_space

README_TEXT = """\
五星考评数据包

manifest.json  清单：每个文件的名称、大小和 SHA-256
records.jsonl  考评记录，每行一条
objects        现场照片，文件名就是内容的 SHA-256

本包由程序导出并签名。解开后只供查看，改动后不能再导入。
格式说明见程序文档《数据包格式》。
"""
_BOM = b"\xef\xbb\xbf"  # without it older Notepads take the text for GBK

_MARGIN = 2**20
"""Room in bytes for the frame and what age adds, when asking for free space."""


class PhotoUnfit(InspectorError):
    """A photo is not what its record says, so no reader would take it."""

    code = "P203"
    what = "照片 {name} 与登记的不符（{why}），数据包没有写出。"
    next_step = "检查数据文件夹（inspector doctor），重新添加这张照片后再导出。"


class ReadBackFailed(InspectorError):
    """The disk gives back other bytes than were written."""

    code = "P204"
    what = "写到 {path} 的内容读回来不一样，数据包没有写成。"
    next_step = "U 盘可能已损坏或容量不实，换一个再导出。"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedObject:
    """A photo to be packed. ``open`` returns its bytes; it is called once, when its turn comes."""

    digest: Digest
    media: str
    size: int
    open: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What goes into a package: records as canonical trees, and photos, each once."""

    records: Sequence[Mapping[str, Tree]] = ()
    objects: Iterable[PackedObject] = ()
    readme: str = README_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPackage:
    """A package that stands on the disk and was read back. ``size`` in bytes."""

    package_id: str
    path: Path
    size: int
    frame: str
    """The signed lines and the header, as they stand in the file."""


def write_package(
    path: Path,
    head: HeaderFacts,
    payload: Payload,
    signer: Signer,
    recipients: Sequence[str],
    ticket: Ticket,
) -> WrittenPackage:
    """Write one package to ``path``; a file of that name is replaced in one step.

    Photos pass one by one, so memory stays flat. The file is flushed and read back before it
    takes its name. If anything is raised, nothing has changed.

    Args:
        path: The file to be, such as ``T07-20261105-3.wxp``.
        head: What the header says.
        payload: Records and photos.
        signer: Who signs.
        recipients: Who can open it (``age1…``), county and recovery among them; without any the
            payload is in clear.
        ticket: Told how many bytes of photos are packed.

    Raises:
        PackageTooBig: More than a package holds.
        RecordTooLong: A record is longer than readers take.
        PhotoUnfit: A photo is not what its digest says, or not of a kind that travels.
        ReadBackFailed: The disk gave back other bytes.
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused.
        Cancelled: By the ticket.
        ValueError: A header too long, or a recipient that is none.
    """
    plan = _plan(payload, ticket)
    header = Header(
        facts=head,
        counts=plan.counts,
        manifest_sha256=sha256(plan.manifest).hexdigest(),
        recipients=tuple(key_id(recipient_key(each)) for each in recipients),
        sealed=Sealed.AGE if recipients else Sealed.NONE,
    )
    require_space(path.parent, packed_size(plan.members, len(plan.manifest)) + _MARGIN)
    with durable(path) as out:
        out.write(bytes(len(_signed(header, signer).to_bytes())))
        with Path(out.name).open("rb", buffering=0) as back:
            limit = MAX_PACKAGE - out.tell()
            sealed = seal(plan.pieces(ticket), out, recipients, limit=limit, back=back)
            frame = _signed(header.with_payload(sealed.size, sealed.sha256), signer)
            if not _put_in_front(frame.to_bytes(), out, back) or not sealed.proved:
                raise ReadBackFailed(path=path)
    return _written(path, frame, sealed.size)


def _written(path: Path, frame: Frame, payload: int) -> WrittenPackage:
    size = len(frame.to_bytes()) + payload
    return WrittenPackage(
        package_id=package_id(frame.header), path=path, size=size, frame=frame.to_text()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Everything that stands in the zip, in order; photos are not loaded yet."""

    texts: tuple[Content, ...]
    objects: tuple[PackedObject, ...]
    members: tuple[Member, ...]
    manifest: bytes
    counts: Counts

    def pieces(self, ticket: Ticket) -> Iterator[bytes]:
        """Yield the zip; each photo is loaded when its turn comes."""
        yield from pack(self.manifest, self._contents(ticket))

    def _contents(self, ticket: Ticket) -> Iterator[Content]:
        yield from self.texts
        done = 0
        for packed in self.objects:
            yield _load(packed)
            done += packed.size
            ticket.step(done, self.counts.bytes, "打包照片")


def _plan(payload: Payload, ticket: Ticket) -> _Plan:
    lines, revisions = write_lines(ticket.each(payload.records))
    texts = (
        Content.of(README, _BOM + payload.readme.replace("\n", "\r\n").encode()),
        Content.of(RECORDS, lines),
    )
    objects = tuple({each.digest: each for each in payload.objects}.values())
    members = (*(text.member for text in texts), *(_member(each) for each in objects))
    manifest = manifest_bytes(members)
    if len(objects) > MAX_OBJECTS or packed_size(members, len(manifest)) > MAX_PACKAGE:
        raise PackageTooBig(limit=MAX_PACKAGE, objects=MAX_OBJECTS)
    size = sum(each.size for each in objects)
    counts = Counts(revisions=revisions, objects=len(objects), bytes=size)
    return _Plan(texts=texts, objects=objects, members=members, manifest=manifest, counts=counts)


def _member(packed: PackedObject) -> Member:
    if packed.size > MAX_OBJECT:
        raise PhotoUnfit(name=packed.digest[:12], why=f"{packed.size:,} 字节，太大")
    name = object_name(packed.digest, packed.media)
    return Member(name=name, size=packed.size, sha256=packed.digest)


def _load(packed: PackedObject) -> Content:
    content = Content.of(object_name(packed.digest, packed.media), packed.open())
    why = refusal(content.content, packed.media)
    if content.member != _member(packed):
        why = "内容已改变"
    if why:
        raise PhotoUnfit(name=packed.digest[:12], why=why)
    return content


def _signed(header: Header, signer: Signer) -> Frame:
    public = signer.public
    unsigned = Frame(
        key=key_id(public),
        public=public if signer.introduces else None,
        enrolment=signer.enrolment,
        signature=bytes(64),
        header=header.to_bytes(),
    )
    return Frame(
        key=unsigned.key,
        public=unsigned.public,
        enrolment=unsigned.enrolment,
        signature=signer.sign(unsigned.signed),
        header=unsigned.header,
    )


def _put_in_front(frame: bytes, out: BinaryIO, back: RawIOBase) -> bool:
    """Write the frame into the room left for it; tell whether the disk gives it back."""
    out.seek(0)
    out.write(frame)
    out.flush()
    os.fsync(out.fileno())
    drop_cache(back, 0, len(frame))
    back.seek(0)
    return back.read(len(frame)) == frame
