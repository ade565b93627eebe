"""The lines before the header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.exchange.frame import (
    LONGEST_FRAME,
    MAX_HEADER,
    EnrolmentLine,
    Frame,
    read_frame,
)
from inspector.exchange.reject import CutOff, FrameDamaged, NotAPackage, Reject, TooNew

ENROLMENT = EnrolmentLine(
    invitation="0a" * 16, signing=b"\1" * 32, sealing=b"\2" * 32, proof=b"\3" * 32
)
PLAIN = Frame(
    key="ab" * 16, public=None, enrolment=None, signature=b"\7" * 64, header=b'{"pad":"  "}'
)
FULL = Frame(
    key="ab" * 16,
    public=b"\5" * 32,
    enrolment=ENROLMENT,
    signature=b"\xfe" * 64,
    header=b"x" * MAX_HEADER,
)


@pytest.mark.parametrize("frame", [PLAIN, FULL])
def test_what_was_written_is_read(frame: Frame) -> None:
    written = frame.to_bytes()
    assert len(written) <= LONGEST_FRAME
    assert read_frame(written + b"payload", len(written) + 7) == (frame, len(written))


def test_the_signature_covers_the_introduction_and_the_header() -> None:
    assert PLAIN.signed == b"wxp/1 header\0" + PLAIN.header
    pub = b"pub " + b"05" * 32 + b"\n"
    assert FULL.signed == b"wxp/1 header\0" + pub + ENROLMENT.line() + FULL.header


def test_every_cut_within_the_frame_is_called_incomplete() -> None:
    written = PLAIN.to_bytes()
    for size in range(len(written)):
        with pytest.raises(CutOff) as caught:
            read_frame(written[:size], size)
        assert caught.value.facts["size"] == size


@pytest.mark.parametrize(
    ("start", "error"),
    [
        (b"PK\3\4", NotAPackage),
        (b"wxp/0\n", NotAPackage),
        (b"wxp/1\r\n", NotAPackage),
        (b"\xef\xbb\xbfwxp/1\n", NotAPackage),
        (b"wxp/2\nanything", TooNew),
        (b"wxp/17\n", TooNew),
    ],
)
def test_another_beginning_is_named_for_what_it_is(start: bytes, error: type[Reject]) -> None:
    with pytest.raises(error):
        read_frame(start, len(start))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (b"key ab", b"key AB", "key"),
        (b"key ", b"kee ", "key"),
        (b"sig ", b"sig  ", "sig"),
        (b"sig ", b"enr 00\nsig ", "enr"),
        (b"sig ", b"pub 00\nsig ", "pub"),
        (b"==\n", b"=\n", "sig"),
        (b"==\n", b"==\r\n", "sig"),
        (b"hdr ", b"hdr 0", "hdr"),
        (b"hdr 12\n", b"hdr 65537\n", "hdr"),
        (b"hdr 12\n", b"hdr 99999999999\n", "hdr"),
        (b"hdr 12\n", b"hdr 11\n", "pay"),
        (b"\npay\n", b"\npax\n", "pay"),
    ],
)
def test_a_line_outside_the_grammar_is_named(old: bytes, new: bytes, line: str) -> None:
    damaged = PLAIN.to_bytes().replace(old, new) + b"payload"
    with pytest.raises(FrameDamaged) as caught:
        read_frame(damaged, len(damaged))
    assert caught.value.facts == {"line": line}


def test_base64_with_loose_bits_is_refused() -> None:
    # 64 bytes leave four bits of the last letter unused; "x==" would read the same as "w=="
    written = PLAIN.to_bytes()
    at = written.index(b"==\n") - 1
    loose = written[:at] + bytes([written[at] + 1]) + written[at + 1 :]
    with pytest.raises(FrameDamaged) as caught:
        read_frame(loose, len(loose))
    assert caught.value.facts == {"line": "sig"}


@given(st.binary(max_size=300))
def test_nothing_but_rejects_comes_of_garbage(garbage: bytes) -> None:
    for start in (garbage, b"wxp/1\n" + garbage, b"wxp/1\nkey " + b"ab" * 16 + b"\n" + garbage):
        with pytest.raises(Reject):
            read_frame(start, len(start))
