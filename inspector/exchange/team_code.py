"""The team code: twelve characters on a team's slip that open its dispatch, once per laptop.

Source: package format, section 8.
"""

from __future__ import annotations

from hashlib import scrypt, sha256
from secrets import token_bytes
from unicodedata import normalize

from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, TeamId
from inspector.exchange.identity import CROCKFORD, Random, SealingKey

CODE_LENGTH = 12
"""Characters: 60 bits, each guess costs about 0.3 s and 64 MiB."""

_COST = 2**16
_BLOCK = 8
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GAPS = str.maketrans("", "", " -_.—–－·\t\r\n")


class CodeMistyped(InspectorError):
    """It cannot be a team code."""

    code = "K201"
    what = "组码应为 {length} 个字母或数字，这里有误（{why}）。"
    next_step = "请照本组领到的组码条重新输入，不分大小写，短横可省略。"


def new_code(random: Random = token_bytes) -> str:
    """Return a new code as it is printed: ``7K3M-9QRT-0WXY``."""
    return shown(_spell(int.from_bytes(random(8), "big")))


def shown(code: str) -> str:
    """Return a code in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """Return the code that somebody typed: any case, with or without hyphens, O for 0, I for 1.

    Raises:
        CodeMistyped: Another length, or a character that no code has.
    """
    code = plain(typed)
    if strange := sorted(set(code) - set(CROCKFORD)):
        raise CodeMistyped(length=CODE_LENGTH, why=f"没有“{strange[0]}”这个字符")
    if len(code) != CODE_LENGTH:
        raise CodeMistyped(length=CODE_LENGTH, why=f"共 {len(code)} 个")
    return code


def plain(typed: str) -> str:
    """Return what somebody typed in the characters that codes are made of."""
    return normalize("NFKC", typed).translate(_GAPS).upper().translate(_ALIKE)


def code_key(code: str, *, root: bytes, round_id: RoundId, team: TeamId) -> SealingKey:
    """Return the sealing key that a code stands for, in one round of one county.

    Args:
        code: As printed or typed.
        root: The county's Ed25519 public key, 32 bytes.
        round_id: The round of the dispatch.
        team: The team of the dispatch.

    Raises:
        CodeMistyped: As :func:`read_code`.
    """
    salt = sha256(b"wxp code\0" + root + f"{round_id}\0{team}".encode()).digest()
    secret = scrypt(
        read_code(code).encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=2**27, dklen=32
    )
    return SealingKey(secret=secret)


def _spell(number: int) -> str:
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(CODE_LENGTH))
