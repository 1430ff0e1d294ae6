"""Passwords on command lines, in SQL and in files with a fixed order of fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, secret
from app.redaction.placeholders import is_stand_in
from app.redaction.rules.generic import COMMAND, SQL, Described
from app.redaction.wordlist import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A quoted word or a bare one; the group is named so that each row can use it once.
_V = r"(?:\"(?P<dq>[^\"\n]{2,200})\"|'(?P<sq>[^'\n]{2,200})'|(?P<bare>[^\s\"'`|;<>]{2,200}))"
#: The rest of one command: it ends at the line's end or where another command begins.
_ARGS = r"(?:[^\n|;`]{0,300}?\s)??"
_PAIR_USER = r"[^\s:\"'/]{1,80}:"

#: A word that must occur, and how the password follows. The options are those of
#: the commands' own manual pages.
_COMMANDS: tuple[tuple[str, str], ...] = (
    ("mysql", rf"\bmysql\w*(?:\.exe)?\s{_ARGS}-p{_V}"),
    ("mariadb", rf"\bmariadb[\w-]*\s{_ARGS}-p{_V}"),
    ("sshpass", rf"\bsshpass\s+-p\s?{_V}"),
    (
        "curl",
        rf"\bcurl\s{_ARGS}(?:-u|--user|--proxy-user)[ =]?[\"']?{_PAIR_USER}(?P<bare>[^\s\"'|;<>]{{2,200}})",
    ),
    ("wget", rf"\bwget\s{_ARGS}--(?:http-|ftp-|proxy-)?password[ =]{_V}"),
    (
        "http",
        rf"\bhttps?\s{_ARGS}(?:-a|--auth)[ =][\"']?{_PAIR_USER}(?P<bare>[^\s\"'|;<>]{{2,200}})",
    ),
    ("redis-cli", rf"\bredis-cli\s{_ARGS}(?:-a|--pass)\s{_V}"),
    (
        "login",
        rf"\b(?:docker|podman|buildah|skopeo|helm|oc|az|cf|registry|crane|nerdctl)\s{_ARGS}login\s{_ARGS}-p\s{_V}",
    ),
    ("mongo", rf"\bmongo\w*\s{_ARGS}-p[ =]{_V}"),
    ("ldap", rf"\bldap(?:search|modify|add|delete|whoami|passwd|compare)\s{_ARGS}-w\s{_V}"),
    ("sqlcmd", rf"\b(?:sqlcmd|bcp|osql|isql)\s{_ARGS}-P\s?{_V}"),
    ("openssl", rf"\bopenssl\s{_ARGS}(?:-pass(?:in|out)?\s(?:pass:)|-k\s){_V}"),
    ("zip", rf"\b(?:zip|unzip)\s{_ARGS}-P\s?{_V}"),
    ("7z", rf"\b7z[ar]?\s{_ARGS}-p{_V}"),
    ("htpasswd", rf"\bhtpasswd\s+-\w*b\w*\s(?:\S{{1,100}}\s){{1,2}}{_V}"),
    (
        "chpasswd",
        r"\becho\s+[\"']?[\w.-]{1,60}:(?P<bare>[^\s\"'|]{2,200})[\"']?\s*\|\s*(?:sudo\s+)?chpasswd",
    ),
    (
        "echo",
        rf"\becho\s+(?:-n\s+)?{_V}\s*\|\s*(?:sudo\s+-S|passwd\s+--stdin|docker\s[^\n]{{0,120}}--password-stdin|gpg\s[^\n]{{0,120}}--passphrase-fd)",
    ),
    ("net user", rf"\bnet user\s+[\w.-]{{1,60}}\s+{_V}(?=\s|$)"),
    ("net use", rf"\bnet use\s(?:\w:\s)?\\\\\S{{3,120}}\s(?!/){_V}"),
    ("psexec", rf"\b(?i:psexec)\S{{0,8}}\s{_ARGS}-p\s{_V}"),
    ("net use", rf"\bnet use\s[^\n]{{0,120}}?/user:\S{{1,80}}\s+{_V}"),
    ("/pass", rf"\s/(?:pass|password|rp):{_V}"),
    ("securestring", rf"(?i:ConvertTo-SecureString)(?:\s+-(?:String|AsPlainText|Force))*\s+{_V}"),
    ("smbclient", rf"\bsmb\w+\s{_ARGS}-U\s+[^\s%]{{1,60}}%{_V}"),
    ("mc alias", rf"\bmc alias set\s+\S{{1,60}}\s+\S{{1,200}}\s+\S{{1,100}}\s+{_V}"),
    ("from-literal", rf"--from-literal[= ][\"']?[\w.-]{{1,80}}={_V}"),
    ("vault", rf"\bvault\s+(?:kv\s+put|write)\s{_ARGS}[\w.-]{{1,60}}={_V}"),
    ("sudo_pass", rf"\bansible_(?:ssh|sudo|become|su)_pass(?:word)?\s*[:=]\s*{_V}"),
    ("snmp", rf"\bsnmp(?:walk|get|set|bulkwalk|table)\s{_ARGS}-[cAX]\s{_V}"),
    (
        "login(",
        r"\blogin\(\s{0,5}[\"'][^\"'\n]{1,80}[\"']\s{0,3},\s{0,5}[\"'](?P<bare>[^\"'\n]{3,100})[\"']",
    ),
    (
        "auth",
        r"(?i:basic_?auth|\bauth=)\s{0,2}\(\s{0,3}[\"'][^\"'\n]{1,80}[\"']\s{0,3},\s{0,3}[\"'](?P<bare>[^\"'\n]{3,100})[\"']",
    ),
    ("auth", rf"^AUTH\s{_V}\s*$"),
    ("pass", rf"^PASS\s{_V}\s*$"),
)
_SQL: tuple[tuple[str, str], ...] = (
    (
        "identified",
        r"(?i)\bidentified\s+(?:with\s+[\w\"'`]{1,60}\s+)?(?:by|as)\s+(?:password\s+)?[\"'](?P<bare>[^\"'\n]{2,200})[\"']",
    ),
    ("identified", r"(?i)\bidentified\s+by\s+(?P<bare>(?=[\w$#]{0,60}\d)[\w$#]{3,60})"),
    (
        "password",
        r"(?i)(?<![\"'\w.])password(?:\s+(?:=\s*)?|\s*\(\s*)[\"'](?P<bare>[^\"'\n]{2,200})[\"']",
    ),
)
#: A row of it has four colons.
_PGPASS_COLONS = 4
#: host:port:database:user:password, the libpq password file.
_PGPASS = r"(?m)^[\w.*-]{1,253}:(?:\d{2,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:(?P<bare>[^\s:]{3,200})$"
_ROWS: tuple[tuple[str, re.Pattern[str], Described], ...] = (
    *((word, re.compile(pattern, re.MULTILINE), COMMAND) for word, pattern in _COMMANDS),
    *((word, re.compile(pattern), SQL) for word, pattern in _SQL),
    (":", re.compile(_PGPASS), COMMAND),
)
_HINTS = tuple(dict.fromkeys(word for word, _, _ in _ROWS if word != ":"))


def find_command_secrets(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for each password that a command, a statement or a row carries."""
    colons = lower.count(":") >= _PGPASS_COLONS
    if not colons and not mentions(lower, _HINTS):
        return
    for word, pattern, rule in _ROWS:
        if word in lower and (word != ":" or colons):
            for match in pattern.finditer(text):
                group = match.lastgroup
                if group and match[group][0] not in "$-" and not is_stand_in(match[group]):
                    yield secret(rule, *match.span(group))
