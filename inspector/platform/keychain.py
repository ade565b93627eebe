"""The operating system's keyring: a secret kept there opens a folder without asking for the PIN.

Windows keeps at most 2,560 bytes under a name; ours are 43 letters. Many machines have no keyring,
a locked one, or no D-Bus; whatever goes wrong there means "not available" and is never a bug.
"""

from __future__ import annotations

from contextlib import suppress
from secrets import token_urlsafe

from inspector.domain.errors import InspectorError

SERVICE = "inspector"
SECRET_BYTES = 32
SAFE = 1
"""Least priority of a keyring that its library recommends; the others keep plain files."""


class KeychainMissing(InspectorError):
    """The system keeps no secrets for us."""

    code = "K106"
    what = "这台电脑的系统密钥环用不了，口令没有记住。"
    next_step = "不影响使用：照常输口令打开。"


def new_secret() -> str:
    """Return a new random secret of 256 bits."""
    return token_urlsafe(SECRET_BYTES)


def keep(name: str, secret: str) -> None:
    """Keep a secret under a name and read it back.

    Raises:
        KeychainMissing: There is no keyring, or it does not answer.
    """
    if not _put(name, secret) or kept(name) != secret:
        raise KeychainMissing


def kept(name: str) -> str | None:
    """Return the secret of a name; None if there is none or the keyring does not answer."""
    try:
        import keyring  # noqa: PLC0415 - looks for all backends: 0.2 s that few need

        return keyring.get_password(SERVICE, name) if _is_safe() else None
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        return None


def drop(name: str) -> None:
    """Forget a secret; a keyring that does not answer keeps what no longer opens anything."""
    with suppress(Exception):
        import keyring  # noqa: PLC0415 - as above

        keyring.delete_password(SERVICE, name)


def _put(name: str, secret: str) -> bool:
    try:
        import keyring  # noqa: PLC0415 - as above

        if not _is_safe():
            return False
        keyring.set_password(SERVICE, name, secret)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True


def _is_safe() -> bool:
    import keyring  # noqa: PLC0415 - as above

    return float(keyring.get_keyring().priority) >= SAFE
