"""Every key of the field workspace by page: what F1 shows, gathered for the key card.

Loads texts only, no Qt: the command line prints the card too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.ui import texts
from inspector.ui.pages.blanks import texts as blanks
from inspector.ui.pages.handing import texts as handing
from inspector.ui.pages.survey import texts as survey
from inspector.ui.pages.today import texts as today
from inspector.ui.pages.visit import photo_texts as photos
from inspector.ui.pages.visit import sign_texts as signing
from inspector.ui.pages.visit import slate_texts as slate
from inspector.ui.pages.visit import texts as visit

QUESTIONS, PHOTOS, EVERYWHERE = "随机问答", "照片归类", "各页都能用"
UNSCORED = "遍访、回访、抽查"


def key_rows() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return keys and what they do under the name of their page, in the order of a day."""
    return {
        texts.TODAY: today.KEYS,
        slate.SLATE: slate.KEYS,
        texts.VISIT: visit.SCORING_KEYS,
        QUESTIONS: visit.ASKING_KEYS,
        PHOTOS: photos.KEYS,
        visit.REVIEW: visit.REVIEW_KEYS,
        signing.SIGN: signing.SIGN_KEYS,
        UNSCORED: survey.KEYS,
        texts.PAPER: (*blanks.KEYS, *blanks.DIFFERENCE_KEYS[1:5]),
        texts.HANDING: handing.KEYS,
        EVERYWHERE: texts.KEYS_EVERYWHERE,
    }
