"""Examine a data folder: is the engine sound, is everything whole, can everything be rebuilt?"""

from __future__ import annotations

from collections.abc import Callable

from inspector.actions.checking_anchors import check_anchors
from inspector.actions.checking_chain import check_chain
from inspector.actions.checking_tables import (
    check_apart,
    check_documents,
    check_projection,
    check_trust,
)
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import Finding, State, judged
from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.platform.folder import Role
from inspector.platform.space import free_bytes
from inspector.store.engine import engine_words
from inspector.store.unit import Reading

SPACE_WANTED = 2**30
"""Bytes that should be free before a day in the field."""


def examine(desk: Desk, *, rebuild: bool = False, ticket: Ticket | None = None) -> list[Finding]:
    """Look at everything; ``rebuild`` also writes tables anew that differ from the records.

    Raises:
        Cancelled: By the ticket; nothing was changed.
    """
    ticket = ticket or Ticket()
    findings: list[Finding] = []
    for at, check in enumerate(_checks(desk, rebuild, ticket), start=1):
        ticket.check()
        findings += check()
        ticket.step(at, len(_checks(desk, rebuild, ticket)), findings[-1].name)
    return findings


def _checks(desk: Desk, rebuild: bool, ticket: Ticket) -> list[Callable[[], list[Finding]]]:
    """Return the looks in their order: what everything else stands on comes first."""

    def reading(look: Callable[[Reading], list[Finding]]) -> list[Finding]:
        with desk.store.reading() as found:
            return look(found)

    at_office = desk.folder.role is Role.OFFICE
    checks: list[Callable[[], list[Finding]]] = [
        lambda: [_engine(desk)],
        lambda: reading(check_chain),
        lambda: reading(check_anchors),
        lambda: reading(lambda found: [check_trust(found), check_documents(found)]),
        lambda: reading(lambda found: [_vault(found, desk, ticket)]),
    ]
    if at_office:
        checks.append(lambda: reading(lambda found: check_apart(found, desk)))
        checks.append(lambda: [check_projection(desk, mend=rebuild)])
    checks.append(lambda: [_space(desk)])
    return checks
