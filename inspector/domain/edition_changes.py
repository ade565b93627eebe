"""What a correction of a ranking changed: site by site, the value before and the value now.

Source: policy.yaml, "ranking.correction" (原值、新值).
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.ids import SiteCode, TownshipCode
from inspector.domain.ranking import Ranking, SitePlace


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSite:
    """A site whose points or level differ; None where it did not count."""

    site: SiteCode
    township: TownshipCode
    before: SitePlace | None
    now: SitePlace | None


def changed_sites(before: Ranking, now: Ranking) -> tuple[ChangedSite, ...]:
    """Return the sites that came to something else, by code.

    A place that moved only because others did is no correction of that site.
    """
    old = {one.site: one for one in before.sites}
    new = {one.site: one for one in now.sites}
    return tuple(
        ChangedSite(
            site=site,
            township=(new.get(site) or old[site]).township,
            before=old.get(site),
            now=new.get(site),
        )
        for site in sorted(old.keys() | new.keys())
        if _result(old.get(site)) != _result(new.get(site))
    )


def _result(place: SitePlace | None) -> tuple[object, ...] | None:
    return None if place is None else (place.percent, place.points, place.max, place.level)
