"""The import steps, each with the packages that it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.canonical import Tree, canonical
from inspector.domain.errors import Cancelled
from inspector.domain.ids import CountyCode, Digest, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.record import rid_of
from inspector.exchange.header import Counts, Kind, rids_digest
from inspector.exchange.identity import CountyRoot, DeviceIdentity, Random, recipient_of
from inspector.exchange.read_package import (
    WrongTeamCode,
    look,
    read,
    read_dispatch,
    verify,
)
from inspector.exchange.reject import (
    ContainerRefused,
    CutOff,
    DeviceRevoked,
    EnrolmentRefused,
    FrameDamaged,
    HeaderMalformed,
    NotForUs,
    OtherCounty,
    Outdated,
    PictureRefused,
    RecordsRefused,
    Reject,
    SealBroken,
    SignatureWrong,
    TooNew,
    UnknownKey,
    WrongSigner,
)
from inspector.exchange.strict_zip import Content, manifest_bytes, object_name, pack
from inspector.exchange.team_code import code_key
from inspector.exchange.trust_book import KeyRole, KnownKey, TrustBook

if TYPE_CHECKING:
    from inspector.exchange.write_package import PackedObject
    from tests.exchange.packages.conftest import Played

MakeItem = Callable[..., dict[str, Tree]]
MakeJpeg = Callable[..., bytes]
Pack = Callable[..., "PackedObject"]
COUNTY = CountyCode("419924")
CODE = "7K3M-9QRT-0WXY"


def refused(played: Played, path: Path, error: type[Reject]) -> Reject:
    """Check that a package is refused before any photo is handed on."""
    taken: dict[Digest, bytes] = {}
    with pytest.raises(error) as caught:
        played.read(path, taken)
    assert taken == {}
    assert caught.value.sentence().endswith("。")
    assert caught.value.advice().endswith("。")
    return caught.value


def forget(_digest: Digest, _content: bytes) -> None:
    """Keep nothing."""


def test_everything_comes_back(
    played: Played, tmp_path: Path, make_item: MakeItem, make_jpeg: MakeJpeg,
    make_png: Callable[..., bytes], pack_photo: Pack,
) -> None:  # fmt: skip
    records = [make_item(1), make_item(2)]
    jpeg, png = pack_photo(make_jpeg(1)), pack_photo(make_png(), "image/png")
    path = played.write(tmp_path / "a.wxp", records=records, objects=[jpeg, png])
    taken: dict[Digest, bytes] = {}
    contents = played.read(path, taken)
    assert [dict(record.tree) for record in contents.records] == records
    assert [record.rid for record in contents.records] == [rid_of(each) for each in records]
    assert [(each.digest, each.media) for each in contents.objects] == [
        (jpeg.digest, "image/jpeg"),
        (png.digest, "image/png"),
    ]
    assert taken == {jpeg.digest: make_jpeg(1), png.digest: make_png()}
    head = contents.head
    assert (head.kind, head.label, head.facts) == (Kind.VISIT, played.facts().label, played.facts())
    assert (head.size, head.signer.team) == (path.stat().st_size, TeamId("T07"))
    assert head.enrolment is None
    assert look(path, played.book) == head == verify(path, played.book, (), Ticket())
    assert verify(path, played.book, [played.root.recovery], Ticket()) == head


texts = st.text('村民代表会议ab "\\\n', max_size=20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.tuples(
        st.lists(
            st.dictionaries(st.text("abc", min_size=2, max_size=4), texts | st.integers(0, 9)),
            max_size=6,
        ),
        st.sets(st.integers(0, 255), max_size=5),
    )
)
def test_whatever_is_written_is_read_as_often_as_one_likes(
    played: Played, tmp_path: Path, make_item: MakeItem, make_jpeg: MakeJpeg, pack_photo: Pack,
    held: tuple[list[dict[str, Tree]], set[int]],
) -> None:  # fmt: skip
    fields, numbers = held
    records: list[Mapping[str, Tree]] = [make_item(n, **each) for n, each in enumerate(fields, 1)]
    photos = [pack_photo(make_jpeg(number)) for number in numbers]
    path = played.write(tmp_path / "a.wxp", records=records, objects=photos)
    first: dict[Digest, bytes] = {}
    again: dict[Digest, bytes] = {}
    contents = played.read(path, first)
    assert [record.tree for record in contents.records] == records
    assert first.keys() == {photo.digest for photo in photos}
    assert played.read(path, again) == contents
    assert first == again


def test_memory_holds_one_photo_at_a_time(
    played: Played, tmp_path: Path, make_jpeg: MakeJpeg, pack_photo: Pack
) -> None:
    order: list[str] = []
    photos = []
    for number in range(3):
        content = make_jpeg(number) + bytes(200_000)

        def load(number: int = number, content: bytes = content) -> bytes:
            order.append(f"load {number}")
            return content

        photos.append(replace(pack_photo(content), open=load))
    path = played.write(tmp_path / "a.wxp", objects=photos)
    assert order == ["load 0", "load 1", "load 2"]
    kept: list[int] = []
    read(
        path,
        played.book,
        [played.root.sealing],
        keep_object=lambda _digest, content: kept.append(len(content)),
        ticket=Ticket(),
    )
    assert kept == [photo.size for photo in photos]


# step 3: who signed


def test_a_stranger_is_refused(
    played: Played, tmp_path: Path, make_random: Callable[[str], Random]
) -> None:
    stranger = DeviceIdentity.make(make_random("stranger"))
    path = played.write(tmp_path / "a.wxp", signer=stranger.signer())
    error = refused(played, path, UnknownKey)
    assert "没有在本县登记" in error.sentence()


def test_the_same_package_signed_again_by_another_county_is_refused(
    played: Played, tmp_path: Path, make_random: Callable[[str], Random]
) -> None:
    other = CountyRoot.make(make_random("other county"))
    path = played.write(
        tmp_path / "a.wxp", facts=played.facts(Kind.DISPATCH), signer=other.signer()
    )
    refused(played, path, UnknownKey)


def test_an_invited_laptop_enrols_with_its_first_package(
    played: Played, tmp_path: Path, make_item: MakeItem
) -> None:
    office = played.without_device()
    line = played.invitation.enrol(played.device, county=COUNTY)
    path = played.write(
        tmp_path / "a.wxp", records=[make_item(1)], signer=played.device.signer(line)
    )
    head = office.read(path).head
    assert head.enrolment == line
    assert head.signer == KnownKey(
        public=played.device.public,
        role=KeyRole.DEVICE,
        team=TeamId("T07"),
        recipient=recipient_of(line.sealing),
    )
    # once it is enrolled, the line says nothing new, and the invitation may be gone
    later = replace(office, book=replace(office.book.with_key(head.signer), invitations=()))
    assert later.read(path).head.enrolment is None


def test_an_enrolment_that_proves_nothing_is_refused_and_kept(
    played: Played, tmp_path: Path, make_random: Callable[[str], Random]
) -> None:
    office = played.without_device()
    line = played.invitation.enrol(played.device, county=COUNTY)
    stranger = DeviceIdentity.make(make_random("stranger"))
    bad = {
        "proof": (played.device, replace(line, proof=bytes(32)), "校验不符"),
        "invitation": (played.device, replace(line, invitation="0" * 32), "本县没有发过这份下发包"),
        "key": (stranger, line, "校验不符"),
    }
    for name, (device, wrong, why) in bad.items():
        path = played.write(tmp_path / f"{name}.wxp", signer=device.signer(wrong))
        error = refused(office, path, EnrolmentRefused)
        assert error.facts["why"] == why
        assert error.keep
        assert str(error.facts["fingerprint"]) in error.advice()


def test_a_known_county_that_shows_another_key_is_damaged(played: Played, tmp_path: Path) -> None:
    path = played.write(
        tmp_path / "a.wxp", facts=played.facts(Kind.DISPATCH), signer=played.root.signer()
    )
    public = played.root.public.hex().encode()
    path.write_bytes(path.read_bytes().replace(public, b"00" * 32))
    refused(played, path, FrameDamaged)


# step 4: the signature


def test_a_header_that_was_touched_is_refused(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp")
    path.write_bytes(path.read_bytes().replace(b'"seq":1', b'"seq":2'))
    refused(played, path, SignatureWrong)


def test_an_enrolment_line_put_in_or_taken_out_breaks_the_signature(
    played: Played, tmp_path: Path
) -> None:
    line = played.invitation.enrol(played.device, county=COUNTY)
    plain = played.write(tmp_path / "plain.wxp")
    plain.write_bytes(plain.read_bytes().replace(b"sig ", line.line() + b"sig ", 1))
    refused(played, plain, SignatureWrong)
    enrolling = played.write(tmp_path / "enrolling.wxp", signer=played.device.signer(line))
    enrolling.write_bytes(enrolling.read_bytes().replace(line.line(), b"", 1))
    refused(played, enrolling, SignatureWrong)


def test_a_revoked_laptop_is_set_apart_and_kept(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp")
    office = replace(played, book=played.book.revoking(played.device.public))
    error = refused(office, path, DeviceRevoked)
    assert error.keep
    forged = path.read_bytes().replace(b'"seq":1', b'"seq":2')
    path.write_bytes(forged)
    refused(office, path, SignatureWrong)  # only what is authentic is worth keeping


def test_json_is_not_looked_at_before_the_signature_holds(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_source: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr("inspector.exchange.read_package.read_header", never)
    path = played.frame(tmp_path / "a.wxp", b"[" * 4_096)
    path.write_bytes(path.read_bytes().replace(b"[[", b"[{", 1))
    refused(played, path, SignatureWrong)


# steps 5 and 6: the header


@pytest.mark.parametrize("header", [b"[" * 4_096, b'{"a":1,"a":1}', b'{"a":1.5}', b"\xff"])
def test_a_signed_header_that_is_no_strict_json_is_refused(
    played: Played, tmp_path: Path, header: bytes
) -> None:
    refused(played, played.frame(tmp_path / "a.wxp", header), HeaderMalformed)


@pytest.mark.parametrize(
    "change", [{"kind": "rectification"}, {"min_reader": 2}, {"crit": ["x"]}, {"suite": 2}]
)
def test_a_newer_package_asks_for_an_upgrade_and_is_not_called_damaged(
    played: Played, tmp_path: Path, change: dict[str, Tree]
) -> None:
    written = played.write(tmp_path / "a.wxp").read_bytes()
    tree: dict[str, Tree] = json.loads(written[written.index(b"{") : written.index(b"\npay\n")])
    error = refused(played, played.frame(tmp_path / "b.wxp", canonical({**tree, **change})), TooNew)
    assert error.keep
    assert error.sentence().startswith("新版本数据包，请升级")


def test_another_county_is_named(played: Played, tmp_path: Path) -> None:
    facts = replace(played.facts(), county=CountyCode("411329"))
    error = refused(played, played.write(tmp_path / "a.wxp", facts=facts), OtherCounty)
    assert "411329" in error.sentence()


def test_nobody_speaks_for_another_team_or_role(played: Played, tmp_path: Path) -> None:
    other_team = replace(played.facts(), team=TeamId("T08"))
    refused(played, played.write(tmp_path / "a.wxp", facts=other_team), WrongSigner)
    dispatch = played.facts(Kind.DISPATCH)
    refused(played, played.write(tmp_path / "b.wxp", facts=dispatch), WrongSigner)
    by_county = played.write(tmp_path / "c.wxp", signer=played.root.signer())
    refused(played, by_county, WrongSigner)


def test_a_dispatch_from_before_is_refused(played: Played, tmp_path: Path) -> None:
    facts = replace(played.facts(Kind.DISPATCH), trust_version=played.book.version)
    path = played.write(tmp_path / "a.wxp", facts=facts, signer=played.root.signer())
    assert played.read(path).head.kind is Kind.DISPATCH
    later = replace(played, book=replace(played.book, version=played.book.version + 1))
    error = refused(later, path, Outdated)
    assert error.facts == {"version": facts.trust_version, "known": later.book.version}


# step 7: the payload as it lies on the disk


def test_a_cut_payload_says_how_much_is_missing(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    error = refused(played, path, CutOff)
    assert (
        error.sentence() == f"包不完整（只有 {len(whole) - 1:,} 字节，应有 {len(whole):,} 字节）。"
    )


def test_appended_bytes_and_the_payload_of_another_package_are_refused(
    played: Played, tmp_path: Path, make_item: MakeItem
) -> None:
    first = played.write(tmp_path / "a.wxp", records=[make_item(2)]).read_bytes()
    second = played.write(tmp_path / "b.wxp", records=[make_item(3)]).read_bytes()
    at = first.index(b"\npay\n")
    spliced = tmp_path / "c.wxp"
    for content in (
        first + b"\0",
        first + first,
        first[:at] + second[at:],
        second[:at] + first[at:],
    ):
        spliced.write_bytes(content)
        refused(played, spliced, Reject)  # sizes differ: age adds random bytes


# step 8: the seal


def test_recovery_alone_opens_every_package(
    played: Played, tmp_path: Path, make_item: MakeItem
) -> None:
    path = played.write(tmp_path / "a.wxp", records=[make_item(1)])
    contents = read(path, played.book, [played.root.recovery], keep_object=forget, ticket=Ticket())
    assert len(contents.records) == 1


def test_a_package_for_somebody_else_is_named_so(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp", recipients=[played.device.sealing.recipient])
    refused(played, path, NotForUs)


def test_a_payload_that_is_no_age_file_is_refused(played: Played, tmp_path: Path) -> None:
    for payload in (b"", b"age-encryption.org/v1\n", b"PK\3\4"):
        path = played.sign(tmp_path / "a.wxp", payload, counts=Counts(), manifest=b"{}")
        refused(played, path, SealBroken)


def test_a_package_in_clear_is_read_without_keys(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp", recipients=[], records=[{"t": "x"}],
                        facts=played.facts(Kind.DISPATCH), signer=played.root.signer())  # fmt: skip
    contents = read(path, played.book, (), keep_object=forget, ticket=Ticket())
    assert len(contents.records) == 1


# steps 9 to 12: what is inside


def forged(
    played: Played, path: Path, *contents: Content, counts: Counts, spoil: bytes = b""
) -> Path:
    """Write a package of hostile contents that an enrolled laptop signed."""
    manifest = manifest_bytes([each.member for each in contents])
    plain = b"".join(pack(manifest, iter(contents))) + spoil
    return played.forge(path, plain, counts=counts, manifest=manifest)


def test_a_hostile_zip_that_was_signed_is_refused(played: Played, tmp_path: Path) -> None:
    readme = Content.of("README.txt", b"")
    path = forged(played, tmp_path / "a.wxp", readme, counts=Counts(), spoil=b"\0")
    refused(played, path, ContainerRefused)
    path = played.forge(tmp_path / "b.wxp", b"PK\3\4", counts=Counts(), manifest=b"{}")
    refused(played, path, ContainerRefused)


def test_counts_that_differ_from_the_header_are_refused(played: Played, tmp_path: Path) -> None:
    path = forged(played, tmp_path / "a.wxp", counts=Counts(revisions=1))
    error = refused(played, path, ContainerRefused)
    assert error.facts == {"where": "数量与说明不符"}


def test_records_outside_the_schema_are_refused_with_their_line(
    played: Played, tmp_path: Path, make_item: MakeItem
) -> None:
    lines = canonical(make_item(1)) + b"\n" + canonical({"t": "item"}) + b"\n"
    records = Content.of("records.jsonl", lines)
    path = forged(played, tmp_path / "a.wxp", records, counts=Counts(revisions=2))
    error = refused(played, path, RecordsRefused)
    assert error.facts == {"line": 2, "why": "uid"}


def test_a_photo_that_is_none_is_refused(
    played: Played, tmp_path: Path, make_jpeg: MakeJpeg
) -> None:
    for content in (b"MZ", make_jpeg(1, width=17_000, height=17_000)):
        name = object_name(sha256(content).hexdigest(), "image/jpeg")
        photo = Content.of(name, content)
        counts = Counts(objects=1, bytes=len(content))
        refused(played, forged(played, tmp_path / "a.wxp", photo, counts=counts), PictureRefused)


def test_what_the_vault_raises_ends_the_reading(
    played: Played, tmp_path: Path, make_jpeg: MakeJpeg, pack_photo: Pack
) -> None:
    path = played.write(tmp_path / "a.wxp", objects=[pack_photo(make_jpeg(1))])

    def full(_digest: Digest, _content: bytes) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(path, played.book, [played.root.sealing], keep_object=full, ticket=Ticket())


def test_cancelling_stops_at_once(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp")
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        read(path, played.book, [played.root.sealing], keep_object=forget, ticket=ticket)


# the first dispatch


@pytest.fixture(scope="module")
def dispatch(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    facts = played.facts(Kind.DISPATCH)
    key = code_key(CODE, root=played.root.public, round_id=facts.round, team=facts.team)
    return played.write(
        tmp_path_factory.mktemp("dispatch") / "T07.wxp",
        facts=facts,
        records=[{"t": "trust", "book": played.book.to_tree()}],
        signer=played.root.signer(),
        recipients=[key.recipient, *played.root.recipients],
    )


def test_the_code_of_the_slip_opens_the_dispatch_and_proves_the_county(
    played: Played, dispatch: Path
) -> None:
    contents = read_dispatch(dispatch, "7k3m9qrtowxy", keep_object=forget, ticket=Ticket())
    assert contents.head.signer.public == played.root.public
    book = contents.records[0].tree["book"]
    assert isinstance(book, dict)
    assert TrustBook.from_tree(book).county == COUNTY


def test_another_code_does_not_open_it(dispatch: Path) -> None:
    with pytest.raises(WrongTeamCode) as caught:
        read_dispatch(dispatch, "7K3M-9QRT-0WXZ", keep_object=forget, ticket=Ticket())
    assert "第7考评组" in caught.value.sentence()


def test_a_dispatch_signed_again_by_a_forger_does_not_open_with_the_code(
    played: Played, dispatch: Path, tmp_path: Path, make_random: Callable[[str], Random]
) -> None:
    # he has the dispatch, but not the code: its payload is still sealed for the county's own key
    forger = CountyRoot.make(make_random("forger"))
    written = dispatch.read_bytes()
    header = written[written.index(b"{") : written.index(b"\npay\n")]
    payload = written[written.index(b"\npay\n") + 5 :]
    path = played.frame(tmp_path / "a.wxp", header, payload, signer=forger.signer())
    with pytest.raises(WrongTeamCode):
        read_dispatch(path, CODE, keep_object=forget, ticket=Ticket())


def test_what_a_laptop_sent_is_no_dispatch(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp")
    with pytest.raises(UnknownKey):
        read_dispatch(path, CODE, keep_object=forget, ticket=Ticket())
    introduced = replace(played.device.signer(), introduces=True)
    with pytest.raises(WrongSigner):
        read_dispatch(
            played.write(path, signer=introduced), CODE, keep_object=forget, ticket=Ticket()
        )


def test_other_records_than_the_header_says_are_refused(
    played: Played, make_item: MakeItem, tmp_path: Path
) -> None:
    records = [make_item(1), make_item(2)]
    rids = [rid_of(one) for one in records]
    right = replace(played.facts(), rids=rids_digest(rids))
    assert len(played.read(played.write(tmp_path / "a.wxp", facts=right, records=records)).records)
    wrong = replace(right, rids=rids_digest(rids[::-1]))
    with pytest.raises(ContainerRefused, match="记录与说明不符"):
        played.read(played.write(tmp_path / "b.wxp", facts=wrong, records=records))
