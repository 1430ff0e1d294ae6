"""Proposed wordings, made from the quote.

Nothing is invented: what the quote does not say is TK, and a person decides. The frames follow one
idea of blameless writing: name the deed, then ask what in the system let it cause harm.
"""

import re

from app.postmortem.review.document.people import Person
from app.postmortem.review.document.sentences import Sentence

_TK = "TK — author to confirm"
_WHY = f"What in the system made that possible: {_TK} (the missing check, guard, signal or permission)."
_PRONOUNS = {"he": "they", "she": "they", "him": "them", "his": "their", "her": "their"}
_PRONOUN = re.compile(r"\b(?:he/she|s/he|he|she|him|his|her)\b", re.IGNORECASE)
_WAS = re.compile(r"\b([Tt]hey) (was|is|has)(n't)?\b")
_PLURAL = {"was": "were", "is": "are", "has": "have"}
_CLAUSE = re.compile(
    r"[,;]?\s+(?:and|but|because|as|since|while|so|who)\s+|[,;]\s+|\s+\(|\s+[–—-]\s+"
)
_UNDONE = re.compile(
    r"(?:failed to|fail(?:s|ing)? to|forgot(?:ten)? to|neglected to|omitted to|did not|didn't|should have|ought to have)\s+",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?:mistakenly|accidentally|inadvertently|carelessly|wrongly|erroneously|blindly|negligently|unknowingly|unintentionally)\s+",
    re.IGNORECASE,
)


def short(text: str, most: int = 160) -> str:
    """Return a text on one line, cut at a word when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def neutral(text: str) -> str:
    """Return a text with he and she as they."""

    def they(match: re.Match[str]) -> str:
        word = _PRONOUNS.get(match[0].lower(), "they")
        return word.capitalize() if match[0][0].isupper() else word

    return _WAS.sub(lambda m: f"{m[1]} {_PLURAL[m[2]]}{m[3] or ''}", _PRONOUN.sub(they, text))


def _source(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(sentence.block.text[sentence.start + start : sentence.start + end].split())


def _role(person: Person) -> str:
    return "TK (role)" if person.named else person.text


def blame(sentence: Sentence, person: Person, fault: re.Match[str]) -> str:
    """Return the deed without the fault, and the question that the fault hides."""
    raw_end = sentence.end - sentence.start
    undone = _UNDONE.match(fault[0] + " ")
    if undone:
        after = min(fault.end(), fault.start() + undone.end())
        rest = _source(sentence, after, raw_end).rstrip(".")
        return f'What did not happen: "{short(neutral(rest))}". {_WHY}'
    if _ADVERB.match(fault[0] + " "):
        rest = _source(sentence, fault.end(), raw_end)
        return f"{_capital(_role(person))} {short(neutral(rest)).rstrip('.')}. {_WHY}"
    kept = _kept(sentence, person, fault)
    return f"{kept} {_WHY}" if kept else _deed(sentence, person)


def _deed(sentence: Sentence, person: Person) -> str:
    """Return a sentence that is all verdict, with the deed in it asked for."""
    said = neutral(sentence.raw())
    if person.named:
        said = said.replace(_source(sentence, person.start, person.end), "TK (role)")
    return f'From "{short(said, 120)}" keep the deed, as observed and without the verdict: {_TK}. {_WHY}'


def _kept(sentence: Sentence, person: Person, fault: re.Match[str]) -> str:
    """Return what the sentence tells before the clause that holds the fault."""
    cut = person.start
    for match in _CLAUSE.finditer(sentence.text, 0, fault.start()):
        cut = match.start()
    head = _source(sentence, 0, min(cut, fault.start()))
    if head.count("(") > head.count(")"):
        head += ")"
    head = neutral(head).strip(" ,;")
    if person.named:
        head = head.replace(_source(sentence, person.start, person.end), "TK (role)")
    return f"{short(_capital(head)).rstrip('.')}." if head else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def owned(sentence: Sentence, end: int) -> str:
    """Return what followed from a fault that somebody is said to have had, and the question."""
    rest = _source(sentence, end, sentence.end - sentence.start).strip(" .,;:")
    what = (
        f'What was done, and what came of it ("{short(neutral(rest), 100)}")'
        if rest
        else "What was done"
    )
    return f"{what}: {_TK}, told by role and as observed. {_WHY}"


def done_by(sentence: Sentence, match: re.Match[str]) -> str:
    """Return the matter of "was caused by somebody" with the mechanism in the person's place."""
    head = _source(sentence, 0, match.start()).strip(" ,;:(")
    adverb = _ADVERB.match(match[0])
    if adverb:
        deed = f"{head} {match[0][adverb.end() :].removesuffix('by ').strip()}"
        return f"{short(_capital(deed.strip()))}. {_WHY}"
    head = head if len(head.split()) > 1 else "Cause"
    return f"{short(head)}: {_TK} (the step, as observed, and what it set off). {_WHY}"


def group(words: str) -> str:
    """Return what a group is blamed for as a question to the system."""
    return (
        f'Leave out the verdict ("{short(words, 80)}") and say what was seen and done, by role: '
        f"{_TK}. {_WHY}"
    )


def judgement(sentence: Sentence, word: str) -> str:
    """Return the sentence's matter as a question to the system instead of a verdict on people."""
    return (
        f'Leave out "{word}" and say what happened and what allowed it: '
        f'"{short(neutral(sentence.raw()), 120)}" becomes TK (the deed, as observed). {_WHY}'
    )


def error(sentence: Sentence, start: int, end: int) -> str:
    """Return the cause with the chain taken up where it broke off."""
    rest = _source(sentence, end, sentence.end - sentence.start).strip(" .:,;–—-")
    if not rest:
        rest = _source(sentence, 0, start).strip(" .:,;–—-") or _source(sentence, start, end)
    knowing = re.match(r"(?:in |of |by |through )?not knowing (?:that )?(.+)", rest, re.IGNORECASE)
    if knowing:
        return (
            f"Nothing at the point of change showed that {short(knowing[1])}. "
            f"Why was that possible: {_TK} (where it is written down, which check could have shown it)."
        )
    return f'"{short(rest)}" was possible because {_TK} (a system property: a check, guard, interface, permission). Ask why again until one is named.'


def numbered(sentence: Sentence, labels: list[str]) -> str:
    """Return a step told by part played, not by person."""
    parts = ", ".join(f'"{label}" → TK (part played, e.g. "the recipient")' for label in labels[:3])
    return f"Name the part each played, and tell single steps only where the system let them matter: {parts}. First place: {short(sentence.raw(), 100)}"


def without(sentence: Sentence, phrase: str) -> str:
    """Return the sentence without a phrase of hindsight, and what belongs there."""
    plain = re.sub(rf",?\s*\b{re.escape(phrase.strip(' ,'))}\b,?\s*", " ", sentence.raw(), count=1)
    return f"{short(_capital(plain.strip()))} (What was known then, and from which signal: {_TK}.)"


def counterfactual(sentence: Sentence) -> str:
    """Return the frame for what happened in place of what did not."""
    return (
        f'State what happened and what allowed it, then move the idea to an action item. From "{short(sentence.raw(), 140)}": '
        f"what was done: {_TK}; what made it reasonable then: {_TK}; what will change: TK (action, owner, date)."
    )


def replaced(sentence: Sentence, start: int, end: int, words: str) -> str:
    """Return the sentence with a stretch of it replaced."""
    before = _source(sentence, 0, start)
    after = _source(sentence, end, sentence.end - sentence.start)
    return short(f"{before} {words} {after}".strip(), 200)
