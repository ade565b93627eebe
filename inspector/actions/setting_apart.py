"""隔离: keep a package that must wait for a person, sealed as it came, until one decides.

The file lies in the folder ``apart``, sealed with age for the county and for the recovery key,
because a package's header is in clear. It stays there whatever is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from inspector.actions.desk import Desk
from inspector.actions.forking import alarm
from inspector.actions.placing import make_room
from inspector.actions.projecting import project
from inspector.actions.trusting import root_of, trust_of
from inspector.actions.vetting import WAITING
from inspector.domain.ids import VisitUid
from inspector.domain.progress import Ticket
from inspector.exchange.frame import MAX_PACKAGE, Frame
from inspector.exchange.header import Header, package_id, read_header
from inspector.exchange.identity import SealingKey, key_id, recipient_key, signature_holds
from inspector.exchange.lane import PIECE
from inspector.exchange.read_package import FROM_LAPTOPS, check_payload
from inspector.exchange.reject import Forked, OtherCounty, Reject, SignatureWrong
from inspector.exchange.seal import seal, unseal
from inspector.exchange.staging import Framed, framed, stage
from inspector.exchange.trust_book import TrustBook
from inspector.platform.durable import durable, explaining
from inspector.store.apart import Decision, SetApart
from inspector.store.events import Event

APART = "apart"
"""The folder, inside the data folder."""

ENDING = ".age"
SEALING = 2**20 + MAX_PACKAGE // 1_000
"""Most bytes that sealing adds to a package."""

DECIDED = {Decision.ADMITTED: "采用", Decision.DISMISSED: "不采用"}


def apart_path(desk: Desk, apart: SetApart) -> Path:
    """Return where the file of a package lies."""
    return desk.folder.path / APART / apart.file


def apart_words(apart: SetApart) -> str:
    """Say that a package waits, or how it was decided about when it came before."""
    if apart.decision is Decision.OPEN:
        return f"隔离：{apart.reason}"
    word = DECIDED[apart.decision]
    return f"隔离过，{apart.by} 已决定{word}（{apart.why}），没有变化"


def set_apart(desk: Desk, file: Path, why: Reject) -> SetApart | None:
    """Keep a package that was refused for a reason to wait; return None for any other one.

    A package that is here already stays as it was decided.

    Raises:
        Reject: It is not whole, not ours, or not what its signature says: nothing to wait for.
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: It could not be kept.
    """
    if why.code not in WAITING:
        return None
    ticket = Ticket()
    staged = stage(file, desk.folder.staging_path, ticket)
    try:
        found = framed(staged)
        with desk.store.reading() as reading:
            header = _sound(found, trust_of(reading), why)
            known = reading.apart.one(package_id(found.frame.header))
            recipients = root_of(reading).recipients
        check_payload(found, header, ticket)
        apart = known or _described(desk, found, header, why, file.name)
        if not apart_path(desk, apart).exists():  # an office that was restored lacks the file
            _keep(staged.path, apart_path(desk, apart), recipients)
        if known is None:
            _note(desk, apart, why)
    finally:
        staged.path.unlink(missing_ok=True)
    return apart


def take_out(desk: Desk, apart: SetApart, target: Path) -> None:
    """Write a kept package, as it came, to ``target``.

    Raises:
        FileMissing, SealBroken, NotForUs: It is gone or damaged.
        DiskFull, FolderReadOnly: It could not be written.
    """
    with desk.store.reading() as reading:
        key = root_of(reading).sealing
    with explaining(target), target.open("wb") as out:
        unsealed(apart_path(desk, apart), key, out.write)


def unsealed(path: Path, key: SealingKey, take: Callable[[bytes], object]) -> None:
    """Hand on a kept package piece by piece.

    Raises:
        FileMissing, FileUnreadable, SealBroken, NotForUs: It is gone or damaged.
    """
    with explaining(path), path.open("rb") as file:
        unseal(file, (key,), lambda piece: _ignoring(take(piece)))


def _ignoring(_answer: object) -> None:
    """Drop how many bytes were written."""


def _sound(found: Framed, trust: TrustBook, why: Reject) -> Header:
    """Return the header of a file that its own key signed and that is meant for us."""
    public = _public(found.frame, trust)
    if public is None or not signature_holds(public, found.frame.signature, found.frame.signed):
        raise SignatureWrong
    header = read_header(found.frame.header)
    if header.facts.county != trust.county:
        raise OtherCounty(county=header.facts.county, ours=trust.county)
    ours = {key_id(recipient_key(one)) for one in trust.recipients}
    if header.facts.kind not in FROM_LAPTOPS or ours.isdisjoint(header.recipients):
        raise why
    return header


def _public(frame: Frame, trust: TrustBook) -> bytes | None:
    known = trust.key(frame.key)
    if known is not None:
        return known.public
    line = frame.enrolment
    return line.signing if line is not None and key_id(line.signing) == frame.key else None


def _described(desk: Desk, found: Framed, header: Header, why: Reject, name: str) -> SetApart:
    facts = header.facts
    id_ = package_id(found.frame.header)
    return SetApart(
        id=id_,
        code=why.code,
        reason=f"{why.sentence()}{why.advice()}",
        name=name,
        file=f"{id_}{ENDING}",
        team=facts.team,
        key=found.frame.key,
        stream=facts.stream,
        seq=facts.seq,
        size=found.size,
        at=desk.clock(),
    )


def _keep(source: Path, target: Path, recipients: tuple[str, str]) -> None:
    """Seal the file into its place: there whole or not at all."""
    make_room(target.parent)
    with durable(target) as out:
        seal(_pieces(source), out, recipients, limit=MAX_PACKAGE + SEALING)


def _pieces(source: Path) -> Iterator[bytes]:
    with explaining(source), source.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _note(desk: Desk, apart: SetApart, why: Reject) -> None:
    with desk.store.unit() as unit:
        new = unit.apart.add(apart)
        visits = why.facts.get("visits", ())
        if new and isinstance(why, Forked) and isinstance(visits, tuple):
            alarm(unit, apart.id, visits)
            here = set(unit.records.visits())
            project(unit, [VisitUid(uid) for uid in visits if uid in here])
        unit.events.add(
            Event(
                at=apart.at,
                actor="",
                kind="apart",
                subject=apart.name,
                detail=f"{apart.code} {apart.id}",
            )
        )
        unit.commit()
