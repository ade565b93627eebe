"""The keys of a laptop and of the county: who signs, and who can open.

A signing key is Ed25519. A sealing key is X25519 in the spelling of age, so that the age tool
opens what we seal. Both are random and kept in the encrypted store by the caller.

Source: package format, section 8.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from inspector.domain.canonical import canonical
from inspector.exchange import bech32
from inspector.exchange.frame import EnrolmentLine
from inspector.exchange.strict_json import read_tree

Random = Callable[[int], bytes]
"""Gives so many random bytes; another source than the system's is for tests."""

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 letters and digits that are hard to mistake: no I, L, O, U."""

_SECRET_PREFIX = "age-secret-key-"  # noqa: S105 - the kind of key, not a key
_PUBLIC_PREFIX = "age"


def key_id(public: bytes) -> str:
    """Return the 32 hex digits that name a public key in files."""
    return sha256(b"wxp key\0" + public).hexdigest()[:32]


def fingerprint(public: bytes) -> str:
    """Return what two people compare on the telephone: 16 characters in groups of four."""
    number = int.from_bytes(sha256(b"wxp key\0" + public).digest()[:10], "big")
    letters = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(16)))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def signature_holds(public: bytes, signature: bytes, signed: bytes) -> bool:
    """Tell whether the Ed25519 key ``public`` signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def recipient_of(public: bytes) -> str:
    """Return the age recipient (``age1…``) of an X25519 public key of 32 bytes."""
    return bech32.encode(_PUBLIC_PREFIX, public)


def recipient_key(recipient: str) -> bytes:
    """Return the X25519 public key of an age recipient.

    Raises:
        ValueError: Not an age recipient.
    """
    return bech32.decode(_PUBLIC_PREFIX, recipient)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingKey:
    """An X25519 secret of 32 bytes; it opens what was sealed for :attr:`recipient`."""

    secret: bytes = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a key as printed or as age writes it.

        Raises:
            ValueError: Not an age secret key, or mistyped.
        """
        return cls(secret=bech32.decode(_SECRET_PREFIX, text.strip()))

    @property
    def text(self) -> str:
        """The key as ``AGE-SECRET-KEY-1…``, to be printed or given to ``age -d -i``."""
        return bech32.encode(_SECRET_PREFIX, self.secret).upper()

    @property
    def public(self) -> bytes:
        """The X25519 public key, 32 bytes."""
        return X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    @property
    def recipient(self) -> str:
        """The recipient to seal for, ``age1…``."""
        return recipient_of(self.public)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs a package, and how the file introduces the key to a reader who may not know it."""

    seed: bytes = field(repr=False)
    introduces: bool = False
    """True for the county: the file brings the public key along."""
    enrolment: EnrolmentLine | None = None
    """A laptop's enrolment, until it has been acknowledged."""

    @property
    def public(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def sign(self, signed: bytes) -> bytes:
        """Return the signature, 64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(signed)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceIdentity:
    """The keys that a laptop makes when it opens its first dispatch."""

    signing: bytes = field(repr=False)
    sealing: SealingKey

    @classmethod
    def make(cls, random: Random = token_bytes) -> Self:
        """Make new keys."""
        return cls(signing=random(32), sealing=SealingKey(secret=random(32)))

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Read back what :meth:`to_bytes` gave.

        Raises:
            ValueError: It is something else.
        """
        signing, sealing = _unpack(stored, "device", ("signing", "sealing"))
        return cls(signing=signing, sealing=SealingKey(secret=sealing))

    def to_bytes(self) -> bytes:
        """Return the secret keys, for the encrypted store only."""
        return _pack("device", {"signing": self.signing, "sealing": self.sealing.secret})

    def signer(self, enrolment: EnrolmentLine | None = None) -> Signer:
        """Return the signer of this laptop's packages."""
        return Signer(seed=self.signing, enrolment=enrolment)

    @property
    def public(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return self.signer().public

    @property
    def fingerprint(self) -> str:
        """What the clerk reads out on the telephone."""
        return fingerprint(self.public)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyRoot:
    """The county's keys: one signs, one opens, and a printed one opens when the others are lost."""

    signing: bytes = field(repr=False)
    sealing: SealingKey
    recovery: SealingKey

    @classmethod
    def make(cls, random: Random = token_bytes) -> Self:
        """Make the keys of a new county office."""
        return cls(
            signing=random(32),
            sealing=SealingKey(secret=random(32)),
            recovery=SealingKey(secret=random(32)),
        )

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Read back what :meth:`to_bytes` gave.

        Raises:
            ValueError: It is something else.
        """
        signing, sealing, recovery = _unpack(stored, "county", ("signing", "sealing", "recovery"))
        return cls(
            signing=signing,
            sealing=SealingKey(secret=sealing),
            recovery=SealingKey(secret=recovery),
        )

    def to_bytes(self) -> bytes:
        """Return the secret keys, for the encrypted store only."""
        keys = {"signing": self.signing, "sealing": self.sealing.secret}
        return _pack("county", {**keys, "recovery": self.recovery.secret})

    def signer(self) -> Signer:
        """Return the signer of the county's packages."""
        return Signer(seed=self.signing, introduces=True)

    @property
    def public(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return self.signer().public

    @property
    def recipients(self) -> tuple[str, str]:
        """Whom every package is sealed for at least: county and recovery."""
        return self.sealing.recipient, self.recovery.recipient

    @property
    def recovery_text(self) -> str:
        """The recovery key as it is printed and locked away."""
        return self.recovery.text


def _pack(kind: str, keys: dict[str, bytes]) -> bytes:
    return canonical({"v": 1, "kind": kind, **{name: key.hex() for name, key in keys.items()}})


def _unpack(stored: bytes, kind: str, names: tuple[str, ...]) -> list[bytes]:
    tree = read_tree(stored)
    if not isinstance(tree, dict) or tree.get("v") != 1 or tree.get("kind") != kind:
        raise ValueError(f"not the keys of a {kind}")
    keys = [bytes.fromhex(str(tree.get(name, ""))) for name in names]
    if any(len(key) != 32 for key in keys):
        raise ValueError("a key has another length than 32 bytes")
    return keys
