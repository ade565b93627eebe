"""What a data folder remembers about itself: names of the texts in ``store.meta``."""

from __future__ import annotations

from inspector.domain.ids import RoundId, TeamId

COUNTY_CODE = "county/code"
COUNTY_NAME = "county/name"
STREAM = "stream"
"""UUID of the chain that this folder writes; a restored copy gets a new one."""

PLACE = "place"
"""Digest of where a laptop's folder lies (``platform.place``)."""

PARENT = "stream/parent"
"""The stream that a copied folder wrote before it began its own."""

MOVED = "stream/moved"
"""Set while nobody was told that the folder began a new stream."""

TEAM = "team"
"""The team of a field folder."""

ROUND = "round"
"""The round that a field folder's last dispatch was for."""

COUNTY_ROOT = "keys/county"
"""The office's secret keys, hex."""

DEVICE = "keys/device"
"""A laptop's secret keys, hex."""

TRUST = "trust"
"""The trust book, canonical JSON."""

TRUST_SIGNATURE = "trust/signature"
"""The office's signature of its trust book, hex."""

INVITATION = "invitation"
"""A laptop's invitation, canonical JSON."""

INVITATIONS = "invitations/"
"""Prefix of a laptop's invitations by round: a later dispatch brings another."""

RECEIPT_NUMBER = "receipt/number"
"""The highest number that the office gave to a receipt; it never goes back."""

BACKUPS = "backups"
"""Where and when the folder is backed up, JSON; a restored copy begins without."""

PRACTICE = "practice"
"""Set in a folder for practice: nothing in it is handed in."""

RECORDER = "recorder"
"""Who sits at the keyboard of a field folder."""


def people_key(round_id: RoundId, team: TeamId) -> str:
    """Return where the office remembers who was in a team when its dispatches went out."""
    return f"people/{round_id}/{team}"


def code_key(round_id: RoundId, team: TeamId) -> str:
    """Return where the office remembers a team's code, so that a second dispatch bears it too."""
    return f"code/{round_id}/{team}"
