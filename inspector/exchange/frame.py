r"""The lines in front of a package's header, readable before anything is trusted.

::

    wxp/1
    key <32 hex: which key signed>
    pub <64 hex: the county's public key>              only in what the county sends
    enr <id> <Ed25519> <X25519> <HMAC>                 only in a laptop's first packages
    sig <88 characters of base64>
    hdr <length of the header in bytes>
    <header>
    pay
    <payload to the end of the file>

The signature covers ``wxp/1 header\0``, then the ``pub`` and ``enr`` lines that are there with
their line ends, then the header. ``pub`` lets a laptop that never met the county check the
dispatch; opening it with the team code is what makes that key trusted.

Source: package format, section 2.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from inspector.exchange.reject import CutOff, FrameDamaged, NotAPackage, TooNew

MAGIC = b"wxp/1\n"
SIGNED = b"wxp/1 header\0"
MAX_HEADER = 65_536
LONGEST_FRAME = MAX_HEADER + 1_024
"""No payload begins later than this many bytes into the file."""

MAX_PACKAGE = 2**32 - 1
"""Largest package in bytes: what FAT32 holds."""

_OTHER_VERSION = re.compile(rb"wxp/[1-9][0-9]{0,3}\n")
_KEY = re.compile(rb"key ([0-9a-f]{32})\n")
_PUB = re.compile(rb"pub ([0-9a-f]{64})\n")
_ENR = re.compile(rb"enr ([0-9a-f]{32}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")
_SIG = re.compile(rb"sig ([A-Za-z0-9+/]{86}==)\n")
_HDR = re.compile(rb"hdr ([1-9][0-9]{0,4})\n")
_PAY = b"\npay\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentLine:
    """What a new laptop says of itself: its keys, and a proof that it opened our dispatch."""

    invitation: str
    """32 hex digits."""
    signing: bytes
    """Ed25519 public key, 32 bytes."""
    sealing: bytes
    """X25519 public key, 32 bytes."""
    proof: bytes
    """HMAC-SHA-256 under the invitation's secret."""

    def line(self) -> bytes:
        """Return it as it stands in the file, with its line end."""
        parts = (self.invitation, self.signing.hex(), self.sealing.hex(), self.proof.hex())
        return f"enr {' '.join(parts)}\n".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything before the payload, read by grammar only: nothing of it is verified."""

    key: str
    """Which key signed, see ``identity.key_id``."""
    public: bytes | None
    """The signer's Ed25519 key, where the file brings it along."""
    enrolment: EnrolmentLine | None
    signature: bytes
    header: bytes

    @property
    def signed(self) -> bytes:
        """The bytes that the signature covers."""
        return SIGNED + self._introduction() + self.header

    def to_bytes(self) -> bytes:
        """Return the file's bytes up to the payload."""
        return b"".join(
            (
                MAGIC,
                f"key {self.key}\n".encode(),
                self._introduction(),
                b"sig " + b64encode(self.signature) + b"\n",
                f"hdr {len(self.header)}\n".encode(),
                self.header,
                _PAY,
            )
        )

    def to_text(self) -> str:
        """Return :meth:`to_bytes` as text, to be kept as an anchor of what was signed."""
        return self.to_bytes().decode()

    def _introduction(self) -> bytes:
        pub = f"pub {self.public.hex()}\n".encode() if self.public else b""
        return pub + (self.enrolment.line() if self.enrolment else b"")


def read_frame(start: bytes, size: int) -> tuple[Frame, int]:
    """Read the frame; return it and the offset of the payload.

    Args:
        start: The first :data:`LONGEST_FRAME` bytes of the file, or all of a shorter one.
        size: The file's size in bytes, for the messages.

    Raises:
        NotAPackage: It begins in another way.
        TooNew: A later version of the format.
        CutOff: It ends within the frame.
        FrameDamaged: A line does not follow the grammar.
    """
    _check_magic(start, size)
    lines = _Lines(start, size, at=len(MAGIC))
    (key,) = lines.take("key", _KEY)
    pub = lines.take_if("pub", _PUB)
    enr = lines.take_if("enr", _ENR)
    (sig,) = lines.take("sig", _SIG)
    (length,) = lines.take("hdr", _HDR)
    signature = b64decode(sig)
    if b64encode(signature) != sig or int(length) > MAX_HEADER:
        raise FrameDamaged(line="sig" if b64encode(signature) != sig else "hdr")
    frame = Frame(
        key=key.decode(),
        public=bytes.fromhex(pub[0].decode()) if pub else None,
        enrolment=_enrolment(enr) if enr else None,
        signature=signature,
        header=lines.take_bytes(int(length)),
    )
    if lines.take_bytes(len(_PAY)) != _PAY:
        raise FrameDamaged(line="pay")
    return frame, lines.at


def _check_magic(start: bytes, size: int) -> None:
    if start.startswith(MAGIC):
        return
    if MAGIC.startswith(start):
        raise CutOff(size=size, expected="更多")
    if match := _OTHER_VERSION.match(start):
        raise TooNew(feature=match[0].decode().strip())
    raise NotAPackage


def _enrolment(groups: tuple[bytes, ...]) -> EnrolmentLine:
    invitation, *keys = (group.decode() for group in groups)
    signing, sealing, proof = (bytes.fromhex(key) for key in keys)
    return EnrolmentLine(invitation=invitation, signing=signing, sealing=sealing, proof=proof)


class _Lines:
    """A place in the frame that moves on line by line."""

    def __init__(self, start: bytes, size: int, *, at: int) -> None:
        self._start = start
        self._size = size
        self.at = at

    def take(self, name: str, pattern: re.Pattern[bytes]) -> tuple[bytes, ...]:
        """Return the groups of the next line, which must fit ``pattern``."""
        match = pattern.match(self._start, self.at)
        if match is None:
            if b"\n" not in self._start[self.at :] and self._size == len(self._start):
                raise CutOff(size=self._size, expected="更多")
            raise FrameDamaged(line=name)
        self.at = match.end()
        return match.groups()

    def take_if(self, name: str, pattern: re.Pattern[bytes]) -> tuple[bytes, ...] | None:
        """Return the groups of the next line if it begins with ``name``."""
        if not self._start.startswith(f"{name} ".encode(), self.at):
            return None
        return self.take(name, pattern)

    def take_bytes(self, length: int) -> bytes:
        """Return the next ``length`` bytes."""
        part = self._start[self.at : self.at + length]
        if len(part) < length:
            raise CutOff(size=self._size, expected="更多")
        self.at += length
        return part
