"""The laptop's battery, as the system tells it. A machine without one says nothing.

Linux: ``/sys/class/power_supply/*/uevent``, see Documentation/ABI/testing/sysfs-class-power.
Windows: ``GetSystemPowerStatus``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")

UNKNOWN_PERCENT = 255
UNKNOWN_SECONDS = 0xFFFFFFFF
NO_BATTERY = 0x80
"""Of ``SYSTEM_POWER_STATUS``: what Windows does not know, and the flag for no battery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """``percent`` 0 to 100; ``minutes`` left, or None while it charges or nobody knows."""

    percent: int
    plugged: bool
    minutes: int | None = None


def read_battery(supplies: Path = SUPPLIES, system: str = sys.platform) -> Battery | None:
    """Return the state of the battery, or None: there is none, or the system does not say."""
    if system == "win32":
        return _windows()
    texts: list[str] = []
    for path in sorted(supplies.glob("*/uevent")):
        with suppress(OSError):  # drivers of some batteries refuse while they are taken out
            texts.append(path.read_text("utf-8", "replace"))
    return of_supplies(texts)


def of_supplies(texts: Iterable[str]) -> Battery | None:
    """Read what Linux says of each supply; the mouse's battery is none of ours.

    Several batteries count as one, each by the energy that it holds where that is known.
    """
    supplies = [_fields(text) for text in texts]
    batteries = [one for one in supplies if _is_ours(one)]
    shares = [share for one in batteries for share in _share(one)]
    if not shares:
        return None
    held, whole = (sum(part) for part in zip(*shares, strict=True))
    plugged = any(
        one.get("TYPE") != "Battery" and one.get("ONLINE") not in (None, "0") for one in supplies
    ) or any(one.get("STATUS") in ("Charging", "Full") for one in batteries)
    percent = min(max(round(100 * held / whole), 0), 100)
    minutes = None if plugged else _minutes(batteries)
    return Battery(percent=percent, plugged=plugged, minutes=minutes)


def of_power_status(ac_line: int, flag: int, percent: int, seconds: int) -> Battery | None:
    """Read the fields of ``SYSTEM_POWER_STATUS``."""
    if percent == UNKNOWN_PERCENT or (flag != UNKNOWN_PERCENT and flag & NO_BATTERY):
        return None
    plugged = ac_line == 1
    unknown = plugged or seconds == UNKNOWN_SECONDS
    return Battery(
        percent=min(percent, 100), plugged=plugged, minutes=None if unknown else seconds // 60
    )


def _fields(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines())
    return {name.removeprefix("POWER_SUPPLY_"): told.strip() for name, _, told in pairs}


def _is_ours(fields: Mapping[str, str]) -> bool:
    there = fields.get("PRESENT", "1") != "0"
    return fields.get("TYPE") == "Battery" and fields.get("SCOPE") != "Device" and there


def _share(fields: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield what a battery holds and could hold, in whatever unit it tells."""
    for unit in ("ENERGY", "CHARGE"):
        held, whole = _number(fields, f"{unit}_NOW"), _number(fields, f"{unit}_FULL")
        if held is not None and whole:
            yield held, whole
            return
    percent = _number(fields, "CAPACITY")
    if percent is not None:
        yield percent, 100


def _minutes(batteries: Iterable[Mapping[str, str]]) -> int | None:
    """Return how long the batteries last at what is drawn now."""
    held = drawn = 0
    for fields in batteries:
        for amount, rate in (("ENERGY_NOW", "POWER_NOW"), ("CHARGE_NOW", "CURRENT_NOW")):
            if amount in fields and rate in fields:
                held += _number(fields, amount) or 0
                drawn += abs(_number(fields, rate) or 0)
                break
    return round(60 * held / drawn) if drawn else None


def _number(fields: Mapping[str, str], name: str) -> int | None:
    try:
        return int(fields[name])
    except (KeyError, ValueError):
        return None


def _windows() -> Battery | None:
    import ctypes  # noqa: PLC0415 - Windows alone needs it

    class Status(ctypes.Structure):
        _fields_ = (
            ("ac_line", ctypes.c_ubyte),
            ("flag", ctypes.c_ubyte),
            ("percent", ctypes.c_ubyte),
            ("saver", ctypes.c_ubyte),
            ("seconds", ctypes.c_uint32),
            ("full_seconds", ctypes.c_uint32),
        )

    status = Status()
    windows = getattr(ctypes, "windll")  # noqa: B009 - the type checker looks at Linux's ctypes
    if not windows.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    return of_power_status(status.ac_line, status.flag, status.percent, status.seconds)
