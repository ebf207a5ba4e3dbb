"""The curriculum's fifteen lessons in words, and what each says in one line."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.errors import N_

__all__ = ["LESSON_TITLES"]

LESSON_TITLES: Mapping[str, str] = {
    "who-follows": N_("who follows, not how many"),
    "dont-sell": N_("share, don't sell"),
    "be-interesting": N_("be interesting"),
    "be-yourself": N_("be yourself"),
    "followers-decide": N_("the followers decide"),
    "conscience": N_("the brand's conscience"),
    "write-well": N_("write well"),
    "commit": N_("keep coming back"),
    "choose-whom-to-follow": N_("choose whom to follow"),
    "point-to-sources": N_("point to sources"),
    "keep-inside": N_("what stays inside"),
    "crisis": N_("in a crisis"),
    "many-platforms": N_("many places, many publics"),
    "teach-the-house": N_("teach the house"),
    "measure": N_("read the numbers"),
}
