"""Finding what travels with the program: ``resources/`` and ``forms/``.

The wheel carries them as ``inspector/_resources`` and ``inspector/_forms``; an editable install
does not map those, so the checkout is tried next.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under ``resources/``.

    Raises:
        FileNotFoundError: The program does not carry it, which is a bug.
    """
    return _find("resources", parts, PACKAGE)


def form(*parts: str) -> Path:
    """Return the path of a file or folder under ``forms/``.

    Raises:
        FileNotFoundError: The program does not carry it, which is a bug.
    """
    return _find("forms", parts, PACKAGE)


def _find(kind: str, parts: tuple[str, ...], package: Path) -> Path:
    for root in (package / f"_{kind}", package.parent / kind):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"not packed with the program: {kind}/{'/'.join(parts)}")
