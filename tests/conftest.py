"""Fixtures shared by all tests."""

from __future__ import annotations

import os

from hypothesis import settings

pytest_plugins = ["played_county"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no fault of the code: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
