"""Packages of every released format are read for ever; the keys beside them are for tests only."""

from __future__ import annotations

import json
from pathlib import Path

from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.exchange.identity import CountyRoot
from inspector.exchange.read_package import read, read_dispatch
from inspector.exchange.trust_book import Invitation, TrustBook

GOLDEN = Path(__file__).parents[2] / "golden" / "wxp1"
KEYS = json.loads((GOLDEN / "keys.json").read_text("utf-8"))
ROOT = CountyRoot.from_bytes(KEYS["root"].encode())
BOOK = TrustBook.from_tree(KEYS["book"])


def test_a_visit_of_the_first_format_is_read_and_enrols_its_laptop() -> None:
    taken: dict[Digest, bytes] = {}
    contents = read(
        GOLDEN / "visit.wxp",
        BOOK,
        [ROOT.sealing],
        keep_object=taken.__setitem__,
        ticket=Ticket(),
    )
    assert contents.head.package_id == (
        "84a9a9d9998ac774b8a90720d96ac17a0db4f1fcb963755dcb885946492c7486"
    )
    assert contents.head.enrolment is not None
    assert [record.rid for record in contents.records] == [
        "9762539b86a9a6dff9ba0f2d92ee15ea5f936b225451daec65778fe18f641ef9",
        "13c4cbde66aafcea1f6fd2c28269b03716af5db2e66bbb537a66a69050c30d8b",
    ]
    assert [each.media for each in contents.objects] == ["image/jpeg", "image/png"]
    assert list(taken) == [each.digest for each in contents.objects]


def test_a_dispatch_of_the_first_format_opens_with_its_code() -> None:
    contents = read_dispatch(
        GOLDEN / "dispatch.wxp",
        KEYS["code"],
        keep_object=lambda _digest, _content: None,
        ticket=Ticket(),
    )
    assert contents.head.signer.public == ROOT.public
    ticket = contents.records[1].tree["ticket"]
    assert isinstance(ticket, dict)
    assert Invitation.from_tree(ticket) == BOOK.invitations[0]
