"""Texts for property tests: corpus texts, chat syntax and any characters, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.unit.redaction.corpus import negatives, positives

_CORPUS = [case.text for case in (*positives(), *negatives()) if len(case.text) < 300]
_CHAT = [
    " ",
    "\n",
    ": ",
    "=",
    "`",
    "*",
    "_",
    "> ",
    '"',
    "'",
    "<",
    ">",
    "|",
    "&amp;",
    "&lt;",
    "\\n",
    "\u200b",
    "\u00ad",
    "[redacted: email]",
    "[redacted: password]",
    "[redacted: nonsense]",
    "[redacted: ",
    "]",
    "⟦",
    "⟧",
    "⟦email-1⟧",
    "⟦secret-2⟧",
    "⟦person-1b⟧",
    "⟦open⟧",
    "⟦x⟧",
    "password",
    "token=",
    "password: ",
    "https://",
    "@",
    "<mailto:",
    "<https://a.example|",
    "a@b.example",
    "hunter2x",
    "Bearer ",
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----END RSA PRIVATE KEY-----",
    "\x00",
    "\ud800",
    "\ue000",
    "１２３",
]
#: Anything at all, lone surrogates included.
anything = st.text(st.characters(exclude_categories=()), max_size=40)
#: Pieces that mean something to the rules, glued without regard.
texts = st.lists(
    st.one_of(
        st.integers(0, len(_CORPUS) - 1).map(lambda index: _CORPUS[index]),
        st.sampled_from(_CHAT),
        anything,
    ),
    max_size=6,
).map("".join)
