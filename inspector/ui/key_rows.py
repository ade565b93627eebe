"""Every key of the field workspace by page: what F1 shows, gathered for the key card.

Loads texts only, no Qt: the command line prints the card too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.ui import texts
from inspector.ui.pages.blanks import texts as blanks
from inspector.ui.pages.handing import texts as handing
from inspector.ui.pages.sites import texts as sites
from inspector.ui.pages.today import texts as today
from inspector.ui.pages.visit import texts as visit

EVERYWHERE = "各页都能用"


def key_rows() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return keys and what they do under the name of their page, in the order of a day."""
    return {
        texts.TODAY: today.KEYS,
        texts.SITES: sites.KEYS,
        texts.VISIT: visit.SCORING_KEYS,
        visit.REVIEW: visit.REVIEW_KEYS,
        visit.SHEET: visit.SHEET_KEYS,
        texts.PAPER: (*blanks.KEYS, *blanks.DIFFERENCE_KEYS[1:5]),
        texts.HANDING: handing.KEYS,
        EVERYWHERE: texts.KEYS_EVERYWHERE,
    }
