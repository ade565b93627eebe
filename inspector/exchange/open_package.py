"""Looking into a package without taking it: what it claims, and its payload as a plain zip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.progress import Ticket
from inspector.exchange.frame import EnrolmentLine
from inspector.exchange.header import Header, package_id, read_header
from inspector.exchange.identity import SealingKey, fingerprint
from inspector.exchange.read_package import check_payload, unsealed
from inspector.exchange.staging import Source, framed
from inspector.exchange.strict_zip import StrictReader
from inspector.platform.durable import durable


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a file says of itself. Nothing of it is verified (未验证): show it as such."""

    package_id: str
    size: int
    """Of the file, in bytes."""
    key: str
    public: bytes | None
    """The Ed25519 key that the file brings along, if it brings one."""
    enrolment: EnrolmentLine | None
    header: Header

    @property
    def fingerprint(self) -> str:
        """Of that key, or empty."""
        return fingerprint(self.public) if self.public else ""


def describe(source: Source) -> Claims:
    """Read frame and header without any key.

    Raises:
        Reject: Frame or header are malformed.
        FileMissing, FolderReadOnly, FileUnreadable: The disk refused.
    """
    found = framed(source)
    frame = found.frame
    return Claims(
        package_id=package_id(frame.header),
        size=found.size,
        key=frame.key,
        public=frame.public or (frame.enrolment.signing if frame.enrolment else None),
        enrolment=frame.enrolment,
        header=read_header(frame.header),
    )


def open_plain(
    source: Source, identities: Sequence[SealingKey], out_dir: Path, ticket: Ticket
) -> Path:
    """Write the payload as an ordinary zip into ``out_dir`` and return its path.

    The zip is checked against the header on the way and appears whole or not at all. Who signed
    is not asked: with a recovery key one may stand before a package without any trust book.

    Raises:
        Reject: Malformed, damaged, or none of the identities opens it.
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: The disk refused.
        Cancelled: By the ticket.
    """
    found = framed(source)
    header = read_header(found.frame.header)
    check_payload(found, header, ticket)
    target = out_dir / f"{package_id(found.frame.header)[:16]}.zip"
    reader = StrictReader(header.manifest_sha256, lambda _member, _content: None)
    with durable(target) as out:

        def take(piece: bytes) -> None:
            reader.feed(piece)
            out.write(piece)

        unsealed(found, header, identities, take)
        reader.finish()
    return target
