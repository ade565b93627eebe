"""Check characters: eight of them prove on the telephone that the office took a package in.

They are the first 40 bits of HMAC-SHA-256(secret of the team's invitation, ``wxp rcp`` + NUL +
the package's id). Who does not know the invitation cannot make them up; who guesses is right once
in a million million.

Source: package format, section 11.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from inspector.domain.errors import InspectorError
from inspector.exchange.identity import CROCKFORD
from inspector.exchange.team_code import plain, shown

LENGTH = 8


class CheckMistyped(InspectorError):
    """They cannot be check characters."""

    code = "K203"
    what = "校验字应为 {length} 个字母或数字，这里有误（{why}）。"
    next_step = "请县办再念一遍，照着输入，不分大小写，短横可省略。"


def check_of(secret: bytes, package_id: str) -> str:
    """Return the check characters of a package: ``7K3M-9QRT``.

    Args:
        secret: Of the invitation, 32 bytes.
        package_id: 64 hex digits; they enter as text.
    """
    bits = hmac.digest(secret, b"wxp rcp\0" + package_id.encode(), sha256)[:5]
    number = int.from_bytes(bits, "big")
    return shown("".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(LENGTH))))


def read_check(typed: str) -> str:
    """Return what somebody typed as :func:`check_of` writes it: any case, O for 0, I for 1.

    Raises:
        CheckMistyped: Another length, or a character that none has.
    """
    code = plain(typed)
    if strange := sorted(set(code) - set(CROCKFORD)):
        raise CheckMistyped(length=LENGTH, why=f"没有“{strange[0]}”这个字符")
    if len(code) != LENGTH:
        raise CheckMistyped(length=LENGTH, why=f"共 {len(code)} 个")
    return shown(code)
