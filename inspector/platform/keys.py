"""Keys: made at random, wrapped by a PIN, used to encrypt one object at a time."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import scrypt
from unicodedata import normalize

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from inspector.domain.canonical import Tree
from inspector.domain.errors import InspectorError

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
MIN_PIN = 6
MAX_MEMORY = 256 * 2**20
"""Bytes that scrypt may take; a folder file that asks for more is not ours."""


class WrongPin(InspectorError):
    """The PIN does not open the key."""

    code = "K101"
    what = "口令不对，数据没有打开。"
    next_step = "请重新输入口令；{way_out}"

    def __init__(self, way_out: str = "忘记口令时，按“忘记口令”另设一个。") -> None:
        super().__init__(way_out=way_out)


class PinTooShort(InspectorError):
    """The PIN is easy to guess."""

    code = "K102"
    what = "口令太短：至少要 {least} 位。"
    next_step = "请另设一个至少 {least} 位的口令，数字、字母、汉字都可以。"


class KeyFileDamaged(InspectorError):
    """The wrapped key is not what this program writes."""

    code = "K103"
    what = "密钥记录已损坏，数据没有打开。"
    next_step = "请不要改动数据文件夹，用备份恢复，或联系县级考评办。"


class ContentDamaged(InspectorError):
    """Encrypted content was altered, or belongs to another key or place."""

    code = "K104"
    what = "加密内容已损坏，或不属于这个数据文件夹。"
    next_step = "请用备份恢复，或请原考评组重新导出。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess of a PIN costs: scrypt with block size 8; 128 × n × 8 bytes of memory."""

    n: int = 2**15
    p: int = 1


DEFAULT_COST = Cost()
"""About 0.1 s and 32 MiB a guess on a laptop."""


def random_key() -> bytes:
    """Return a new 256-bit key from the system's random source."""
    return os.urandom(KEY_BYTES)


def check_pin(pin: str) -> None:
    """Refuse a PIN that is too short.

    Raises:
        PinTooShort: Fewer than six characters, blanks at the ends not counted.
    """
    if len(_plain(pin)) < MIN_PIN:
        raise PinTooShort(least=MIN_PIN)


def wrap_key(
    key: bytes, pin: str, *, context: bytes = b"", cost: Cost = DEFAULT_COST
) -> dict[str, Tree]:
    """Return ``key`` encrypted under a PIN, as a tree that may be stored.

    ``context`` says what the key is for; the same must be given to unwrap it.

    Raises:
        PinTooShort: See :func:`check_pin`.
    """
    check_pin(pin)
    salt = os.urandom(16)
    sealed = encrypt(_from_pin(pin, salt, cost), key, b"wxp key\0" + context)
    return {
        "kdf": "scrypt",
        "n": cost.n,
        "p": cost.p,
        "salt": b64encode(salt).decode(),
        "sealed": b64encode(sealed).decode(),
    }


def unwrap_key(tree: Mapping[str, Tree], pin: str, *, context: bytes = b"") -> bytes:
    """Return the key that :func:`wrap_key` wrapped.

    Raises:
        WrongPin: Another PIN, another context, or an altered tree: they look the same.
        KeyFileDamaged: The tree is not one of ours.
    """
    salt, sealed, cost = _read_wrap(tree)
    try:
        return decrypt(_from_pin(pin, salt, cost), sealed, b"wxp key\0" + context)
    except ContentDamaged:
        raise WrongPin from None


def _read_wrap(tree: Mapping[str, Tree]) -> tuple[bytes, bytes, Cost]:
    n, p = tree.get("n"), tree.get("p")
    if tree.get("kdf") != "scrypt" or not isinstance(n, int) or not isinstance(p, int):
        raise KeyFileDamaged
    if not (n >= 2 and n & (n - 1) == 0 and 1024 * n <= MAX_MEMORY // 2 and 1 <= p <= 4):
        raise KeyFileDamaged
    try:
        salt = b64decode(str(tree.get("salt")), validate=True)
        sealed = b64decode(str(tree.get("sealed")), validate=True)
    except ValueError:
        raise KeyFileDamaged from None
    return salt, sealed, Cost(n=n, p=p)


def _plain(pin: str) -> str:
    """Take ``１２３`` for ``123``: Chinese input methods write both, and it looks the same."""
    return normalize("NFKC", pin).strip()


def _from_pin(pin: str, salt: bytes, cost: Cost) -> bytes:
    return scrypt(
        _plain(pin).encode(),
        salt=salt,
        n=cost.n,
        r=8,
        p=cost.p,
        maxmem=MAX_MEMORY,
        dklen=KEY_BYTES,
    )


def encrypt(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Return nonce and ciphertext of one object, 28 bytes longer than ``plaintext``.

    ``context`` is bound to it without being stored: decrypting needs the same.
    ChaCha20-Poly1305 with a random nonce: good for 2^32 objects under one key.
    """
    nonce = os.urandom(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plaintext, context)


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Return what :func:`encrypt` encrypted.

    Raises:
        ContentDamaged: Altered, cut off, or of another key or context.
    """
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise ContentDamaged
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except InvalidTag:
        raise ContentDamaged from None
