"""The system's keyring: whatever goes wrong there is one sentence, never a crash."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring
from memory_keyring import MemoryKeyring

from inspector.platform import keychain
from inspector.platform.keychain import KeychainMissing

KEYLESS = NoKeyring()  # type: ignore[no-untyped-call]  # the library leaves it so
DEAF = NullKeyring()  # type: ignore[no-untyped-call]  # as above


class PlainKeyring(MemoryKeyring):
    """One of those that keep a plain file."""

    priority = 0.5  # type: ignore[assignment]  # others have whole numbers


class ForgetfulKeyring(MemoryKeyring):
    """Takes a secret and gives another one back."""

    def get_password(self, service: str, username: str) -> str | None:
        del service, username
        return "another"


@pytest.fixture(autouse=True)
def others_stay() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_secret_is_kept_under_its_name_and_dropped_again() -> None:
    keyring.set_keyring(ours := MemoryKeyring())
    secret = keychain.new_secret()
    assert len(secret) == 43
    keychain.keep("a folder", secret)
    assert ours.held == {("inspector", "a folder"): secret}
    assert keychain.kept("a folder") == secret
    assert keychain.kept("another folder") is None
    keychain.drop("a folder")
    assert ours.held == {}


@pytest.mark.parametrize(
    "ring", [KEYLESS, DEAF, MemoryKeyring(broken=True), PlainKeyring(), ForgetfulKeyring()]
)
def test_a_keyring_that_cannot_be_trusted_keeps_nothing(ring: MemoryKeyring) -> None:
    keyring.set_keyring(ring)
    with pytest.raises(KeychainMissing, match="K106"):
        keychain.keep("a folder", "a secret")
    assert keychain.kept("a folder") in (None, "another")
    keychain.drop("a folder")
    assert not getattr(ring, "held", {})


def test_two_secrets_differ() -> None:
    assert keychain.new_secret() != keychain.new_secret()
