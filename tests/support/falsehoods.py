"""Falsehoods to plant in true sentences: each finder of the judge has one of its own."""

from __future__ import annotations

import random


def number(chance: random.Random) -> str:
    return f"{chance.randrange(1000, 9999)} carts"


def share(chance: random.Random) -> str:
    return f"{chance.choice([n for n in range(1, 100) if n not in (5, 47, 50)])}% of carts"


def time(chance: random.Random) -> str:
    return f"at {chance.randrange(3, 13):02d}:{chance.randrange(60):02d} UTC"


def date(chance: random.Random) -> str:
    return f"on {chance.randrange(10, 28)} {chance.choice(['April', 'July', 'Oct'])} 2025"


def duration(chance: random.Random) -> str:
    words = (
        "three hours",
        "half a day",
        "ninety minutes",
        "2 h",
        "1 h 48 min",
        "forty-five minutes",
    )
    return f"for {chance.choice([*words, f'{chance.randrange(3, 59)} min', 'several days'])}"


def quantity(chance: random.Random) -> str:
    words = ("dozens", "hundreds", "thousands", "a third", "most", "all", "twice as many", "nobody")
    return f"and {chance.choice(words)} of the shops"


def name(chance: random.Random) -> str:
    people = ("Alice", "Mallory Quark", "Zorblax", "Priya", "O’Brien", "Schmidt", "@trudy")
    return f"as {chance.choice(people)} said"


def link(chance: random.Random) -> str:
    return f"(https://grafana.example.org/d/{chance.randrange(10, 999)})"


def commit(chance: random.Random) -> str:
    return f"in commit {chance.choice('abcdef')}{chance.randrange(16**6):06x}9"


def ident(chance: random.Random) -> str:
    return f"in {chance.choice(['INC', 'PR-', 'OPS-', '#'])}{chance.randrange(500, 9000)}"


PLANTS = (number, share, time, date, duration, quantity, name, link, commit, ident)
