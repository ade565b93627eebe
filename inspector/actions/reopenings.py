"""重开: what to say where laptops disagree because one of them took its 定稿 back.

Such a difference is no slip of two people who counted apart: one of them sealed, and went on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.ids import PersonId
from inspector.domain.record import Record
from inspector.domain.team import Member
from inspector.domain.visit_paper import reopen_reason
from inspector.domain.wording import moment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """One laptop took its 定稿 back; ``stream`` is the laptop's."""

    stream: str
    by: str
    at: datetime
    reason: str
    sealed_again: bool

    @property
    def sentence(self) -> str:
        """Who, when, why, and whether it was sealed again."""
        then = "后来又定稿" if self.sealed_again else "没有再定稿"
        return f"{self.by} {moment_words(self.at)} 定稿后重开，原因：{self.reason}；{then}"


def reopenings(records: Sequence[Record], people: Mapping[PersonId, Member]) -> Iterator[Reopening]:
    """Yield every reopening among the records of one visit, the first first."""
    found = [one for one in records if one.type == "reopen"]
    for one in sorted(found, key=lambda each: (str(each.tree["at"]), each.rid)):
        stream, by = str(one.tree["dev"]), PersonId(str(one.tree["by"]))
        yield Reopening(
            stream=stream,
            by=people[by].name if by in people else str(by),
            at=datetime.fromisoformat(str(one.tree["at"])),
            reason=reopen_reason(one.tree),
            sealed_again=any(
                later.type == "seal" and later.tree["dev"] == stream and later.n > one.n
                for later in records
            ),
        )
