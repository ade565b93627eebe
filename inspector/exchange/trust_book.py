"""The trust book: which keys this data folder knows, and what each may do.

The office's book changes when a laptop enrols or is revoked; a copy without the secrets of
other teams travels in every dispatch, signed with it.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from secrets import token_bytes
from typing import Self

from inspector.domain.canonical import Tree
from inspector.domain.ids import CountyCode, RoundId, TeamId
from inspector.exchange.frame import EnrolmentLine, Frame
from inspector.exchange.identity import (
    CountyRoot,
    DeviceIdentity,
    Random,
    fingerprint,
    key_id,
    recipient_of,
)

NO_TEAM = TeamId("")


class KeyRole(StrEnum):
    """What a key may sign."""

    COUNTY = "county"
    DEVICE = "device"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A signing key that is enrolled, and what is known of its laptop."""

    public: bytes
    """Ed25519, 32 bytes."""
    role: KeyRole
    team: TeamId = NO_TEAM
    """Whose laptop it is; empty for the county."""
    recipient: str = ""
    """Whom to seal for so that this laptop can open it, ``age1…``, or empty."""
    streams: tuple[str, ...] = ()
    """The streams that it wrote so far, the first one first."""
    revoked: bool = False
    until: tuple[tuple[str, int], ...] = ()
    """Of a revoked key: up to which number of each stream its packages are still taken."""

    @property
    def id(self) -> str:
        """How files name the key."""
        return key_id(self.public)

    @property
    def fingerprint(self) -> str:
        """How people name the key."""
        return fingerprint(self.public)

    def covers(self, stream: str, seq: int) -> bool:
        """Tell whether a package of this number may be taken without asking anybody."""
        return not self.revoked or seq <= dict(self.until).get(stream, 0)

    def to_tree(self) -> dict[str, Tree]:
        """Return the canonical form."""
        until: dict[str, Tree] = dict(self.until)
        return {
            "public": self.public.hex(),
            "role": self.role.value,
            "team": self.team,
            "recipient": self.recipient,
            "streams": list(self.streams),
            "revoked": self.revoked,
            **({"until": until} if until else {}),
        }

    @classmethod
    def from_tree(cls, tree: Mapping[str, Tree]) -> Self:
        """Read the canonical form.

        Raises:
            ValueError: It is something else.
        """
        streams = tree.get("streams")
        public = bytes.fromhex(_text(tree, "public"))
        if len(public) != 32 or not isinstance(streams, list):
            raise ValueError("not a known key")
        return cls(
            public=public,
            role=KeyRole(_text(tree, "role")),
            team=TeamId(_text(tree, "team")),
            recipient=_text(tree, "recipient"),
            streams=tuple(str(stream) for stream in streams),
            revoked=tree.get("revoked") is not False,
            until=_until(tree),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A secret in a team's dispatch; whoever proves to know it is enrolled for that team."""

    id: str
    """32 hex digits."""
    secret: bytes = field(repr=False)
    team: TeamId
    round: RoundId

    @classmethod
    def issue(cls, *, team: TeamId, round_id: RoundId, random: Random = token_bytes) -> Self:
        """Make a new invitation."""
        return cls(id=random(16).hex(), secret=random(32), team=team, round=round_id)

    def enrol(self, device: DeviceIdentity, *, county: CountyCode) -> EnrolmentLine:
        """Return the line that enrols ``device``, to be put into its first packages."""
        signing, sealing = device.public, device.sealing.public
        proof = self._proof(county, signing, sealing)
        return EnrolmentLine(invitation=self.id, signing=signing, sealing=sealing, proof=proof)

    def admits(self, line: EnrolmentLine, *, county: CountyCode) -> bool:
        """Tell whether the line was made by somebody who knows the secret."""
        expected = self._proof(county, line.signing, line.sealing)
        return line.invitation == self.id and hmac.compare_digest(expected, line.proof)

    def _proof(self, county: CountyCode, signing: bytes, sealing: bytes) -> bytes:
        # the NULs keep county, round and team apart: "1" + "12" must not equal "11" + "2"
        place = f"wxp enr\0{county}\0{self.round}\0{self.team}\0".encode()
        return hmac.digest(self.secret, place + signing + sealing, sha256)

    def to_tree(self) -> dict[str, Tree]:
        """Return the canonical form; it holds the secret."""
        secret = self.secret.hex()
        return {"id": self.id, "secret": secret, "team": self.team, "round": self.round}

    @classmethod
    def from_tree(cls, tree: Mapping[str, Tree]) -> Self:
        """Read the canonical form.

        Raises:
            ValueError: It is something else.
        """
        secret = bytes.fromhex(_text(tree, "secret"))
        if len(secret) != 32 or len(bytes.fromhex(_text(tree, "id"))) != 16:
            raise ValueError("not an invitation")
        return cls(
            id=_text(tree, "id"),
            secret=secret,
            team=TeamId(_text(tree, "team")),
            round=RoundId(_text(tree, "round")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustBook:
    """Everything that decides whether a package is believed. ``version`` only grows."""

    county: CountyCode
    """Empty until a laptop's first dispatch is opened: then any county is taken."""
    version: int = 0
    keys: tuple[KnownKey, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    recipients: tuple[str, ...] = ()
    """Whom every package must be sealed for: county and recovery."""

    @classmethod
    def found(cls, county: CountyCode, root: CountyRoot) -> Self:
        """Return the first book of a county office."""
        keys = (KnownKey(public=root.public, role=KeyRole.COUNTY, recipient=root.recipients[0]),)
        return cls(county=county, version=1, keys=keys, recipients=root.recipients)

    def key(self, wanted: str) -> KnownKey | None:
        """Return the key of that id, if it is known."""
        return next((key for key in self.keys if key.id == wanted), None)

    def invitation(self, wanted: str) -> Invitation | None:
        """Return the invitation of that id, if it is known."""
        return next((each for each in self.invitations if each.id == wanted), None)

    def of_team(self, team: TeamId) -> tuple[KnownKey, ...]:
        """Return the laptops of a team that are not revoked."""
        return tuple(key for key in self.keys if key.team == team and not key.revoked)

    def with_key(self, key: KnownKey) -> TrustBook:
        """Return the next version of the book, in which ``key`` is new or replaced."""
        others = tuple(known for known in self.keys if known.public != key.public)
        return replace(self, version=self.version + 1, keys=(*others, key))

    def with_invitations(self, *issued: Invitation) -> TrustBook:
        """Return the next version of the book with further invitations."""
        every = (*self.invitations, *issued)
        return replace(self, version=self.version + 1, invitations=every)

    def revoking(self, public: bytes, until: Mapping[str, int] | None = None) -> TrustBook:
        """Return the next version of the book, in which that key is revoked.

        ``until`` names, for each stream, the last package that is still taken.
        """
        last = tuple(sorted((until or {}).items()))
        keys = tuple(
            replace(key, revoked=True, until=last) if key.public == public else key
            for key in self.keys
        )
        return replace(self, version=self.version + 1, keys=keys)

    def admitting(self, frame: Frame, team: TeamId) -> TrustBook:
        """Return the book for reading one package that somebody named admitted: never keep it.

        The key that signed it counts as enrolled for ``team`` and as not revoked.
        """
        known, line = self.key(frame.key), frame.enrolment
        if known is not None:
            others = tuple(key for key in self.keys if key.public != known.public)
            return replace(self, keys=(*others, replace(known, revoked=False)))
        if line is None:
            return self
        return replace(self, keys=(*self.keys, enrolled(line, team)))

    def to_tree(self, *, secrets: bool = False) -> dict[str, Tree]:
        """Return the canonical form: for a dispatch, or with its secrets for the own store."""
        issued = self.invitations if secrets else ()
        return {
            "v": 1,
            "county": self.county,
            "version": self.version,
            "keys": [key.to_tree() for key in self.keys],
            "invitations": [invitation.to_tree() for invitation in issued],
            "recipients": list(self.recipients),
        }

    @classmethod
    def from_tree(cls, tree: Mapping[str, Tree]) -> Self:
        """Read the canonical form.

        Raises:
            ValueError: It is something else.
        """
        version, recipients = tree.get("version"), tree.get("recipients")
        if tree.get("v") != 1 or not isinstance(version, int) or not isinstance(recipients, list):
            raise ValueError("not a trust book")
        return cls(
            county=CountyCode(_text(tree, "county")),
            version=version,
            keys=tuple(KnownKey.from_tree(part) for part in _trees(tree, "keys")),
            invitations=tuple(Invitation.from_tree(part) for part in _trees(tree, "invitations")),
            recipients=tuple(str(recipient) for recipient in recipients),
        )


def enrolled(line: EnrolmentLine, team: TeamId) -> KnownKey:
    """Return the key that an accepted enrolment line adds to the book."""
    recipient = recipient_of(line.sealing)
    return KnownKey(public=line.signing, role=KeyRole.DEVICE, team=team, recipient=recipient)


def _until(tree: Mapping[str, Tree]) -> tuple[tuple[str, int], ...]:
    written = tree.get("until", {})
    numbers = written if isinstance(written, dict) else {"": None}
    until = tuple((stream, n) for stream, n in sorted(numbers.items()) if isinstance(n, int))
    if len(until) != len(numbers):
        raise ValueError("until is no list of numbers")
    return until


def _text(tree: Mapping[str, Tree], name: str) -> str:
    text = tree.get(name)
    if not isinstance(text, str):
        raise ValueError(f"{name} is missing")  # noqa: TRY004 - one error for every wrong tree
    return text


def _trees(tree: Mapping[str, Tree], name: str) -> list[dict[str, Tree]]:
    parts = tree.get(name)
    if not isinstance(parts, list):
        raise ValueError(f"{name} is missing")  # noqa: TRY004 - one error for every wrong tree
    trees = [part for part in parts if isinstance(part, dict)]
    if len(trees) != len(parts):
        raise ValueError(f"{name} holds something else")
    return trees
