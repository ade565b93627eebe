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

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with all facts, whatever the subclass's own signature."""
        return _made_again, (type(self), dict(self.__dict__), self.args)

    def sentence(self) -> str:
        """Say what happened."""
        return self.what.format(**self.facts)

    def advice(self) -> str:
        """Say what the user should do now."""
        return self.next_step.format(**self.facts)


def _made_again(
    kind: type[InspectorError], own: dict[str, object], args: tuple[object, ...]
) -> InspectorError:
    error = kind.__new__(kind)
    error.__dict__.update(own)
    error.args = args
    return error


class Cancelled(Exception):
    """The user stopped a running job; callers show nothing."""
