"""The typefaces of official documents: the ones asked for where installed, else free stand-ins.

GB/T 9704—2012 asks for 仿宋 and 小标宋, custom adds 黑体 and 楷体. None of them may be handed out
with a program, so what is used differs from machine to machine; :func:`font_report` says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from inspector.platform.resources import resource
from inspector.sheets.fonts import BOLD_FILE, Typeface, bold, regular
from inspector.sheets.installed_fonts import find_installed, read_installed
from inspector.sheets.truetype import Face, read_face

SERIF_FILE = "NotoSerifSC-Regular-GB.ttf"
SERIF_BOLD_FILE = "NotoSerifSC-Bold-GB.ttf"
KAI_FILE = "LXGWWenKai-GB.ttf"


class Role(Enum):
    """What a typeface is for."""

    BODY = "正文"
    TITLE = "标题"
    HEADING = "一级标题"
    SUBHEADING = "二级标题"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a role asks for: PostScript names, the best first, and what stands in."""

    title: str
    names: tuple[tuple[str, str], ...]
    file: str
    stand_in: str


_WANTED = {
    Role.BODY: _Wanted(
        "仿宋_GB2312",
        (
            ("FangSong_GB2312", "仿宋_GB2312"),
            ("FangSong", "仿宋"),
            ("FZFSK--GBK1-0", "方正仿宋_GBK"),
            ("FZFSJW--GB1-0", "方正仿宋简体"),
            ("STFangsong", "华文仿宋"),
        ),
        SERIF_FILE,
        "思源宋体",
    ),
    Role.TITLE: _Wanted(
        "方正小标宋",
        (("FZXBSJW--GB1-0", "方正小标宋简体"), ("FZXBSK--GBK1-0", "方正小标宋_GBK")),
        SERIF_BOLD_FILE,
        "思源宋体粗体",
    ),
    Role.HEADING: _Wanted(
        "黑体",
        (
            ("SimHei", "黑体"),
            ("FZHTK--GBK1-0", "方正黑体_GBK"),
            ("FZHTJW--GB1-0", "方正黑体简体"),
            ("STHeiti", "华文黑体"),
        ),
        BOLD_FILE,
        "思源黑体粗体",
    ),
    Role.SUBHEADING: _Wanted(
        "楷体_GB2312",
        (
            ("KaiTi_GB2312", "楷体_GB2312"),
            ("KaiTi", "楷体"),
            ("FZKTK--GBK1-0", "方正楷体_GBK"),
            ("FZKTJW--GB1-0", "方正楷体简体"),
            ("STKaiti", "华文楷体"),
        ),
        KAI_FILE,
        "霞鹜文楷",
    ),
}


@dataclass(frozen=True, slots=True)
class FontLine:
    """One line of the report: what a role asks for, and what is used."""

    role: str
    wanted: str
    used: str
    stands_in: bool

    @property
    def sentence(self) -> str:
        """What to tell people; empty where the typeface asked for is used."""
        return f"{self.wanted} 没有装，{self.role}用{self.used}代替" if self.stands_in else ""


@dataclass(frozen=True, eq=False)
class OfficialFaces:
    """The typefaces of one machine. Typefaces are read when first asked for, and kept."""

    folders: tuple[Path, ...] = ()
    """Where to look for installed ones; none: only what travels with the program."""

    def body(self) -> Typeface:
        """仿宋, or what stands in for it."""
        return _chosen(self.folders, Role.BODY).typeface

    def title(self) -> Typeface:
        """小标宋, or what stands in for it."""
        return _chosen(self.folders, Role.TITLE).typeface

    def heading(self) -> Typeface:
        """黑体, or what stands in for it."""
        return _chosen(self.folders, Role.HEADING).typeface

    def subheading(self) -> Typeface:
        """楷体, or what stands in for it."""
        return _chosen(self.folders, Role.SUBHEADING).typeface


@dataclass(frozen=True, slots=True)
class _Chosen:
    typeface: Typeface
    line: FontLine


def font_report(folders: tuple[Path, ...]) -> tuple[FontLine, ...]:
    """Return what each role asks for and what is used, in the order body, title, headings."""
    return tuple(_chosen(folders, role).line for role in Role)


@lru_cache(maxsize=2)
def official_faces(folders: tuple[Path, ...] = ()) -> OfficialFaces:
    """Return the typefaces of a machine; the same object for the same folders."""
    return OfficialFaces(folders)


@lru_cache(maxsize=16)
def _chosen(folders: tuple[Path, ...], role: Role) -> _Chosen:
    wanted = _WANTED[role]
    installed = _installed(folders)
    for name, title in wanted.names:
        if name in installed:
            faces = dict.fromkeys((installed[name], *_stand_in(wanted.file)))
            line = FontLine(role.value, wanted.title, title, stands_in=False)
            return _Chosen(Typeface(tuple(faces)), line)
    line = FontLine(role.value, wanted.title, wanted.stand_in, stands_in=True)
    return _Chosen(Typeface(_stand_in(wanted.file)), line)


@lru_cache(maxsize=2)
def _installed(folders: tuple[Path, ...]) -> dict[str, Face]:
    """Read the best installed face of each role."""
    if not folders:
        return {}
    found = find_installed(folders, (name for one in _WANTED.values() for name, _ in one.names))
    faces: dict[str, Face] = {}
    for wanted in _WANTED.values():
        for name, _ in wanted.names:
            face = read_installed(found[name]) if name in found else None
            if face is not None:
                faces[name] = face
                break
    return faces


def _stand_in(file: str) -> tuple[Face, ...]:
    """Return the face that travels with the program, and those that help it out."""
    if file == BOLD_FILE:
        return bold().faces
    serif = () if file == SERIF_FILE else (_bundled(SERIF_FILE),)
    return tuple(dict.fromkeys((_bundled(file), *serif, *regular().faces)))


@lru_cache(maxsize=3)
def _bundled(file: str) -> Face:
    return read_face(resource("fonts", file))
