"""The rubric for action items. The words are the review's: a rule lives in one place."""

from __future__ import annotations

import re
from functools import lru_cache

from app.incident.values import RefusalError
from app.postmortem.review.checks.weak import weakness
from app.postmortem.review.document.document import read

#: A signal that only says again that the action is done, or that nobody knows one yet.
_NO_SIGNAL = re.compile(
    r"\W*(?:(?:the |this |our )?(?:\w+ )?(?:(?:it|ticket|issue|task|action|pr|mr|pull request|change|fix|code|work|alert|test|runbook)s? )?"
    r"(?:(?:is|are|gets?|has been|will be|was|when|once) )*(?:all )?"
    r"(?:done|finished|completed?|fixed|works?|working|merged|deployed|released|shipped|closed|resolved|reviewed|implemented"
    r"|ok(?:ay)?|yes|good|better|improved|in place|in prod(?:uction)?)"
    r"|t\.?b\.?d|tbc|tk|todo|n/?a|none|nothing|no|unknown|later|manually|manual(?: check)?|we will see|verified|verify|test(?:s|ed|ing)?"
    r"|monitor(?:ing|ed)?|check(?:ed)?|\?+|-+|\.+)\W*",
    re.IGNORECASE,
)
_SIGNAL_FRAME = (
    "the alert that fires when it is provoked, the test that fails without the change, or the "
    "figure that moves, from what to what"
)


#: A form has fields for these.
_FIELDS_TAIL = " Owner: TK. Due: TK. Verified by: TK."
#: Nothing that will change is named.
_UNNAMED = re.compile(
    r"\W*(?:\w{1,20}|(?:fix|do|solve|resolve|address|handle|change|mend|sort out|deal with) "
    r"(?:it|this|that|them|(?:the|this|that) (?:bug|issue|problem|incident|outage|error|cause|root cause)))\W*",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def weakness_of(text: str) -> str:
    """Why an action is none, with a wording to start from; empty when it names a change."""
    document = read(f"# Postmortem\n\n## Action items\n\n- {' '.join(text.split())}\n", name="")
    for action in document.actions:
        flaw = weakness(action)
        if flaw is not None:
            return f"{flaw.why}. Write instead: {flaw.rewrite}"
    return ""


def _unnamed(text: str) -> str:
    if not text.isascii() or not _UNNAMED.fullmatch(text):
        return ""
    return (
        "it names nothing that will be different. Write instead: "
        f'"{text.strip()}": TK (the file, check, alert or value that will differ, and how).'
    )


def signal_weakness_of(signal: str) -> str:
    """Why nobody could see by a signal that an action works; empty when somebody could."""
    words = " ".join(signal.split())
    if not words:
        return f"Nobody could see that it works. Name what shows it: {_SIGNAL_FRAME}."
    if _NO_SIGNAL.fullmatch(words):
        return f'"{words}" says that it is done, not that it works. Write instead: {_SIGNAL_FRAME}.'
    flaw = weakness_of(words)
    return f"This is no signal: {flaw}" if flaw else ""


def refuse_vague(text: str, signal: str) -> None:
    """Hold an action to the rubric when it is entered.

    Raises:
        RefusalError: with a proposed rewrite, for the field that is vague.
    """
    if text.strip() and (flaw := weakness_of(text) or _unnamed(text)):
        raise RefusalError(f"This is no action yet: {flaw.removesuffix(_FIELDS_TAIL)}", "text")
    if flaw := signal_weakness_of(signal):
        raise RefusalError(flaw, "signal")
