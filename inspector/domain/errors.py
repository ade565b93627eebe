"""The base of every error that a person can act on."""

from __future__ import annotations

from typing import ClassVar


class InspectorError(Exception):
    """A problem the user can solve; anything else that is raised is a bug.

    ``code`` never changes. ``facts`` fill both texts and stay readable by name.
    Subclasses stand beside the code that raises them.
    """

    code: ClassVar[str]
    what: ClassVar[str]
    next_step: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(f"[{self.code}] {self.sentence()}")

    def sentence(self) -> str:
        """Say what happened."""
        return self.what.format(**self.facts)

    def advice(self) -> str:
        """Say what the user should do now."""
        return self.next_step.format(**self.facts)


class Cancelled(Exception):
    """The user stopped a running job; callers show nothing."""
