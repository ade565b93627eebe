"""Look into a package without taking it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from inspector.actions.desk import Desk
from inspector.actions.placing import make_room
from inspector.actions.trusting import identities_of, trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import CountyCode
from inspector.domain.progress import Ticket
from inspector.exchange import open_package, read_package
from inspector.exchange.header import Kind
from inspector.exchange.identity import SealingKey, fingerprint
from inspector.exchange.reject import UnknownKey
from inspector.exchange.staging import framed
from inspector.exchange.team_code import code_key
from inspector.exchange.trust_book import KeyRole, KnownKey, TrustBook

KINDS: Mapping[Kind, str] = {
    Kind.DISPATCH: "下发包",
    Kind.VISIT: "回传包",
    Kind.OBJECTS: "照片包",
    Kind.RECEIPT: "回执",
    Kind.ARCHIVE: "存档",
}
KEY_ELSEWHERE = "不在包里，加 --data 指登记过它的数据文件夹"


class KeyMissing(InspectorError):
    """Nothing was given that could open the package."""

    code: ClassVar[str] = "K112"
    what: ClassVar[str] = "没有可用的密钥。"
    next_step: ClassVar[str] = "请用 --data 指一个数据文件夹，或用 --code 给出组码条上的组码。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A package that passed every check."""

    package_id: str
    kind: str
    label: str
    records: int
    photos: int
    sentence: str


class Keys:
    """Whom to believe and how to open; a context manager, since a desk may stand behind it."""

    def __init__(
        self,
        trust: TrustBook,
        identities: tuple[SealingKey, ...],
        behind: AbstractContextManager[Desk] | None = None,
    ) -> None:
        self.trust = trust
        self.identities = identities
        self._behind = behind

    def __enter__(self) -> Self:
        """Open the desk, if the keys are in one."""
        if self._behind is not None:
            desk = self._behind.__enter__()
            with desk.store.reading() as reading:
                self.trust, self.identities = trust_of(reading), identities_of(reading)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the desk."""
        if self._behind is not None:
            self._behind.__exit__(kind, error, trace)


def keys_of_desk(desk: AbstractContextManager[Desk]) -> Keys:
    """Return the keys of a data folder that is about to be opened."""
    return Keys(TrustBook(county=CountyCode("")), (), desk)


def keys_of_code(file: Path, code: str) -> Keys:
    """Return the keys that a team code gives for one dispatch.

    Raises:
        CodeMistyped: The code cannot be one.
        UnknownKey: The file is no dispatch.
    """
    signer = _signer(file)
    return Keys(TrustBook(county=CountyCode(""), keys=(signer,)), (_code_key(file, code),))


def team_key(file: Path, code: str) -> str:
    """Return the age identity that a team code stands for in one dispatch.

    Raises:
        CodeMistyped: The code cannot be one.
        UnknownKey: The file is no dispatch.
    """
    return _code_key(file, code).text


def describe(file: Path, trust: TrustBook | None = None) -> Mapping[str, str]:
    """Say what a file claims to be; nothing of it is verified.

    Args:
        file: The package.
        trust: Where to look its key up, if the file does not bring the key along.

    Raises:
        Reject: It is no package.
    """
    claims = open_package.describe(file)
    facts = claims.header.facts
    known = trust.key(claims.key) if trust is not None else None
    public = claims.public or (known.public if known is not None else None)
    return {
        "种类": KINDS[facts.kind],
        "说明": facts.label,
        "县": facts.county,
        "轮次": facts.round,
        "考评组": facts.team,
        "序号": str(facts.seq),
        "自称时间": facts.claimed_at,
        "记录": str(claims.header.counts.revisions),
        "照片": str(claims.header.counts.objects),
        "字节": str(claims.size),
        "包号": claims.package_id,
        "密钥编号": claims.key,
        "密钥指纹": fingerprint(public) if public else KEY_ELSEWHERE,
        "公钥": public.hex() if public else KEY_ELSEWHERE,
    }


def verify(file: Path, keys: Keys, ticket: Ticket | None = None) -> Verified:
    """Check a package as an import does, and keep nothing.

    Raises:
        Reject: It fails a check, by name.
    """
    head = read_package.verify(file, keys.trust, keys.identities, ticket or Ticket())
    counts = head.counts
    return Verified(
        package_id=head.package_id,
        kind=str(head.kind),
        label=head.facts.label,
        records=counts.revisions,
        photos=counts.objects,
        sentence=(
            f"核对通过：{head.facts.label}，{counts.revisions} 条记录、{counts.objects} 张照片，"
            f"包号 {head.package_id[:12]}"
        ),
    )


def open_plain(file: Path, keys: Keys, out: Path, ticket: Ticket | None = None) -> Path:
    """Write what is inside as a plain zip into the folder ``out``; return its path.

    Raises:
        Reject: It does not open, or is damaged; nothing is left.
        DiskFull, FolderReadOnly: The disk refused.
    """
    make_room(out)
    return open_package.open_plain(file, keys.identities, out, ticket or Ticket())


def _signer(file: Path) -> KnownKey:
    frame = framed(file).frame
    if frame.public is None:
        raise UnknownKey(key=frame.key[:8])
    return KnownKey(public=frame.public, role=KeyRole.COUNTY)


def _code_key(file: Path, code: str) -> SealingKey:
    signer = _signer(file)
    facts = open_package.describe(file).header.facts
    return code_key(code, root=signer.public, round_id=facts.round, team=facts.team)
