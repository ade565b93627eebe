"""Bech32, the spelling of age keys (BIP 173), without its length limit of 90 characters."""

from __future__ import annotations

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, content: bytes) -> str:
    """Spell ``content`` in lower case after ``prefix`` and a 1, with six check characters."""
    words = _regroup(content, 8, 5, pad=True)
    check = _polymod([*_expand(prefix), *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_ALPHABET[word] for word in words)}"


def decode(prefix: str, text: str) -> bytes:
    """Read back what :func:`encode` wrote, in lower or upper case.

    Raises:
        ValueError: Another prefix, a mistyped character, mixed case or a wrong length.
    """
    lower = text.lower()
    if text not in (lower, text.upper()) or not lower.startswith(f"{prefix}1"):
        raise ValueError(f"not a key of the kind {prefix}")
    words = [_ALPHABET.find(letter) for letter in lower[len(prefix) + 1 :]]
    if len(words) < 6 or -1 in words or _polymod([*_expand(prefix), *words]) != 1:
        raise ValueError("a character is wrong or missing")
    return bytes(_regroup(words[:-6], 5, 8, pad=False))


def _polymod(words: list[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check


def _expand(prefix: str) -> list[int]:
    letters = prefix.encode("ascii")
    return [letter >> 5 for letter in letters] + [0] + [letter & 31 for letter in letters]


def _regroup(words: bytes | list[int], old: int, new: int, *, pad: bool) -> list[int]:
    rest, bits, out = 0, 0, []
    for word in words:
        rest, bits = rest << old | word, bits + old
        while bits >= new:
            bits -= new
            out.append(rest >> bits & (1 << new) - 1)
        rest &= (1 << bits) - 1
    if pad and bits:
        out.append(rest << new - bits & (1 << new) - 1)
    elif not pad and (bits >= old or rest):
        raise ValueError("left-over bits")
    return out
