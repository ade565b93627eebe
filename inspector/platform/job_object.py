"""A Windows job object around this process: how much memory it may take, and that it stays alone.

Sources: winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION and the flags of its LimitFlags; on 64-bit
Windows, the only one that the program is made for. Jobs nest from Windows 8 on.
"""

from __future__ import annotations

import ctypes
from ctypes import c_int, c_int64, c_size_t, c_uint32, c_uint64, c_void_p, c_wchar_p

ALONE, MEMORY, NO_DIALOGUE = 0x8, 0x100, 0x400
"""ACTIVE_PROCESS, PROCESS_MEMORY, DIE_ON_UNHANDLED_EXCEPTION: a crash ends it, nobody is asked."""

EXTENDED = 9
"""JobObjectExtendedLimitInformation."""


class Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", c_int64),
        ("job_time", c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
    )


class Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; six counters of IO_COUNTERS stand in its middle."""

    _fields_ = (
        ("basic", Basic),
        ("counters", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


def limits(memory: int) -> Extended:
    """Return what holds a process to ``memory`` bytes and keeps it from starting another."""
    basic = Basic(flags=ALONE | MEMORY | NO_DIALOGUE, processes=1)
    return Extended(basic=basic, process_memory=memory)


def confine_self(kernel: ctypes.CDLL, memory: int) -> bool:
    """Put this process into such a job for good; say whether Windows did.

    The handle is closed at once: the job lasts as long as the process in it, which so has
    nothing to lift the limits with. ``kernel`` is kernel32.
    """
    kernel.CreateJobObjectW.argtypes, kernel.CreateJobObjectW.restype = (
        (c_void_p, c_wchar_p),
        c_void_p,
    )
    kernel.GetCurrentProcess.restype = c_void_p
    kernel.SetInformationJobObject.argtypes = (c_void_p, c_int, c_void_p, c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (c_void_p, c_void_p)
    kernel.CloseHandle.argtypes = (c_void_p,)
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    wanted = limits(memory)
    set_up = kernel.SetInformationJobObject(
        job, EXTENDED, ctypes.byref(wanted), ctypes.sizeof(wanted)
    )
    confined = set_up and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    kernel.CloseHandle(job)
    return bool(confined)
