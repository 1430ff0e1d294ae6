"""E-mail addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, personal
from app.redaction.values import Kind
from app.redaction.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: RFC 5321 allows no longer local part.
_LONGEST_LOCAL = 64
#: Read backwards from the @. RFC 5322 allows more; in chat that is the text around.
_LOCAL = re.compile(rf"[\w.+%'~-]{{1,{_LONGEST_LOCAL}}}")
_EDGES = "+%'~.-"
#: In front of a host an address would be a user's name; in front of a password it is one.
_USER_PART = re.compile(r"://[^\s/]*$")
_PASSWORD_FOLLOWS = re.compile(r":(?!\d{1,5}(?:[/?#\s]|$))")
_DOMAIN = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}(?:xn--[a-z0-9-]{2,30}|[^\W\d_]{2,24})(?![\w@])"
)
#: Ends of file names, units and hosts inside a cluster that stand behind an @ as well.
_NOT_DOMAINS = words(
    """
    png jpg jpeg gif svg webp ico js mjs cjs ts tsx jsx css scss html htm json yaml yml toml lock py
    rb go rs java kt php sh md txt log tgz tar gz zip service socket timer slice scope mount target
    device path svc cluster localdomain jar war whl gem deb rpm
    """
)
_PRIVATE_DOMAINS = words("internal local lan intranet localhost corp home compute")
#: Accounts of machines: `git@github.com` is the address of a repository.
_MACHINES = words(
    """
    git hg svn root ubuntu admin centos core debian ec2-user postgres mysql deploy jenkins hdfs
    vagrant pi www-data
    """
)


def find_emails(text: str) -> Iterator[Hit]:
    """Yield a hit for every e-mail address."""
    position = text.find("@")
    while position > 0:
        domain = _DOMAIN.match(text, position + 1)
        local = _LOCAL.match(text[max(0, position - _LONGEST_LOCAL) : position][::-1])
        if domain and local:
            start = position - len(local[0].rstrip(_EDGES))
            if start < position and _is_mailbox(text, start, position, domain):
                yield personal(Kind.EMAIL, "email", start, domain.end())
        position = text.find("@", position + 1)


def _is_mailbox(text: str, start: int, at: int, domain: re.Match[str]) -> bool:
    """Neither a file, nor a unit, nor a machine's login, nor the user part of a URL."""
    local, top = text[start:at].lower(), domain[0].rsplit(".", 1)[1].lower()
    in_url = _USER_PART.search(text, max(0, start - _LONGEST_LOCAL), start)
    is_host = in_url and not _PASSWORD_FOLLOWS.match(text, domain.end())
    if top in _NOT_DOMAINS or local == "git" or is_host:
        return False
    login = top in _PRIVATE_DOMAINS or text[domain.end() : domain.end() + 1] == ":"
    return not (login and local in _MACHINES)
