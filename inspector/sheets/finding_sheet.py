"""考评记录: the paper of a visit without points: what was found, why, what would help; signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from inspector.domain.finding import OUTCOME_WORDS, Finding, Outcome
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.points import ZERO
from inspector.domain.policy import VisitKind
from inspector.domain.signing import Signature, SignRole
from inspector.domain.site import Site
from inspector.domain.wording import full_day_words, record_code
from inspector.sheets import qr
from inspector.sheets.document import heading, lay_out, paragraph, title_rows
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.paper import Paper
from inspector.sheets.photo_annex import annex_rows
from inspector.sheets.score_end import signature_rows
from inspector.sheets.sheet_facts import SheetPhoto, Signer

PREVIEW = "预览稿"
NOTICE = "这次考评不打分、不参与排名。"
UNSAID = "没有选结果"
TEXTS = ("实情", "症结", "办法")
REMARKS = ("备注", "症结", "办法")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSheet:
    """Everything that is printed of one visit without points.

    ``digest`` is the sealed record's; without it the sheet is a 预览稿 and says so on each page.
    """

    county: str
    township: str
    site: Site
    team: str
    round: str
    kind: VisitKind
    at: datetime
    started: datetime
    findings: tuple[Finding, ...]
    items: Mapping[ItemCode, str] = field(default_factory=dict)
    """Titles of the form's items."""
    people: tuple[Signer, ...] = ()
    secretary: str = ""
    escort: str = ""
    signers: tuple[SignRole, ...] = tuple(SignRole)
    """Who signs a visit of this kind, so who has a box."""
    digest: Digest | None = None
    again: str = ""
    """Why it was sealed again, or empty."""
    signatures: tuple[Signature, ...] = ()
    photos: tuple[SheetPhoto, ...] = ()
    """At most four are printed."""
    photos_told: str = ""
    """How many there are in all, where these are not."""

    @property
    def place(self) -> str:
        """Township, village and tail, as a site is always named."""
        return f"{self.township} {self.site.name}（尾号 {self.site.tail}）"


def finding_leaf(sheet: FindingSheet, *, stem: str) -> Leaf:
    """Return one visit's paper. Drawing it raises ``PhotoUnprintable`` for what is no photo."""
    return Leaf(
        stem=stem,
        title=f"{sheet.kind.name} {sheet.place}",
        author=sheet.county,
        at=sheet.at,
        draw=lambda paper: lay_out(paper, _rows(paper, sheet), _furniture(paper, sheet)),
        two_sided=True,
    )


def _rows(paper: Paper, sheet: FindingSheet) -> list[Row]:
    rows = list(_written(sheet))
    return [*rows, *annex_rows(paper, sheet.photos, rows, told=sheet.photos_told)]


def _written(sheet: FindingSheet) -> Iterator[Row]:
    when = f"{full_day_words(sheet.at)} {sheet.started:%H:%M}–{sheet.at:%H:%M}"
    yield from title_rows(
        f"{sheet.kind.name}记录", (sheet.place, f"{sheet.round}　{sheet.team}　{when}")
    )
    for finding in sheet.findings:
        yield from _finding(sheet, finding)
    if not sheet.findings:
        yield paragraph("还没有写发现。")
    if sheet.again:
        yield paragraph(f"重新定稿：{sheet.again}")
    yield space(10)
    yield from signature_rows(sheet, sheet.signatures)


def _finding(sheet: FindingSheet, finding: Finding) -> Iterator[Row]:
    yield heading(_title(sheet, finding))
    if finding.problem:
        yield paragraph(f"问题：{finding.problem}")
    said = (finding.fact, finding.cause, finding.proposal)
    for word, text in zip(REMARKS if sheet.kind.returns else TEXTS, said, strict=True):
        if text:
            yield paragraph(f"{word}：{text}")
    if finding.photos:
        yield paragraph(f"照片 {len(finding.photos)} 张")
    yield space(4)


def _title(sheet: FindingSheet, finding: Finding) -> str:
    outcome = OUTCOME_WORDS[finding.outcome]
    if finding.outcome is Outcome.FOUND:
        outcome = UNSAID if sheet.kind.returns else ""
    item = ""
    if finding.item is not None:
        item = f"{finding.item} {sheet.items.get(finding.item, '')}".strip()
    parts = (f"第 {finding.n} 条", outcome, finding.section, item)
    return "　".join(part for part in parts if part)


def _furniture(paper: Paper, sheet: FindingSheet) -> Furniture:
    left, right = f"{sheet.county}　{sheet.place}", f"{sheet.round}　{sheet.team}"
    if sheet.digest is None:
        return Furniture(
            left=left, right=right, notice=NOTICE, state=PREVIEW, hint="还没定稿，不能签字"
        )
    line = qr.sheet_line(site=sheet.site.code, at=sheet.at, points=ZERO, digest=sheet.digest)
    return Furniture(
        left=left,
        right=right,
        notice=NOTICE,
        code=record_code(sheet.digest),
        qr_form=paper.form(qr.drawing(line), key=line),
    )
