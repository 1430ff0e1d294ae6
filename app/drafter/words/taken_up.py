"""Words by which somebody takes an incident up.

An acknowledgement is said or done by a person: "ack", "on it", "looking", "starts
investigating", a page acknowledged, the command taken. That somebody wrote something, or
that a tool assigned somebody, is none.
"""

from __future__ import annotations

import re

from app.drafter.words.compiling import compiled
from app.drafter.words.signals import WISHES

_AT_WORK = r"(?:look|check|investigat|debug|digg?|troubleshoot|diagnos|triag)\w*"
_POST = r"(?:incident )?(?:command(?:er)?|ic|lead|point)"

_TAKEN_UP = compiled(
    r"^\W*ack(?:ed|ing)?\b|\backnowledg(?:ed|es|ing)\b|^\W*acknowledge\b"
    r"|\backs? (?:the |this |that )?(?:alert|alarm|page|ticket|incident)\b|\backed\b"
    rf"|\b(?:i|we)(?: am|'m| are|'re| will|'ll) (?:just |now |also |already )?(?:on (?:it|this)\b|handl\w+|tak(?:e|ing) (?:(?:a |this |it )?(?:look|over)|this|it|{_POST})\b|{_AT_WORK})"
    r"|^\W*(?:ok(?:ay)?,? |yes,? |yep,? |got it,? |just |now |also |already )*(?:on it|(?:taking|having) a (?:quick )?look|investigating|triaging|(?:looking|checking|digging)(?: (?:into|at|in)\b|\W*$|,| now\b))"
    rf"|\blet me (?:(?:take|have) a )?{_AT_WORK}|\b(?:i've|i have|we've) got (?:this|it)\b"
    r"|\b(?:takes?|took|taking) a (?:quick |first |closer )?look\b"
    rf"|\b(?:starts?|started|begins?|began|beginning) (?:to )?(?:the |an )?(?:{_AT_WORK}|working on)"
    r"|\binvestigations? (?:is |was )?(?:starts?|started|begins?|began|begun|under ?way)"
    r"|\b(?:is|are|was|were) (?:now |already )?(?:investigating|triaging|looking into)\b"
    r"|\binvestigates\b|\binvestigated\b(?! by)|\blook(?:s|ed) into\b"
    r"|\bnotic(?:e|es|ed) the (?:support )?(?:e-?mail|mail|ticket|report|alert|alarm|page|message)"
    r"|\bjoin(?:s|ed|ing) (?:in\b|the (?:incident|call|bridge|war ?room|response)|to help)"
    rf"|\b(?:takes?|took|taking|assumes?|assumed) (?:over )?(?:as )?(?:the )?{_POST}\b"
    r"|\bpick(?:s|ed) up the (?:alert|alarm|page|ticket|incident)\b"
)
_NOT_SO = re.compile(
    rf"(?:{WISHES}|\b(?:no ?(?:one|body)|any(?:one|body)|who|whoever|please|until|before|nor|without|un)\b|n't\b)(?:\W+[\w'-]+){{0,3}}\W*$"
)


def takes_up(text: str) -> bool:
    """Whether a sentence, in small letters, says that somebody took the incident up."""
    if text.rstrip().endswith("?"):
        return False
    return any(
        not _NOT_SO.search(text, max(0, found.start() - 48), found.start())
        for found in _TAKEN_UP.finditer(text)
    )
