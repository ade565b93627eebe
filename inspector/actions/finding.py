"""Find the site that a person means: by code, tail or name."""

from __future__ import annotations

from typing import ClassVar

from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading


class NoSuchSite(InspectorError):
    """Nothing in this folder is called that."""

    code: ClassVar[str] = "L201"
    what: ClassVar[str] = "没有找到站点“{text}”。"
    next_step: ClassVar[str] = "请写十二位代码、尾号、名称或拼音首字母；外业只有本组的站点。"


class ManySites(InspectorError):
    """Several sites are called that."""

    code: ClassVar[str] = "L202"
    what: ClassVar[str] = "“{text}”有 {count} 个站点：{names}。"
    next_step: ClassVar[str] = "请写十二位代码，或在名称前加上乡镇名，中间空一格。"


def find_site(reading: Reading, text: str) -> SiteLine:
    """Return the one site that ``text`` means.

    Raises:
        NoSuchSite: There is none.
        ManySites: There are several.
    """
    words = text.split()
    exact = reading.sites.one(SiteCode(text.strip()))
    if exact is not None:
        return exact
    found = reading.sites.search(text) if words else ()
    named = [line for line in found if line.site.name == words[-1]]
    if len(named) == 1:
        return named[0]
    if not found:
        raise NoSuchSite(text=text)
    if len(found) > 1:
        names = "、".join(f"{line.township}{line.site.name}" for line in found[:4])
        raise ManySites(text=text, count=len(found), names=names)
    return found[0]


def place_of(line: SiteLine) -> str:
    """Return a site's name as people say it: township, name and tail."""
    return f"{line.township} {line.site.name}（{line.site.tail}）"
