"""Reading a package: the cheapest check first, and nothing taken before it is proved.

The steps are those of the package format, section 9: this module does 1 to 12. The caller keeps
photos and records, in one transaction, and asks its store whether the package came before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from inspector.domain.errors import InspectorError
from inspector.domain.ids import CountyCode, Digest
from inspector.domain.progress import Ticket
from inspector.domain.record import Record
from inspector.exchange.frame import EnrolmentLine, Frame
from inspector.exchange.header import (
    Counts,
    Header,
    HeaderFacts,
    Kind,
    Sealed,
    package_id,
    read_header,
    rids_digest,
)
from inspector.exchange.identity import SealingKey, fingerprint, key_id, signature_holds
from inspector.exchange.lane import PIECE, digest_of
from inspector.exchange.picture_caps import refusal
from inspector.exchange.record_lines import read_lines
from inspector.exchange.reject import (
    Altered,
    ContainerRefused,
    CutOff,
    DeviceRevoked,
    EnrolmentRefused,
    FrameDamaged,
    NotForUs,
    OtherCounty,
    Outdated,
    PictureRefused,
    SignatureWrong,
    UnknownKey,
    WrongSigner,
)
from inspector.exchange.seal import unseal
from inspector.exchange.staging import Framed, Source, framed
from inspector.exchange.strict_zip import RECORDS, Member, StrictReader, object_of
from inspector.exchange.team_code import code_key
from inspector.exchange.trust_book import KeyRole, KnownKey, TrustBook, enrolled
from inspector.platform.durable import explaining

FROM_LAPTOPS = frozenset({Kind.VISIT, Kind.OBJECTS})
"""Kinds that a team's laptop signs; the county signs the others."""


class WrongTeamCode(InspectorError):
    """The code does not open the dispatch."""

    code = "K202"
    what = "组码打不开这个下发包（{label}）。"
    next_step = "核对组码和下发包是否同一组、同一轮；不对就请县办重发。"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageHead:
    """What a package says of itself; signature and signer were checked, the payload was not."""

    package_id: str
    size: int
    """Of the file, in bytes."""
    header: Header
    signer: KnownKey
    frame: str
    """The signed lines and the header, as they stood in the file."""
    enrolment: EnrolmentLine | None = None
    """Set where the signer is new and its invitation was in order: enrol it with the records."""

    @property
    def facts(self) -> HeaderFacts:
        """What the maker stated."""
        return self.header.facts

    @property
    def kind(self) -> Kind:
        """What the package is for."""
        return self.header.facts.kind

    @property
    def label(self) -> str:
        """What the package is called for people."""
        return self.header.facts.label

    @property
    def counts(self) -> Counts:
        """How much it holds."""
        return self.header.counts


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedObject:
    """A photo that came in a package and was handed to the caller. ``size`` in bytes."""

    digest: Digest
    media: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContents:
    """Everything of a package that passed every check."""

    head: PackageHead
    records: tuple[Record, ...]
    objects: tuple[CarriedObject, ...]


KeepObject = Callable[[Digest, bytes], None]
"""Takes one checked photo; what it raises ends the reading."""


def look(source: Source, trust: TrustBook) -> PackageHead:
    """Check who sent a package and read its header: steps 1 to 6.

    Raises:
        Reject: Any of those steps.
        FileMissing, FolderReadOnly, FileUnreadable: The disk refused.
    """
    return _look(framed(source), trust)


def read(
    source: Source,
    trust: TrustBook,
    identities: Sequence[SealingKey],
    *,
    keep_object: KeepObject,
    ticket: Ticket,
) -> PackageContents:
    """Read a package whole: steps 1 to 12. Nothing in clear touches the disk.

    Args:
        source: The package, staged or in place.
        trust: Which keys are believed.
        identities: The sealing keys to try.
        keep_object: Called with each photo, which is authentic and within the caps but not
            decoded; in the order of the manifest.
        ticket: Told how many bytes of the payload are read.

    Raises:
        Reject: Any of those steps. Photos that ``keep_object`` took before are orphans.
        FileMissing, FolderReadOnly, FileUnreadable: The disk refused.
        Cancelled: By the ticket.
    """
    found = framed(source)
    head = _look(found, trust)
    check_payload(found, head.header, ticket)
    intake = _Intake(head, keep_object, ticket)
    reader = StrictReader(head.header.manifest_sha256, intake.take)
    unsealed(found, head.header, identities, _stepping(reader.feed, head.header, ticket))
    reader.finish()
    return intake.contents()


def verify(
    source: Source, trust: TrustBook, identities: Sequence[SealingKey], ticket: Ticket
) -> PackageHead:
    """Check a package as :func:`read` does and keep nothing.

    Without identities the seal stays closed: signature and digest of the payload are checked,
    which is all that transport can damage.

    Raises:
        Reject: Any step.
        FileMissing, FolderReadOnly, FileUnreadable: The disk refused.
        Cancelled: By the ticket.
    """
    if identities:
        return read(source, trust, identities, keep_object=_forget, ticket=ticket).head
    found = framed(source)
    head = _look(found, trust)
    check_payload(found, head.header, ticket)
    return head


def read_dispatch(
    source: Source, code: str, *, keep_object: KeepObject, ticket: Ticket
) -> PackageContents:
    """Open a dispatch with the code of the team's slip, on a laptop that trusts nobody yet.

    Who can seal for the code has seen it, and the code's key depends on the county's key. So a
    dispatch that opens proves its signer, ``contents.head.signer``: that key is trusted from now
    on.

    Raises:
        CodeMistyped: The code cannot be one.
        WrongTeamCode: It does not open this dispatch.
        Reject: Any other step.
        FileMissing, FolderReadOnly, FileUnreadable: The disk refused.
        Cancelled: By the ticket.
    """
    found = framed(source)
    if found.frame.public is None:
        raise UnknownKey(key=found.frame.key[:8])
    signer = KnownKey(public=found.frame.public, role=KeyRole.COUNTY)
    trust = TrustBook(county=CountyCode(""), keys=(signer,))
    facts = _look(found, trust).facts
    key = code_key(code, root=signer.public, round_id=facts.round, team=facts.team)
    try:
        return read(source, trust, (key,), keep_object=keep_object, ticket=ticket)
    except NotForUs as error:
        raise WrongTeamCode(label=facts.label) from error


