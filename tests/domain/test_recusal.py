"""Who must keep away is named with the rule."""

from __future__ import annotations

import pytest

from inspector.domain.ids import PersonId, RubricId, SiteCode, TownshipCode
from inspector.domain.recusal import why_recused
from inspector.domain.site import Site
from inspector.domain.team import Member

SITE = Site(
    code=SiteCode("419901100201"),
    name="南村",
    township=TownshipCode("419901100"),
    rubric=RubricId("rural"),
)
RULES = ("本人任职的乡镇", "本人包联的村", "近亲属任村干部的村")


def member(township: str = "", site: str = "") -> Member:
    return Member(
        id=PersonId("T01-1"),
        name="人",
        role="组长",
        recused_townships=frozenset({TownshipCode(township)}),
        recused_sites=frozenset({SiteCode(site)}),
    )


@pytest.mark.parametrize(
    ("who", "rules", "why"),
    [
        (member("419901100"), RULES, "本人任职的乡镇"),
        (member(site="419901100201"), RULES, "本人包联的村，或近亲属任村干部的村"),
        (member("419901100", "419901100201"), RULES, "本人任职的乡镇"),
        (member("419901100"), (), "名册里登记了要回避这个乡镇"),
        (member(site="419901100201"), (), "名册里登记了要回避这个村"),
        (member("419901200", "419901200201"), RULES, ""),
    ],
)
def test_the_rule_follows_what_the_list_says(who: Member, rules: tuple[str, ...], why: str) -> None:
    assert why_recused(who, SITE, rules) == why
