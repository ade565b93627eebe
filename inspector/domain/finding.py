"""Finding 发现: what a visit without points brings home: fact, cause, proposal.

A survey (遍访调研) finds facts, with cause and proposal; an observation (观摩) speaks of its
sections; a return visit (整改回访) says of each problem whether it was put right; a spot check
notes what was seen.

Source: policy.yaml, "visit_kinds" (``scored: false``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import Digest, ItemCode, VisitUid
from inspector.domain.policy import VisitKind
from inspector.domain.reading import BadTree, listed, sha256s, text, whole

LONGEST_SECTION = 60
"""Characters of a section's name; longer ones are a broken file, not a section."""


class Outcome(StrEnum):
    """What a finding says; the words are in ``domain.wording``."""

    FOUND = "found"
    """Something was found."""
    NOTHING = "nothing"
    """没有发现问题, said in so many words: then it is the visit's only finding."""
    FIXED = "fixed"
    """已改: the problem was put right."""
    PARTLY = "partly"
    """部分整改."""
    NOT_FIXED = "not_fixed"
    """未改."""


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.FOUND: "有发现",
    Outcome.NOTHING: "没有发现问题",
    Outcome.FIXED: "已改",
    Outcome.PARTLY: "部分整改",
    Outcome.NOT_FIXED: "未改",
}
RETURNED = frozenset((Outcome.FIXED, Outcome.PARTLY, Outcome.NOT_FIXED))
"""What a return visit says of a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; ``n`` is its number within the visit, from 1."""

    n: int
    outcome: Outcome = Outcome.FOUND
    item: ItemCode | None = None
    """The item of the form that it belongs to, if any."""
    section: str = ""
    """A section of the visit's kind, such as ``"版面展示"``."""
    problem: str = ""
    """The problem that a return visit looks at, in the words of the paper it stands on."""
    fact: str = ""
    """实情; for a problem, the remark."""
    cause: str = ""
    """症结."""
    proposal: str = ""
    """办法."""
    photos: tuple[Digest, ...] = ()


def finding_fields(finding: Finding) -> dict[str, Tree]:
    """Return the fields of a finding's record; texts become NFC, as records need."""
    return {
        "number": finding.n,
        "outcome": str(finding.outcome),
        "item": str(finding.item or ""),
        **{
            name: normalize("NFC", said)
            for name, said in (
                ("section", finding.section),
                ("problem", finding.problem),
                ("fact", finding.fact),
                ("cause", finding.cause),
                ("proposal", finding.proposal),
            )
        },
        "photos": [str(photo) for photo in finding.photos],
    }


def finding_of(tree: Mapping[str, Tree]) -> Finding:
    """Read the fields of a finding's record.

    Raises:
        ValueError: A field is missing or of another kind.
    """
    finding = Finding(
        n=whole(tree.get("number")),
        outcome=Outcome(text(tree, "outcome")),
        item=ItemCode(text(tree, "item")) if text(tree, "item") else None,
        section=text(tree, "section"),
        problem=text(tree, "problem"),
        fact=text(tree, "fact"),
        cause=text(tree, "cause"),
        proposal=text(tree, "proposal"),
        photos=sha256s(listed(tree, "photos")),
    )
    if finding.n < 1 or len(finding.section) > LONGEST_SECTION:
        raise BadTree("number or section of a finding")
    return finding


def finding_digest(finding: Finding) -> Digest:
    """Return what tells one finding of a visit from another: the digest of its fields."""
    return Digest(digest(finding_fields(finding)))


def finding_uid(uid: VisitUid, finding: Finding) -> str:
    """Return the uid of a finding's record: what it says is its name, so two never clash."""
    return f"{uid}/finding/{finding_digest(finding)}"


def told(finding: Finding) -> str:
    """Say a finding in one line: ``"已改　ST-2.1 后街垃圾：三处都清了"``."""
    about = finding.section or finding.problem
    said = "：".join(part for part in (about, finding.fact.replace("\n", " ")) if part)
    if finding.outcome is Outcome.FOUND:
        return said
    return f"{OUTCOME_WORDS[finding.outcome]}　{said}".rstrip("　")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a visit without points still lacks; ``must`` ones block 定稿. ``n`` 0: the whole."""

    n: int
    must: bool
    sentence: str


def lacks(
    kind: VisitKind, findings: Sequence[Finding], look_only: Collection[ItemCode] = ()
) -> tuple[Lack, ...]:
    """Return what is missing before a visit of this kind can be sealed, musts first.

    There must be one finding at least, or 没有发现问题 in so many words. A finding states its
    fact; a return visit says of each problem what became of it, with a remark and, where
    pictures are allowed, a photo; a kind with sections says which one it speaks of.

    Args:
        kind: The kind of the visit.
        findings: What was written so far.
        look_only: Items that may not be photographed (只看不拍).

    Source: policy.yaml, "visit_kinds" and "rectification.close_needs".
    """
    if not findings:
        sentence = "还没有写发现；确实没有的，请记“没有发现问题”"
        return (Lack(n=0, must=True, sentence=sentence),)
    if any(one.outcome is Outcome.NOTHING for one in findings):
        if len(findings) == 1:
            return ()
        sentence = f"写了 {len(findings) - 1} 条发现，又记了“没有发现问题”，请去掉一样"
        return (Lack(n=0, must=True, sentence=sentence),)
    found = [lack for one in findings for lack in _lacks_of(kind, one, look_only)]
    spoken = {one.section for one in findings}
    empty = [section for section in kind.sections if section not in spoken]
    if empty:
        sentence = f"还没有写 {'、'.join(empty)}"
        found.append(Lack(n=0, must=False, sentence=sentence))
    return tuple(sorted(found, key=lambda lack: not lack.must))


def _lacks_of(kind: VisitKind, finding: Finding, look_only: Collection[ItemCode]) -> Iterator[Lack]:
    def lack(missing: str) -> Lack:
        return Lack(n=finding.n, must=True, sentence=f"第 {finding.n} 条还没有{missing}")

    if kind.sections and finding.section not in kind.sections:
        yield lack("选环节")
    if not kind.returns:
        if not finding.fact.strip():
            yield lack("写实情")
        return
    if not finding.problem.strip():
        yield lack("写是哪个问题")
    if finding.outcome not in RETURNED:
        yield lack("选已改、部分整改还是未改")
    if not finding.fact.strip():
        yield lack("写备注")
    if not finding.photos and finding.item not in look_only:
        yield lack("拍照片")