def _look(found: Framed, trust: TrustBook) -> PackageHead:
    frame = found.frame
    signer = _signer(frame, trust)
    if not signature_holds(signer.public, frame.signature, frame.signed):
        raise SignatureWrong
    header = read_header(frame.header)
    _check_header(header.facts, signer, trust)
    return PackageHead(
        package_id=package_id(frame.header),
        size=found.size,
        header=header,
        signer=signer,
        frame=frame.to_text(),
        enrolment=None if trust.key(frame.key) else frame.enrolment,
    )


def _signer(frame: Frame, trust: TrustBook) -> KnownKey:
    """Find out whose signature it should be: step 3."""
    known = trust.key(frame.key)
    if known is not None:
        if frame.public not in (None, known.public):
            raise FrameDamaged(line="pub")
        return known
    line = frame.enrolment
    if line is None:
        raise UnknownKey(key=frame.key[:8])
    mark = fingerprint(line.signing)
    invitation = trust.invitation(line.invitation)
    if invitation is None:
        raise EnrolmentRefused(why="本县没有发过这份下发包", fingerprint=mark)
    if key_id(line.signing) != frame.key or not invitation.admits(line, county=trust.county):
        raise EnrolmentRefused(why="校验不符", fingerprint=mark)
    return enrolled(line, invitation.team)


def _check_header(facts: HeaderFacts, signer: KnownKey, trust: TrustBook) -> None:
    """Compare what the header says with who says it: the end of step 5, and step 6."""
    if trust.county and facts.county != trust.county:
        raise OtherCounty(county=facts.county, ours=trust.county)
    from_laptop = facts.kind in FROM_LAPTOPS
    if from_laptop != (signer.role is KeyRole.DEVICE) or (
        from_laptop and facts.team != signer.team
    ):
        raise WrongSigner(signer=signer.team or "县办", kind=facts.kind.value, team=facts.team)
    if not signer.covers(facts.stream, facts.seq):
        raise DeviceRevoked(team=signer.team, fingerprint=signer.fingerprint)
    if facts.kind is Kind.DISPATCH and facts.trust_version < trust.version:
        raise Outdated(version=facts.trust_version, known=trust.version)


def check_payload(found: Framed, header: Header, ticket: Ticket) -> None:
    """Compare size and digest of the payload: step 7."""
    expected = found.payload_at + header.payload_size
    if found.size < expected:
        raise CutOff(size=found.size, expected=f" {expected:,} 字节")
    if found.size > expected:
        raise Altered
    digest = found.payload_sha256 or _payload_digest(found, ticket)
    if digest != header.payload_sha256:
        raise Altered


def _payload_digest(found: Framed, ticket: Ticket) -> str:
    def told(done: int) -> None:
        ticket.step(done, found.size, "核对数据包")

    with explaining(found.path), found.path.open("rb", buffering=PIECE) as file:
        file.seek(found.payload_at)
        return digest_of(file, told)


def unsealed(
    found: Framed,
    header: Header,
    identities: Sequence[SealingKey],
    take: Callable[[bytes], None],
) -> None:
    """Hand on the plain payload piece by piece: step 8."""
    with explaining(found.path), found.path.open("rb") as file:
        file.seek(found.payload_at)
        if header.sealed is Sealed.AGE:
            unseal(file, identities, take)
            return
        while piece := file.read(PIECE):
            take(piece)


def _stepping(
    take: Callable[[bytes], None], header: Header, ticket: Ticket
) -> Callable[[bytes], None]:
    done = 0

    def stepping(piece: bytes) -> None:
        nonlocal done
        take(piece)
        done += len(piece)
        ticket.step(min(done, header.payload_size), header.payload_size, "读取数据包")

    return stepping


def _forget(_digest: Digest, _content: bytes) -> None:
    """Keep nothing."""


@dataclass(slots=True)
class _Intake:
    """Collects what the strict reader hands out: steps 9 to 12."""

    head: PackageHead
    keep: KeepObject
    ticket: Ticket
    records: tuple[Record, ...] = ()
    objects: list[CarriedObject] = field(default_factory=list)

    def take(self, member: Member, content: bytes) -> None:
        """Take one entry whose digest matched the manifest."""
        self.ticket.check()
        if member.name == RECORDS:
            enveloped = self.head.kind in FROM_LAPTOPS
            self.records = read_lines(content, enveloped=enveloped, ticket=self.ticket)
        elif named := object_of(member.name):
            digest, media = Digest(named[0]), named[1]
            if why := refusal(content, media):
                raise PictureRefused(name=digest[:12], why=why)
            self.keep(digest, content)
            self.objects.append(CarriedObject(digest=digest, media=media, size=member.size))

    def contents(self) -> PackageContents:
        """Return everything, if it is as much as the header says."""
        size = sum(each.size for each in self.objects)
        held = Counts(revisions=len(self.records), objects=len(self.objects), bytes=size)
        if held != self.head.counts:
            raise ContainerRefused(where="数量与说明不符")
        stated = self.head.facts.rids
        if stated and stated != rids_digest(record.rid for record in self.records):
            raise ContainerRefused(where="记录与说明不符")
        return PackageContents(head=self.head, records=self.records, objects=tuple(self.objects))
