"""Redaction: secrets, customers, addresses, people beside deeds, vendors to confirm."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from app.postmortem.review.checks.build import finding, grouped, listed
from app.postmortem.review.document.blocks import Kind, Place
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.people import Person, does, names
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.evidence import Leak
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.words.redaction import (
    CUSTOMER,
    EMAIL,
    GROUP_ADDRESS,
    HOLDERS,
    INVITED,
    NO_ADDRESS,
    WALLETS,
)
from app.postmortem.review.words.vendors import FAILED, TOOLS, VENDORS

_EMAIL = re.compile(EMAIL)
_GROUP = re.compile(GROUP_ADDRESS, re.IGNORECASE)
_NO_ADDRESS = re.compile(NO_ADDRESS, re.IGNORECASE)
_CUSTOMER = re.compile(CUSTOMER, re.IGNORECASE)
#: Whose id it certainly is; a wallet's owner, or "project id", may be anybody.
_BUYER = re.compile(r"customer|account|tenant|client|subscription", re.IGNORECASE)
_WALLETS = re.compile(WALLETS)
_HOLDERS = re.compile(HOLDERS, re.IGNORECASE)
_INVITED = re.compile(INVITED, re.IGNORECASE)
_VENDORS = re.compile(
    rf"(?<![\w@/.-])(?:{'|'.join(re.escape(n) for n in sorted(VENDORS, key=len, reverse=True))})(?![\w@/-])"
)
_FAILED = re.compile(FAILED, re.IGNORECASE)
_NAMED_WITH_REASON = (Topic.ACTIONS, Topic.META, Topic.REFERENCES, Topic.DISTRIBUTION, Topic.WELL)
_MANY = 3
_SOME = 6
#: Line, column, text, and what was found.
_Leaked = tuple[int, int, str, Leak]


def leaks(document: Document, leaked: Sequence[Leak]) -> Iterator[Finding]:
    """Report the secrets and personal data that were found, one finding for each kind.

    A secret is never quoted whole: the finding shows its first characters only.
    """
    starts = list(accumulate((len(line) + 1 for line in document.lines), initial=0))
    kinds: dict[str, list[_Leaked]] = {}
    for leak in leaked:
        number = bisect_right(starts, leak.start)
        start = leak.start - starts[number - 1]
        shown = document.lines[number - 1][start : start + leak.end - leak.start]
        kinds.setdefault(leak.kind, []).append((number, start, shown, leak))
    for kind, hits in kinds.items():
        yield _secret(kind, hits) if hits[0][3].secret else _personal(kind, hits)


_SHOWN = 4
_SHOWN_OF = 3


def _a(kind: str) -> str:
    return f"{'An' if kind[:1] in 'aeio' else 'A'} {kind}"


def _secret(kind: str, hits: Sequence[_Leaked]) -> Finding:
    number, start, text, _ = hits[0]
    lines = [n for n, _, _, _ in hits]
    return finding(
        "redaction.secret",
        Place(number, start, text[: min(_SHOWN, len(text) // _SHOWN_OF)]),
        f"[{kind} removed] — and rotate it now: TK (who, by when).",
        why=f"{_a(kind)} stands in the text ({listed(lines)}). Whoever reads the document has it. Take it"
        " out, and rotate it: it has been exposed.",
        lines=lines,
    )


def _personal(kind: str, hits: Sequence[_Leaked]) -> Finding:
    number, start, text, leak = hits[0]
    lines = [n for n, _, _, _ in hits]
    return finding(
        "redaction.customer",
        Place(number, start, text),
        f"[{kind}], or a count where several are meant.",
        why=f"{_a(kind)} stands in the text ({listed(lines)}), which may identify a customer or a private person.",
        severity=leak.severity,
        lines=lines,
    )


def addresses(document: Document) -> Iterator[Finding]:
    """Find e-mail addresses; those of a person weigh more than a list's."""
    found = []
    for number, line in enumerate(document.lines, 1):
        if "@" in line:
            found += [
                (number, m.start(), m[0])
                for m in _EMAIL.finditer(line)
                if not _NO_ADDRESS.search(m[0]) and not _is_contact(line, m[0])
            ]
    if not found:
        return
    private = [hit for hit in found if not _GROUP.search(hit[2])]
    number, start, text = (private or found)[0]
    yield finding(
        "redaction.email",
        Place(number, start, text),
        f'{"TK (role)" if private else "TK (name of the list or team)"} in place of "{text}".',
        severity=Severity.MAJOR if private else Severity.MINOR,
        lines=[n for n, _, _ in found],
    )


def _is_contact(line: str, address: str) -> bool:
    """Whether readers are invited to write to a group's address."""
    return bool(_GROUP.search(address) and _INVITED.search(line))


def customers(document: Document) -> Iterator[Finding]:
    """Find customers by their ids, and lists of wallets or accounts."""
    found = []
    for number, line in enumerate(document.lines, 1):
        found += [(number, m.start(), m[0]) for m in _CUSTOMER.finditer(line[:_LONGEST])]
    wallets = [
        (block.line, block.lines[0].column + m.start(), m[0])
        for block in document.blocks
        if block.kind is Kind.ROW and _HOLDERS.search(" ".join(block.columns))
        for m in _WALLETS.finditer(block.text)
    ]
    found += wallets if len(wallets) >= _MANY else []
    if found:
        number, start, text = found[0]
        yield finding(
            "redaction.customer",
            Place(number, start, text),
            f'"{len(found)} customers" or "one customer" in place of the identifier{"s" * (len(found) > 1)}.',
            severity=None if any(_BUYER.match(hit[2]) for hit in found) else Severity.MAJOR,
            lines=[n for n, _, _ in found],
        )


_LONGEST = 5000


def people(document: Document) -> Iterator[Finding]:
    """Find people named beside what they did."""
    found: list[tuple[Sentence, Person]] = []
    for sentence in document.narrative:
        if sentence.block.about(*_NAMED_WITH_REASON):
            continue
        found += [(sentence, p) for p in names(sentence, document.known) if does(sentence, p)]
    if not found:
        return
    who = sorted({person.text.strip() for _, person in found})
    yield grouped(
        "redaction.names",
        [(s, p.start, p.end) for s, p in found],
        f'Wide version: "TK (role)" in place of {", ".join(who[:_SOME])}{" …" * (len(who) > _SOME)}; the internal version may keep the names.',
        why=f"{len(who)} {'person is' if len(who) == 1 else 'people are'} named beside deeds"
        f" {len(found)} time{'s' * (len(found) > 1)} ({listed([s.line for s, _ in found])}). Names beside"
        " deeds draw blame once the document leaves the team.",
    )


def vendors(document: Document) -> Iterator[Finding]:
    """Find suppliers named: for the team to confirm before publishing."""
    found = []
    for sentence in document.narrative:
        if sentence.block.about(Topic.REFERENCES):
            continue
        failed = bool(_FAILED.search(sentence.text))
        found += [
            (sentence, m.start(), m.end())
            for m in _VENDORS.finditer(sentence.text)
            if failed or VENDORS[m[0]] not in TOOLS
        ]
    if not found:
        return
    called = sorted({s.text[a:b] for s, a, b in found})
    quoted = ", ".join(sorted({f'"{VENDORS[name]}"' for name in called})[:8])
    yield grouped(
        "redaction.vendor",
        found,
        f"Confirm that {', '.join(called[:8])} may be named, or write {quoted}.",
        why=f"{', '.join(called[:8])} {'is' if len(called) == 1 else 'are'} named: whether a supplier may"
        " be named in public is for the team to confirm before publishing.",
    )
