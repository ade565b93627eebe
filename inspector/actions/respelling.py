"""Initials of a site 拼音首字母: people know better than a table how a place is read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar
from unicodedata import normalize

from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.domain.errors import InspectorError
from inspector.store.events import Event
from inspector.store.sites import SiteLine

INITIALS = re.compile(r"[a-z0-9]{1,60}")


class InitialsBad(InspectorError):
    """Nobody could type them into a search."""

    code: ClassVar[str] = "L203"
    what: ClassVar[str] = "拼音首字母“{initials}”的写法不对。"
    next_step: ClassVar[str] = "请只用字母和数字，例如 xgc。"


def respell(desk: Desk, text: str, initials: str) -> SiteLine:
    """Give the site that ``text`` means other initials; laptops have them with the next dispatch.

    A list that is read in again gives its own, so they are better written there too.

    Raises:
        NoSuchSite, ManySites: No site is meant by that.
        InitialsBad: They hold something else than letters and digits; nothing was changed.
    """
    plain = normalize("NFKC", initials).casefold().replace(" ", "")
    if not INITIALS.fullmatch(plain):
        raise InitialsBad(initials=initials)
    with desk.store.unit() as unit:
        line = find_site(unit, text)
        unit.sites.respell(line.site.code, plain)
        detail = f"{line.site.initials} → {plain}"
        unit.events.add(
            Event(at=desk.clock(), actor="", kind="respell", subject=line.site.code, detail=detail)
        )
        unit.commit()
    return replace(line, site=replace(line.site, initials=plain))
