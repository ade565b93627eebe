"""What a printed document is to the window and the command line: a name and leaves to be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial

from inspector.actions.desk import Desk
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.progress import Ticket
from inspector.platform.folder import Role
from inspector.sheets.leaf import Leaf
from inspector.sheets.paper import Paper


class Group(Enum):
    """Where a document stands among the others."""

    VISIT = "考评"
    RANKING = "通报"
    REPAIR = "整改"
    CUSTODY = "交接"
    YEAR = "年度"


class Per(Enum):
    """What there is one leaf for."""

    ONE = "全县一份"
    VISIT = "每次考评一份"
    SITE = "每个站点一份"
    TOWNSHIP = "每个乡镇一份"
    TEAM = "每组一份"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that a person chooses about a document; the first choice is the default."""

    name: str
    """On the command line: ``--set mode=white``."""
    title: str
    choices: tuple[tuple[str, str], ...]
    """Values with their words."""

    @property
    def default(self) -> str:
        """What holds where nothing was chosen."""
        return self.choices[0][0]


CODE = "code"
"""Beside the options of a document ``by_code``: its choices are codes on paper, so nobody lists
them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants on paper."""

    round: RoundId | None = None
    """None is the round at work."""
    picked: frozenset[str] | None = None
    """Keys of :class:`Planned`; None is all there are."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What was chosen, by the names of the options; under :data:`CODE` a 记录码."""

    @property
    def code(self) -> str:
        """The code of the frozen ranking that it is wanted of; empty is the newest of its round."""
        return self.options.get(CODE, "")

    def option(self, option: Option) -> str:
        """Return what was chosen, or the default."""
        return self.options.get(option.name, option.default)


@dataclass(frozen=True, slots=True)
class Told:
    """Makes a leaf for which much must be read: half of the bar is reading, half is drawing."""

    work: Callable[[Ticket], Leaf]

    def __call__(self, ticket: Ticket | None = None) -> Leaf:
        """Make it, and report to the ticket.

        Raises:
            InspectorError: What it is made of does not fit together.
            Cancelled: By the ticket.
        """
        leaf = self.work((ticket or Ticket()).part(0, 1, 2))
        return replace(leaf, draw=partial(_draw_after, leaf.draw))


def _draw_after(draw: Callable[[Paper], object], paper: Paper) -> None:
    paper.ticket = paper.ticket.part(1, 2, 2)
    draw(paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One leaf that can be made."""

    key: str
    """Another one for each leaf of a document: a site's code, a township's, a team's id."""
    words: str
    """How a list on screen names it: a site always with township and tail."""
    make: Callable[[], Leaf]
    """Reads the store when it is called; raises ``InspectorError``. What takes long is
    :class:`Told`."""
    site: SiteCode | None = None
    """The site it is about, if it is about one."""

    def leaf(self, ticket: Ticket) -> Leaf:
        """Make the leaf; one that takes long reports to the ticket and stops by it.

        Raises:
            InspectorError: What it is made of does not fit together.
            Cancelled: By the ticket.
        """
        return self.make(ticket) if isinstance(self.make, Told) else self.make()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A kind of document."""

    name: str
    """On the command line."""
    title: str
    about: str
    """What it is for, in one line."""
    group: Group
    roles: frozenset[Role]
    """Whose folders can print it."""
    per: Per
    plan: Callable[[Desk, Wish], Sequence[Planned]]
    """Says which leaves there are; raises ``InspectorError`` where there can be none."""
    table: bool = False
    """Also to be had as xlsx and csv."""
    by_code: bool = False
    """It can be had as it was when a ranking was frozen, by its 记录码."""
    options: tuple[Option, ...] = ()
    remarks: Callable[[], Sequence[str]] = tuple
    """What people should know before they print: typefaces that are not installed."""


OFFICE = frozenset({Role.OFFICE})
BOTH = frozenset({Role.OFFICE, Role.FIELD})
