"""Figures: the counts, shares and sums that say how large something was."""

import re

from app.postmortem.review.words.quantities import COUNTED, EXACT
from app.postmortem.review.words.times import NUMBERS

#: "One" and "a" count nothing: "one engineer noticed".
_WORDS = "|".join(word for word in sorted(NUMBERS, key=len, reverse=True) if NUMBERS[word] > 1)
_NUMBER = rf"(?:\d{{1,3}}(?:[,. ]\d{{3}}){{1,4}}|\d{{1,12}}(?:[.,]\d{{1,3}})?)(?:\s?(?:k|m|bn?|million|billion|thousand|mio|lakh))?|\b(?:{_WORDS})\b"
_SHARE = r"\d{1,3}(?:[.,]\d{1,4})?\s?(?:%|percent|per cent|pct|Prozent|％)"
_MONEY = r"(?:[$€£¥]\s?\d[\d,.]{0,20}\s?(?:k|m|bn?|million|billion)?|(?<![\d,.])\d[\d,.]{0,20}\s?(?:k|m|million|billion)?\s?(?:USD|EUR|GBP|JPY|DAI|ETH|BTC|USDC|USDT|dollars?|euros?|pounds|円))\b"
_COUNT = rf"(?<![\w.:/#-])(?:{_NUMBER})\s(?:(?:of|[\w'’/-]+)\s){{0,3}}?(?:{COUNTED})\b"
_VOLUME = r"(?<![\w,.])\d[\d,.]{0,20}\s?(?:[KMGT]i?B|rps|qps|req/s|requests/s(?:ec)?|x)\b"
_FIGURE = re.compile(rf"{_SHARE}|{_MONEY}|{_COUNT}|{_VOLUME}", re.IGNORECASE)
_JAPANESE = re.compile(r"(?<![\d,])[\d,]{1,20}\s?(?:件|人|名|社|ユーザー?|リクエスト|台)")
_EXACT = re.compile(
    rf"(?:{EXACT})\W+(?:\w+\W+){{0,3}}?(?:{COUNTED}|data|traffic|outage|impact|downtime|threat|loss(?:es)?|funds?|resources?)\b",
    re.IGNORECASE,
)
_SIZES = re.compile(rf"{_SHARE}|{_MONEY}|{_VOLUME}", re.IGNORECASE)
_WHOLE = re.compile(EXACT, re.IGNORECASE)
_MOST = 2000


def figures(text: str) -> list[str]:
    """Return the counts, shares, sums and volumes in a text."""
    text = text[:_MOST]
    return [m[0].strip() for pattern in (_FIGURE, _JAPANESE) for m in pattern.finditer(text)]


def sizes(text: str) -> list[str]:
    """Return the shares, sums and volumes in a text: figures that need no noun to be impact."""
    return [m[0].strip() for m in _SIZES.finditer(text[:_MOST])]


def exact(text: str) -> bool:
    """Whether a text gives a whole scope in words ("everyone", "all", "none")."""
    return bool(_WHOLE.search(text[:_MOST]))


def in_numbers(text: str) -> bool:
    """Whether a text says how many: a figure, or a scope that is exact without one ("all users")."""
    return bool(figures(text)) or bool(_EXACT.search(text[:_MOST]))
