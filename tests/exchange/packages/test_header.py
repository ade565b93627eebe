"""The header and its fixed length."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import rfc8785

from inspector.domain.canonical import Tree, canonical
from inspector.domain.ids import Rid
from inspector.exchange.header import (
    ChainHead,
    Counts,
    Header,
    Part,
    RubricStamp,
    Sealed,
    package_id,
    read_header,
    rids_digest,
)
from inspector.exchange.reject import HeaderMalformed, TooNew

if TYPE_CHECKING:
    from tests.exchange.packages.conftest import Played


@pytest.fixture
def header(played: Played) -> Header:
    facts = replace(
        played.facts(),
        prev="12" * 32,
        base="34" * 32,
        rubrics=(
            RubricStamp(id="rural", version="2026.1", sha256="56" * 32),
            RubricStamp(id="community", version="2026.1", sha256="78" * 32),
        ),
        part=Part(set="9f", index=1, of=3),
        chain=ChainHead(n=812, rid="9a" * 32),
        rids="bd" * 32,
    )
    return Header(
        facts=facts,
        counts=Counts(revisions=29, objects=3, bytes=870_000),
        manifest_sha256="bc" * 32,
        recipients=("de" * 16, "f0" * 16),
        sealed=Sealed.AGE,
        payload_size=871_234,
        payload_sha256="ed" * 32,
    )


def changed(header: Header, **fields: Tree) -> bytes:
    tree: dict[str, Tree] = json.loads(header.to_bytes())
    return canonical({**tree, **fields})


def test_what_was_written_is_read(header: Header) -> None:
    assert read_header(header.to_bytes()) == header
    bare = replace(header, facts=replace(header.facts, part=None, chain=None, rubrics=()))
    assert read_header(bare.to_bytes()) == bare


def test_the_length_does_not_depend_on_the_payload(header: Header) -> None:
    lengths = {
        len(header.with_payload(size, "0" * 64).to_bytes()) for size in (0, 9, 12_345, 2**32 - 1)
    }
    assert lengths == {4_096}


def test_a_long_header_takes_the_next_power_of_two(header: Header) -> None:
    long = replace(header, facts=replace(header.facts, label="村" * 2_000))
    assert len(long.to_bytes()) == 8_192
    endless = replace(header, facts=replace(header.facts, label="村" * 30_000))
    with pytest.raises(ValueError, match="a header of"):
        endless.to_bytes()


def test_the_bytes_are_those_of_rfc_8785(header: Header) -> None:
    assert header.to_bytes() == rfc8785.dumps(json.loads(header.to_bytes()))


def test_the_id_is_the_digest_of_the_bytes(header: Header) -> None:
    assert package_id(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert package_id(header.to_bytes()) != package_id(changed(header, seq=2))


def test_unknown_fields_are_passed_over(header: Header) -> None:
    assert read_header(changed(header, later={"a": [1]})) == header


@pytest.mark.parametrize(
    ("fields", "feature"),
    [
        ({"min_reader": 2}, "格式 2"),
        ({"crit": ["volumes"]}, "volumes"),
        ({"suite": 2}, "密码套件 2"),
        ({"kind": "rectification"}, "rectification"),
        ({"payload": {"enc": "sm4", "size": 1, "sha256": "0" * 64}}, "sm4"),
    ],
)
def test_a_newer_format_asks_for_an_upgrade(
    header: Header, fields: dict[str, Tree], feature: str
) -> None:
    with pytest.raises(TooNew) as caught:
        read_header(changed(header, **fields))
    assert caught.value.facts == {"feature": feature}
    assert caught.value.keep


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"v": 0}, "v"),
        ({"v": "1"}, "v"),
        ({"seq": -1}, "seq"),
        ({"seq": True}, "seq"),
        ({"label": 7}, "label"),
        ({"crit": "x"}, "crit"),
        ({"crit": [1]}, "crit"),
        ({"rubrics": [1]}, "rubrics"),
        ({"rubrics": None}, "rubrics"),
        ({"rubrics": [{"id": "a", "version": "1", "sha256": "0"}]}, "rubrics.sha256"),
        ({"payload": None}, "payload"),
        ({"payload": []}, "payload"),
        ({"payload": {"enc": "age", "size": 1, "sha256": "A" * 64}}, "payload.sha256"),
        ({"chain": {"n": 1}}, "chain.rid"),
        ({"part": {"set": "", "index": 1}}, "part.of"),
        ({"manifest_sha256": "0"}, "manifest_sha256"),
    ],
)
def test_a_wrong_field_is_named(header: Header, fields: dict[str, Tree], where: str) -> None:
    with pytest.raises(HeaderMalformed) as caught:
        read_header(changed(header, **fields))
    assert caught.value.facts == {"where": where}


@pytest.mark.parametrize("source", [b"[]", b'{"a":1,"a":1}', b"{", b'{"seq":1.5}'])
def test_what_is_no_canonical_object_is_refused(source: bytes) -> None:
    with pytest.raises(HeaderMalformed):
        read_header(source)


def test_a_header_of_before_says_nothing_of_its_records(header: Header) -> None:
    tree: dict[str, Tree] = json.loads(header.to_bytes())
    del tree["rids"]
    assert read_header(canonical(tree)).facts == replace(header.facts, rids="")
    for wrong in ("xy", 7, None):
        with pytest.raises(HeaderMalformed, match="rids"):
            read_header(changed(header, rids=wrong))


def test_the_digest_of_the_records_depends_on_their_order() -> None:
    one, two = Rid("12" * 32), Rid("34" * 32)
    assert rids_digest([]) == ""
    assert rids_digest([one, two]) == sha256(bytes.fromhex(one + two)).hexdigest()
    assert rids_digest([one, two]) != rids_digest([two, one])
