"""``python -m inspector``: the window, or a command when one is given."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Open the window, or run the command that the arguments name; return the exit code."""
    arguments = sys.argv[1:]
    if not arguments:
        return window()
    if arguments[0] == "--decode-photos":  # a frozen program starts itself so, see media.gate
        from inspector.media.decode_child import main as decode  # noqa: PLC0415 - only then

        return decode(arguments[1:])
    if arguments == ["practice"]:
        return window(practice=True)
    from inspector.cli.main import run  # noqa: PLC0415 - the window must not wait for it
    from inspector.ui.key_rows import key_rows  # noqa: PLC0415 - texts only, no Qt

    return run(arguments, key_rows)


def window(*, practice: bool = False) -> int:
    """Open the window, ``practice`` at once; return the exit code."""
    gc.disable()  # no thread looks for any by itself, see ui.garbage
    from inspector.ui.main import run  # noqa: PLC0415 - commands must run without Qt

    return run(sys.argv[:1], practice=practice)


if __name__ == "__main__":
    sys.exit(main())
