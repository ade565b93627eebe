"""Whom this folder believes: its trust book and its keys, out of the store and back."""

from __future__ import annotations

import json

from inspector.actions import keys
from inspector.domain.canonical import canonical
from inspector.domain.ids import CountyCode
from inspector.exchange.identity import (
    CountyRoot,
    DeviceIdentity,
    SealingKey,
    signature_holds,
)
from inspector.exchange.trust_book import Invitation, TrustBook
from inspector.store.unit import Reading, UnitOfWork

ATTESTED = b"wxp trust\0"
"""What the signature of a kept trust book begins with."""


def trust_of(reading: Reading) -> TrustBook:
    """Return the folder's trust book; an empty one if it has none yet."""
    kept = reading.meta.get(keys.TRUST)
    return (
        TrustBook(county=CountyCode("")) if kept is None else TrustBook.from_tree(json.loads(kept))
    )


def keep_trust(unit: UnitOfWork, trust: TrustBook) -> None:
    """Keep a trust book with its secrets, in the encrypted store; the office signs its own."""
    kept = canonical(trust.to_tree(secrets=True))
    unit.meta.put(keys.TRUST, kept.decode())
    if unit.meta.get(keys.COUNTY_ROOT) is not None:
        signature = root_of(unit).signer().sign(ATTESTED + kept)
        unit.meta.put(keys.TRUST_SIGNATURE, signature.hex())


def attested(reading: Reading) -> bool:
    """Tell whether the office's trust book is as the office kept it."""
    kept = (reading.meta.get(keys.TRUST) or "").encode()
    try:
        signature = bytes.fromhex(reading.meta.get(keys.TRUST_SIGNATURE) or "")
    except ValueError:
        return False
    return signature_holds(root_of(reading).public, signature, ATTESTED + kept)


def root_of(reading: Reading) -> CountyRoot:
    """Return the office's keys.

    Raises:
        ValueError: This is no office folder, which is a bug of the caller.
    """
    return CountyRoot.from_bytes(bytes.fromhex(reading.meta.get(keys.COUNTY_ROOT) or ""))


def device_of(reading: Reading) -> DeviceIdentity:
    """Return the laptop's keys.

    Raises:
        ValueError: This is no field folder, which is a bug of the caller.
    """
    return DeviceIdentity.from_bytes(bytes.fromhex(reading.meta.get(keys.DEVICE) or ""))


def invitation_of(reading: Reading) -> Invitation:
    """Return the laptop's invitation.

    Raises:
        ValueError: This is no field folder, which is a bug of the caller.
    """
    return Invitation.from_tree(json.loads(reading.meta.get(keys.INVITATION) or "{}"))


def invitations_of(reading: Reading) -> tuple[Invitation, ...]:
    """Return every invitation that this folder knows: the office's own, or those of a laptop."""
    kept = reading.meta.under(keys.INVITATIONS).values()
    mine = [Invitation.from_tree(json.loads(one)) for one in kept]
    if reading.meta.get(keys.INVITATION) is not None:
        mine.append(invitation_of(reading))
    issued = (*trust_of(reading).invitations, *mine)
    return tuple({one.id: one for one in issued}.values())


def identities_of(reading: Reading) -> tuple[SealingKey, ...]:
    """Return the keys with which this folder opens packages."""
    if reading.meta.get(keys.COUNTY_ROOT) is not None:
        return (root_of(reading).sealing,)
    return (device_of(reading).sealing,)
