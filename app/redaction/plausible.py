"""Whether a string can be a secret: what made it, a person, a program or chance."""

from __future__ import annotations

import math
import re
from collections import Counter

from app.redaction.wordlist import words

#: The pairs of letters that make up most of written English; chance hits one in five.
_COMMON_PAIRS = words(
    """
    th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve
    co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no
    ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts
    mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo
    sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi
    da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew
    mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr cc
    tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz ok nl my gl aw ju oa eq sy sl ps jo lf nv je
    nk kn gs dy hy ze ks xt bs ik dd pt rp sk xi oe oy ws lv dl rf eu dg wr xa yi nm eb rb tm xc
    eh tc gy ja hn yp za gg ym sw bj lm cs ii ix xe oh lk dv lp ax ox uf dm iu sf bt ka yt ek pm
    ya gt wl rh yl hs ah yc yb rw fs yw nj tf db js py io ui vm ip os id k8 s3 ec cd ci qa sdk
    """
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SEPARATORS = re.compile(r"[-_./:@+ ]+")
_HEX = re.compile(r"(?:0x)?[0-9a-fA-F]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_VERSION = re.compile(r"[vV]?\d{1,4}(?:\.\d{1,6}){1,3}(?:[-+.][A-Za-z0-9.-]{1,20})?")
_DATE = re.compile(
    r"\d{4}-?\d{2}-?\d{2}(?:[T_ -]?\d{2}:?\d{2}(?::?\d{2})?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_MEASURE = re.compile(
    r"[<>~]?[-+]?\d[\d.,_]*\s?(?:[kKmMgGtTµunp]?(?:i?[bB](?:ps|/s)?|s|ms|Hz|%|x|h|d|w|min|sec|rpm|rps|qps)?)"
)
#: Two letters make no pair of pairs.
_TOO_SHORT = 3
#: Share of common pairs from which on letters read like a language.
_LANGUAGE = 0.62
#: A random piece has at least 8 characters, or 5 beside others that make 10.
_RANDOM, _RANDOM_PIECE, _RANDOM_TOGETHER = 8, 5, 10
#: A word explains its letters from 4 on, a number behind a word up to 4 digits.
_WORD = _NUMBER = 4
_SHORTEST_PASSWORD = 6


def entropy(value: str) -> float:
    """Shannon's entropy in bits a character."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values())


def is_uuid(value: str) -> bool:
    """Whether it is a UUID in its usual writing."""
    return _UUID.fullmatch(value) is not None


def is_wordlike(letters: str) -> bool:
    """Whether letters read like a language: most neighbours are common pairs."""
    low = letters.lower()
    if len(low) < _TOO_SHORT:
        return True
    common = sum(low[i : i + 2] in _COMMON_PAIRS for i in range(len(low) - 1))
    return common / (len(low) - 1) >= _LANGUAGE


def is_measure(value: str) -> bool:
    """Whether it is a number, a date, a version or a quantity."""
    return bool(_VERSION.fullmatch(value) or _DATE.fullmatch(value) or _MEASURE.fullmatch(value))


def is_random(value: str) -> bool:
    """Whether chance made it: a digest, an identifier or a key, not a name.

    Eight characters at least. Names of things (pods, hosts, files, versions,
    paths) are words and short numbers between separators.
    """
    if len(value) < _RANDOM or not value.isascii() or is_measure(value):
        return False
    if is_uuid(value):
        return True
    chances = _chances(value)
    longest = max(chances, default=0)
    together = longest >= _RANDOM_PIECE and sum(chances) >= _RANDOM_TOGETHER
    return longest >= _RANDOM or together


def oddness(value: str) -> int:
    """How many characters no word, number, date or version explains."""
    return 0 if is_measure(value) else sum(_chances(value))


def _chances(value: str) -> list[int]:
    return [_chance(piece) for piece in _SEPARATORS.split(value) if piece]


def _chance(piece: str) -> int:
    """How many characters of a piece no word or short number explains."""
    if piece.isdigit():
        return 0
    if len(piece) >= _RANDOM and not piece.isalpha() and _HEX.fullmatch(piece):
        return len(piece)
    first, *others = _WORDS.findall(piece) or [piece]
    if not others:
        return 0 if is_wordlike(piece) else len(piece)
    numbered = len(others) == 1 and others[0].isdigit() and len(others[0]) <= _NUMBER
    if numbered and is_wordlike(first):
        return 0
    runs = (run for run in (first, *others) if len(run) >= _WORD and run.isalpha())
    return len(piece) - sum(len(run) for run in runs if is_wordlike(run))


def is_complex(value: str) -> bool:
    """Whether a person made it up as a password: letters with digits or signs inside.

    Six characters at least; a capital and a full stop are prose.
    """
    core = value.rstrip(".,:;!?")
    if len(value) < _SHORTEST_PASSWORD or is_measure(value) or "://" in value:
        return False
    letters = any(map(str.isalpha, core))
    digits = any(map(str.isdigit, core))
    signs = any(not char.isalnum() and char not in "-_./'’,:" for char in core)
    return letters and (digits or signs)
