"""Themes: colour tokens from ``resources/themes/*.toml`` and the palette made of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from inspector.platform.resources import resource

THEMES = ("light", "outdoor", "dark")
"""In the order in which F9 goes through them: 日间 → 强光 → 夜间."""

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent_fill",
    QPalette.ColorRole.HighlightedText: "inv",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Light: "line",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "control",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme; lengths in px at 100 %.

    ``stroke`` is the width of a control's border. Sizes up to ``grow_below`` grow by 1 px and
    sizes up to ``bold_below`` are bold: outdoors differs by structure, not only by colour.
    """

    name: str
    title: str
    stroke: float
    grow_below: int
    bold_below: int
    dark: bool
    colours: Mapping[str, str]


def load_theme(name: str) -> Theme:
    """Read one of :data:`THEMES`.

    Raises:
        FileNotFoundError: There is no theme of this name.
    """
    with resource("themes", f"{name}.toml").open("rb") as file:
        fields = tomllib.load(file)
    return Theme(name=name, **fields)


def palette_of(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme; disabled texts take ``text3``."""
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, QColor(theme.colours[token]))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.colours["text3"]))
    return palette
