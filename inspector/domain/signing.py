"""Signing 签字: who signs a sealed visit, and how: on paper, on the screen, or not at all.

Refusal, a deputy and absence are normal ways; each has its own facts. A signature names the seal
that stood on the paper, so a visit that is sealed anew must be signed anew.

Source: policy.yaml, ``must_sign`` (of ``cross_inspection`` and of ``visit_kinds``) and
``village_refuses_to_sign``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from unicodedata import normalize

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest, PersonId, VisitUid
from inspector.domain.reading import BadTree, listed, text, texts, whole

WITNESSES = 2
"""Inspectors who attest a refusal."""
BOX = (1000, 360)
"""Width and height of the field in which a drawn signature stands; its points are whole."""
MOST_POINTS = 6_000
"""Points of a drawn signature; a hand that rests on the pen makes no more than these."""

Stroke = tuple[tuple[int, int], ...]
"""The points that the pen went through, until it was lifted."""


class SignRole(StrEnum):
    """As what somebody signs; the words are in ``domain.wording``."""

    INSPECTOR = "inspector"
    SECRETARY = "secretary"
    ESCORT = "escort"


ROLE_WORDS: Mapping[str, SignRole] = {
    "全体考评员": SignRole.INSPECTOR,
    "村党组织书记（或受委托人）": SignRole.SECRETARY,
    "陪同乡镇干部": SignRole.ESCORT,
}
"""How a policy file writes them (``must_sign``)."""


class SignWay(StrEnum):
    """How somebody signed, or why not; the words are in ``domain.wording``."""

    PAPER = "paper"
    DRAWN = "drawn"
    REFUSED = "refused"
    """拒签: with a reason, attested by two inspectors; the visit goes to a recheck."""
    DEPUTY = "deputy"
    """书记不在，受托人签: by name, with what makes him or her the deputy."""
    ABSENT = "absent"
    """Somebody of the team, or who accompanied it, is not there: with a reason."""


WAYS: Mapping[SignRole, frozenset[SignWay]] = {
    SignRole.INSPECTOR: frozenset((SignWay.PAPER, SignWay.DRAWN, SignWay.ABSENT)),
    SignRole.SECRETARY: frozenset((SignWay.PAPER, SignWay.DRAWN, SignWay.REFUSED, SignWay.DEPUTY)),
    SignRole.ESCORT: frozenset((SignWay.PAPER, SignWay.DRAWN, SignWay.ABSENT)),
}
"""Which ways are open to whom."""


ON_PAPER = (SignWay.PAPER, SignWay.DEPUTY)
"""The ways that leave ink on a sheet, so that there must be one."""


class SignState(StrEnum):
    """Where a sealed visit stands with its signatures; the words are in ``domain.wording``."""

    WAITING = "waiting"
    SIGNED = "signed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's signature, or what stands in its place."""

    role: SignRole
    name: str
    way: SignWay
    seal: Digest
    """The digest of the seal that stood on what was signed."""
    at: datetime
    person: PersonId | None = None
    """Who of the team; None for the others."""
    relation: str = ""
    """What makes a deputy one, such as 村委会副主任."""
    reason: str = ""
    """Of a refusal or an absence."""
    witnesses: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    """What the pen drew on the screen, in :data:`BOX`."""

    @property
    def part(self) -> str:
        """What tells the signatures of one visit apart: the person, or the role."""
        return str(self.person or self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Somebody who must sign; ``name`` is empty where nobody knows it beforehand."""

    role: SignRole
    name: str = ""
    person: PersonId | None = None

    @property
    def part(self) -> str:
        """As :attr:`Signature.part`."""
        return str(self.person or self.role)


def roles_asked(rules: Mapping[str, Tree]) -> tuple[SignRole, ...]:
    """Return who must sign by these rules; all of them if they do not say.

    Raises:
        BadTree: It names somebody who is not in :data:`ROLE_WORDS`.
    """
    if "must_sign" not in rules:
        return tuple(SignRole)
    said = texts(listed(rules, "must_sign"))
    unknown = [word for word in said if word not in ROLE_WORDS]
    if unknown:
        raise BadTree(f"must_sign: {unknown[0]}")
    return tuple(ROLE_WORDS[word] for word in said)


def due_parts(roles: Iterable[SignRole], people: Sequence[PersonId]) -> tuple[str, ...]:
    """Return the parts that must sign a visit of these people."""
    parts: list[str] = []
    for role in roles:
        parts += map(str, people) if role is SignRole.INSPECTOR else [str(role)]
    return tuple(parts)


def sign_state(due: Iterable[str], signatures: Sequence[Signature]) -> SignState:
    """Say where a visit stands, given the parts that must sign and what was signed."""
    by_part = {signature.part: signature for signature in signatures}
    if not by_part.keys() >= set(due):
        return SignState.WAITING
    refused = any(signature.way is SignWay.REFUSED for signature in by_part.values())
    return SignState.REFUSED if refused else SignState.SIGNED


def lacks(signature: Signature) -> str:
    """Return what a signature still lacks, in words, or nothing.

    Source: policy.yaml, ``village_refuses_to_sign``; practice, demand 13.
    """
    way = signature.way
    wanting = (
        (way not in WAYS[signature.role], "这个人不能这样签"),
        (not signature.name.strip(), "姓名"),
        (way in (SignWay.REFUSED, SignWay.ABSENT) and not signature.reason.strip(), "原因"),
        (way is SignWay.DEPUTY and not signature.relation.strip(), "受托人的身份"),
        (way is SignWay.DRAWN and not signature.strokes, "笔迹"),
        (
            way is SignWay.REFUSED and len(set(signature.witnesses)) < WITNESSES,
            f"{WITNESSES} 名考评员证明",
        ),
    )
    return next((words for missing, words in wanting if missing), "")


def signature_fields(signature: Signature) -> dict[str, Tree]:
    """Return the fields of a signature's record; texts become NFC, as records need."""
    return {
        "role": str(signature.role),
        "person": str(signature.person or ""),
        "way": str(signature.way),
        "seal": str(signature.seal),
        "when": signature.at.isoformat(timespec="seconds"),
        "name": _nfc(signature.name),
        "relation": _nfc(signature.relation),
        "reason": _nfc(signature.reason),
        "witnesses": [_nfc(name) for name in signature.witnesses],
        "strokes": [[part for point in stroke for part in point] for stroke in signature.strokes],
    }


def signature_of(tree: Mapping[str, Tree]) -> Signature:
    """Read the fields of a signature's record.

    Raises:
        ValueError: A field is missing or of another kind, or the way lacks its facts.
    """
    person = text(tree, "person")
    signature = Signature(
        role=SignRole(text(tree, "role")),
        person=PersonId(person) if person else None,
        way=SignWay(text(tree, "way")),
        seal=Digest(text(tree, "seal")),
        at=datetime.fromisoformat(text(tree, "when")),
        name=text(tree, "name"),
        relation=text(tree, "relation"),
        reason=text(tree, "reason"),
        witnesses=texts(listed(tree, "witnesses")),
        strokes=tuple(_stroke(part) for part in listed(tree, "strokes")),
    )
    if signature.at.tzinfo is None or lacks(signature):
        raise BadTree("signature")
    if (signature.person is None) is (signature.role is SignRole.INSPECTOR):
        raise BadTree("only inspectors sign as persons of the team")
    if "/" in person or person in tuple(SignRole):
        raise BadTree("person")
    if sum(map(len, signature.strokes)) > MOST_POINTS:
        raise BadTree("strokes")
    return signature


def signature_uid(uid: VisitUid, signature: Signature) -> str:
    """Return the uid of a signature's record."""
    return f"{uid}/sign/{signature.part}"


def _stroke(tree: Tree) -> Stroke:
    if not isinstance(tree, list) or len(tree) % 2:
        raise BadTree("a stroke is a list of x and y")
    numbers = [whole(part) for part in tree]
    points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    if not all(0 <= x <= BOX[0] and 0 <= y <= BOX[1] for x, y in points):
        raise BadTree("a stroke outside its field")
    return points


def _nfc(words: str) -> str:
    return normalize("NFC", words.strip())
