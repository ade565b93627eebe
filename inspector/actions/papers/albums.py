"""照片册: the photos of sealed visits, by visit or by site over all rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.annotating import shown_picture
from inspector.actions.checking_photos import PhotoRefused
from inspector.actions.desk import Desk
from inspector.actions.papers.document import BOTH, Document, Group, Option, Per, Planned, Wish
from inspector.actions.papers.sealed_visits import sealed_lines, visit_words
from inspector.actions.recalling import Recalled
from inspector.actions.visit_sheets import (
    HANDED_OVER,
    PRINTED_EDGE,
    REFUSED,
    UNCHECKED,
    file_stem,
    standing,
    team_words,
)
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, PersonId, RoundId, VisitUid
from inspector.domain.points import ZERO
from inspector.domain.rubric import Item
from inspector.domain.slate import PhoneClock, corrected, phone_key, read_taken
from inspector.domain.sorting import may_show
from inspector.domain.team import Member
from inspector.domain.visit import EMPTY, Evidence, VisitState
from inspector.domain.wording import NO_PHOTO, full_day_words, record_code
from inspector.media.photo_errors import DecoderShut
from inspector.media.vault import PhotoDamaged, PhotoMissing
from inspector.sheets import qr
from inspector.sheets.album_sheet import AlbumPart, AlbumPhoto, AlbumSheet, album_leaf
from inspector.sheets.leaf import Leaf
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

TITLE = "照片册"
MISSING = "照片还没有收到，未印"
DAMAGED = "照片文件有损坏，未印"
LOOSE = "没有归到考评项"
NO_TIME = "没有拍摄时间"
VISIT, SITE = "visit", "site"
BY = Option(
    name="by",
    title="分开",
    choices=((VISIT, "每次考评一册"), (SITE, "每个站点一册，含以前各轮")),
)


class NoPhotos(InspectorError):
    """No sealed visit has a photo."""

    code: ClassVar[str] = "W281"
    what: ClassVar[str] = "{round} 轮已定稿的站点都没有照片，没有照片册可印。"
    next_step: ClassVar[str] = "请先定稿；照片还没收到的，先收数据包。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a book for each sealed visit that has photos, or for each site over the rounds.

    Raises:
        NoRound, NoSuchRound, NoPhotos: There is none.
    """
    round_id, lines = sealed_lines(desk, wish)
    by_site = wish.option(BY) == SITE
    if by_site:
        lines = _up_to(desk, round_id)
    books: dict[str, list[VisitLine]] = {}
    for line in lines:
        if line.photos:
            books.setdefault(str(line.key.site if by_site else line.uid), []).append(line)
    if not books:
        raise NoPhotos(round=round_id)
    return [
        Planned(
            key=key,
            words=visit_words(book[-1]),
            make=partial(_site_leaf if by_site else _visit_leaf, desk, book),
            site=book[-1].key.site,
        )
        for key, book in books.items()
    ]


def _up_to(desk: Desk, round_id: RoundId) -> list[VisitLine]:
    """Return the sealed visits of a round and all before it, oldest round first."""
    with desk.store.reading() as reading:
        order = [one.id for one in reading.rounds.all()]
        lines = [
            line for one in order[: order.index(round_id) + 1] for line in reading.visits.lines(one)
        ]
    return [line for line in lines if line.state is VisitState.SEALED]


def _visit_leaf(desk: Desk, lines: Sequence[VisitLine]) -> Leaf:
    (line,) = lines
    with desk.store.reading() as reading:
        shown = standing(reading, desk, line.uid)
        visit = shown.visit
        points = visit.card().points if visit.scored else ZERO
        text = qr.sheet_line(site=line.key.site, at=shown.at, points=points, digest=shown.digest)
        team = team_words(reading, visit)
        sheet = AlbumSheet(
            county=reading.meta.get(keys.COUNTY_NAME) or "",
            title=TITLE,
            place=visit_words(line),
            facts=f"{full_day_words(shown.at)}　{visit.kind.name}",
            at=shown.at,
            parts=(_part(reading, desk, shown, heading=""),),
            right=f"{line.key.round} 轮　{team}",
            notice=visit.rubric.notice,
            code=record_code(shown.digest),
            qr_drawing=(qr.drawing(text), text),
        )
    return album_leaf(sheet, stem=f"照片册_{file_stem(line)}")


def _site_leaf(desk: Desk, lines: Sequence[VisitLine]) -> Leaf:
    last = lines[-1]
    with desk.store.reading() as reading:
        visits = [standing(reading, desk, line.uid) for line in lines]
        headings = [
            f"{line.key.round} 轮　{one.visit.kind.name}"
            for line, one in zip(lines, visits, strict=True)
        ]
        sheet = AlbumSheet(
            county=reading.meta.get(keys.COUNTY_NAME) or "",
            title=TITLE,
            place=visit_words(last),
            facts=f"{len(lines)} 次考评",
            at=max(one.at for one in visits),
            parts=tuple(
                _part(reading, desk, one, heading=heading)
                for one, heading in zip(visits, headings, strict=True)
            ),
            right=f"到 {last.key.round} 轮",
        )
    return album_leaf(sheet, stem=f"照片册_各轮_{file_stem(last)}")


