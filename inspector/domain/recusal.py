"""Recusal 回避: who keeps away from a site, and by which rule.

Source: policy.yaml, ``cross_inspection.constraints.member_recusal``.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspector.domain.site import Site
from inspector.domain.team import Member

TOWNSHIP = "乡镇"
"""A rule that names it is about townships, every other one about sites."""


def why_recused(member: Member, site: Site, rules: Sequence[str]) -> str:
    """Return the rule by which a member keeps away from a site, or nothing.

    ``rules`` are those of the policy; a list says that somebody keeps away from a place, not by
    which of several rules, so all that may apply are named.
    """
    if site.township in member.recused_townships:
        said = [rule for rule in rules if TOWNSHIP in rule]
        return "，或".join(said) or "名册里登记了要回避这个乡镇"
    if site.code in member.recused_sites:
        said = [rule for rule in rules if TOWNSHIP not in rule]
        return "，或".join(said) or "名册里登记了要回避这个村"
    return ""
