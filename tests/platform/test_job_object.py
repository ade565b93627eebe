"""The structures are as Windows lays them out, and the calls come in their order.

What Windows does with them was not tried: no test runs there.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Protocol

import pytest

from inspector.platform.job_object import EXTENDED, Basic, Extended, confine_self, limits

THIS_PROCESS = 2**64 - 1
"""The pseudo handle of GetCurrentProcess: it does not fit into an int of C."""

JOB = 2**40 + 4


class Reference(Protocol):
    """What ``byref`` makes."""

    _obj: Extended


class Call:
    """One function of kernel32; converts as ctypes would, by what was declared."""

    argtypes: tuple[Any, ...] = ()
    restype: Any = ctypes.c_int

    def __init__(self, name: str, does: Callable[..., int], log: list[str]) -> None:
        self._name, self._does, self._log = name, does, log

    def __call__(self, *given: object) -> int:
        assert len(given) == len(self.argtypes), self._name
        self._log.append(self._name)
        for one, declared in zip(given, self.argtypes, strict=True):
            declared.from_param(one)
        came = self._does(*given)
        return self.restype(came).value or 0


class Kernel:
    """Stands for kernel32."""

    def __init__(self, *, refuses: str = "") -> None:
        self.log: list[str] = []
        self.seen: Extended | None = None
        for name, does in (
            ("CreateJobObjectW", lambda _safety, _name: JOB),
            ("GetCurrentProcess", lambda: THIS_PROCESS),
            ("SetInformationJobObject", self._set),
            (
                "AssignProcessToJobObject",
                lambda job, process: (job, process) == (JOB, THIS_PROCESS),
            ),
            ("CloseHandle", lambda job: job == JOB),
        ):
            setattr(self, name, Call(name, (lambda *_: 0) if name == refuses else does, self.log))

    def _set(self, job: int, kind: int, wanted: Reference, size: int) -> int:
        assert (job, kind, size) == (JOB, EXTENDED, 144)
        self.seen = wanted._obj
        return 1


def test_the_structures_are_laid_out_as_64_bit_windows_does() -> None:
    assert (ctypes.sizeof(Basic), ctypes.sizeof(Extended)) == (64, 144)
    assert [getattr(Basic, name).offset for name, _ in Basic._fields_] == [
        0, 8, 16, 24, 32, 40, 48, 56, 60,
    ]  # fmt: skip
    assert [getattr(Extended, name).offset for name, _ in Extended._fields_] == [
        0, 64, 112, 120, 128, 136,
    ]  # fmt: skip


def test_memory_and_company_are_limited_and_nothing_else() -> None:
    raw = bytes(limits(1_500_000_000))
    words = {at: int.from_bytes(raw[at : at + 8], "little") for at in range(0, 144, 8)}
    assert {at: word for at, word in words.items() if word} == {
        16: 0x8 | 0x100 | 0x400,
        40: 1,
        112: 1_500_000_000,
    }


def test_the_process_joins_a_job_and_keeps_no_handle() -> None:
    kernel = Kernel()
    assert confine_self(kernel, 1_000_000) is True  # type: ignore[arg-type]  # stands for it
    assert kernel.seen is not None
    assert kernel.seen.process_memory == 1_000_000
    assert [name for name in kernel.log if name != "GetCurrentProcess"] == [
        "CreateJobObjectW",
        "SetInformationJobObject",
        "AssignProcessToJobObject",
        "CloseHandle",
    ]


@pytest.mark.parametrize(
    ("refused", "closed"),
    [
        ("CreateJobObjectW", False),
        ("SetInformationJobObject", True),
        ("AssignProcessToJobObject", True),
    ],
)
def test_a_windows_that_refuses_leaves_the_process_as_it_was(refused: str, *, closed: bool) -> None:
    kernel = Kernel(refuses=refused)
    assert confine_self(kernel, 1_000_000) is False  # type: ignore[arg-type]  # stands for it
    assert ("CloseHandle" in kernel.log) is closed
    if refused == "SetInformationJobObject":
        assert "AssignProcessToJobObject" not in kernel.log