def _part(reading: Reading, desk: Desk, shown: Recalled, *, heading: str) -> AlbumPart:
    bench = _Bench(reading, desk, shown)
    photos = tuple(bench.photos())
    team = team_words(reading, shown.visit)
    facts = f"{full_day_words(shown.at)}　{team}　记录码 {record_code(shown.digest)}"
    return AlbumPart(heading=heading, facts=facts, photos=photos, absent=bench.absent)


@dataclass(frozen=True, slots=True)
class _Hung:
    """What a photo hangs on: the items' titles, and what the form asks there."""

    about: str
    text: str


class _Bench:
    """Tells of each photo of a visit what it shows, when and by whom."""

    def __init__(self, reading: Reading, desk: Desk, shown: Recalled) -> None:
        self._desk, self._uid, self._shown = desk, shown.visit.uid, shown
        self._clocks = {clock.key: clock for clock in reading.phone_clocks.of_visit(self._uid)}
        self._people = reading.teams.people()
        self.absent: Counter[str] = Counter()
        """Photos that are left out, by reason; known once :meth:`photos` begins."""

    def photos(self) -> Iterator[AlbumPhoto]:
        """Yield those that may be shown, in the order of the form, then of the findings."""
        evidence = {one.digest: one for one in self._shown.evidence}
        hidden = self._hidden()
        hung = self._hung()
        self.absent = Counter(
            NO_PHOTO if digest in hidden else LOOSE
            for digest in evidence
            if digest in hidden or digest not in hung
        )
        for digest, spots in hung.items():
            if digest not in evidence or digest in hidden:
                continue
            yield AlbumPhoto(
                about="、".join(spot.about for spot in spots),
                text="；".join(dict.fromkeys(spot.text for spot in spots if spot.text)),
                when=taken_words(evidence[digest], self._clocks, self._people),
                open=partial(_picture, self._desk, self._uid, digest),
            )

    def _hidden(self) -> frozenset[Digest]:
        """Return the photos of items that the form lets nobody photograph."""
        closed = {item.code for item in self._shown.visit.form.items() if not may_show(item)}
        counted = [
            photo
            for item, entry in self._shown.visit.counted.items()
            if item in closed
            for photo in entry.photos
        ]
        found = [
            photo for one in self._shown.findings if one.item in closed for photo in one.photos
        ]
        return frozenset((*counted, *found))

    def _hung(self) -> dict[Digest, list[_Hung]]:
        visit = self._shown.visit
        lost = [
            (str(loss.item), str(loss.checkpoint))
            for loss in (visit.card().losses if visit.scored else ())
            if loss.checkpoint is not None
        ]
        found: dict[Digest, list[_Hung]] = {}
        for item in visit.rubric.items():
            codes = [code for own, code in lost if own == item.code]
            spot = _Hung(f"{item.code} {item.short}", _asked(item, codes))
            for photo in visit.counted.get(item.code, EMPTY).photos:
                found.setdefault(photo, []).append(spot)
        for finding in self._shown.findings:
            text = finding.problem or finding.fact or finding.section
            for photo in finding.photos:
                found.setdefault(photo, []).append(_Hung(f"第 {finding.n} 条", text))
        return found


def _asked(item: Item, lost: Sequence[str]) -> str:
    """Say what the form asks where points were lost, else what the item is."""
    asked = [point for point in item.checkpoints if point.code in lost]
    return "；".join(f"{point.code} {point.text}" for point in asked) or item.title


def taken_words(
    one: Evidence, clocks: Mapping[str, PhoneClock], people: Mapping[PersonId, Member]
) -> str:
    """Say when a photo was taken by the laptop's clock, what its phone said, and whose it is."""
    clock = clocks.get(phone_key(one.camera))
    said, taken = read_taken(one.taken_at), corrected(one.taken_at, clock)
    if said is None or taken is None:
        when = NO_TIME
    else:
        form = "%H:%M:%S" if said.date() == taken.date() else "%Y-%m-%d %H:%M:%S"
        own = f"（手机原时间 {said.strftime(form)}）" if said != taken else ""
        when = f"{taken:%Y-%m-%d %H:%M:%S}{own}"
    owner = people.get(clock.owner) if clock is not None and clock.owner is not None else None
    return f"{when}　{owner.name}" if owner is not None else when


def _picture(desk: Desk, uid: VisitUid, photo: Digest) -> bytes | str:
    """Return a photo for paper, with its marks, or why there is none."""
    with desk.store.reading() as reading:
        try:
            return bytes(shown_picture(reading, desk, uid, photo, PRINTED_EDGE))
        except PhotoRefused:
            return REFUSED
        except DecoderShut:
            return UNCHECKED
        except PhotoMissing:
            return HANDED_OVER if photo in reading.purged.digests() else MISSING
        except PhotoDamaged:
            return DAMAGED


ALBUM = Document(
    name="album",
    title=TITLE,
    about="一页六张：考评项、要点、校正后的时间和拍的人；圈画照印，遮盖的照样遮盖",
    group=Group.VISIT,
    roles=BOTH,
    per=Per.VISIT,
    plan=plan,
    options=(BY,),
)
