"""What 核对 and 签字 ask of the layers below, beside what the rows ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from inspector.actions.signing import Signing, SignLine
from inspector.domain.signing import SignState
from inspector.domain.visit import Counted, Objection
from inspector.domain.visit_paper import Correction, LeftGap


class PaperDesk(Protocol):
    """What is said about a visit when it ends. Everything answers at once."""

    secretary: str
    """The village's party secretary, as the list of sites names him or her; may be empty."""
    inspectors: tuple[str, ...]
    """The names of the team that visits."""

    def objections(self) -> Sequence[Objection]:
        """Return the village's different views."""
        ...

    def put_objections(self, objections: Sequence[Objection]) -> None:
        """Save the village's different views, replacing those that were there.

        Raises:
            InspectorError: They were not saved.
        """
        ...

    def left(self) -> Sequence[LeftGap]:
        """Return why gaps are left open."""
        ...

    def put_left(self, left: Sequence[LeftGap]) -> None:
        """Save why gaps are left open, replacing what was there.

        Raises:
            InspectorError: It was not saved.
        """
        ...

    def signing(self) -> SignState | None:
        """Return where the visit stands with its signatures; None while it is not sealed."""
        ...

    def lines(self) -> Sequence[SignLine]:
        """Return everybody who must sign, with what is noted."""
        ...

    def sign(self, given: Signing) -> None:
        """Note one person's signature, or what stands in its place.

        Raises:
            InspectorError: It was not noted.
        """
        ...

    def unsign(self, part: str) -> None:
        """Take back what was noted for one person.

        Raises:
            InspectorError: It stays.
        """
        ...

    def lock(self, *, elsewhere: bool) -> SignState:
        """Put all signatures on record; ``elsewhere``: the sheet was printed on another machine.

        Raises:
            InspectorError: Somebody is missing, nothing was printed, or the disk refused.
        """
        ...

    def reopen(self, reason: str) -> None:
        """Take 定稿 back, which nobody has signed.

        Raises:
            InspectorError: It stays sealed.
        """
        ...

    def correct(self, items: Counted, reason: str, by: str) -> None:
        """Count items anew after the signatures, and seal again.

        Raises:
            InspectorError: Nothing was changed.
        """
        ...

    def draft(self) -> Counted:
        """Return what a correction in hand counts; empty if there is none."""
        ...

    def put_draft(self, items: Counted) -> datetime:
        """Save what a correction in hand counts, and return when; nothing drops it.

        Raises:
            InspectorError: It was not saved.
        """
        ...

    def corrections(self) -> Sequence[Correction]:
        """Return what was corrected after the signatures."""
        ...

    def note_printed(self, copies: int) -> None:
        """Note that the sheet went to a printer."""
        ...

    def note_saved(self) -> None:
        """Note that the sheet was saved as a file."""
        ...

    def printed(self) -> str:
        """Return when the sheet of this seal was last printed or saved, and which, or nothing."""
        ...

    def pause(self, reason: str) -> None:
        """Note that the team leaves for another place.

        Raises:
            InspectorError: It was not noted.
        """
        ...
