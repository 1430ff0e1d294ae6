"""The labelled corpus: templates with fake values, hard negatives, real texts."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.redaction import Kind, find
from tests.unit.redaction.fakes import Fakes

DATA = Path(__file__).parents[2] / "data" / "redaction"
_PERSONAL = frozenset(
    {
        *("email", "phone-intl", "phone-us", "phone-national", "card", "card-grouped", "iban"),
        *("ip", "ipv6", "private-ip", "customer", "stripe-object", "tenant", "ssn", "cpf"),
        *("codice-fiscale", "nhs", "nino", "pesel", "aadhaar", "sin", "nie"),
    }
)
#: A value counts as found when so much of it is covered; a full stop may be left.
_COVERED = 0.9


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the stretch in it that must not leave; none in a negative."""

    id: str
    kind: str
    text: str
    values: tuple[str, ...] = ()

    @property
    def is_secret(self) -> bool:
        """Whether its value is a secret and not personal data."""
        return self.kind not in _PERSONAL

    @property
    def held_out(self) -> bool:
        """Half of the cases, chosen by their ids, were never looked at while tuning."""
        return zlib.crc32(self.id.encode()) % 2 == 1


@cache
def positives() -> tuple[Case, ...]:
    return tuple(_filled(row) for row in _rows("positives.jsonl"))


@cache
def negatives() -> tuple[Case, ...]:
    return tuple(Case(row["id"], "", row["text"]) for row in _rows("negatives.jsonl"))


@cache
def real_texts() -> tuple[Case, ...]:
    """Texts that people wrote: Slack messages, incident logs, postmortems."""
    return tuple(Case(row["id"], row["source"], row["text"]) for row in _rows("real.jsonl"))


def _rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _filled(row: dict[str, str]) -> Case:
    value = Fakes(zlib.crc32(row["id"].encode())).make(row["value"])
    return Case(row["id"], row["value"], row["text"].replace("{value}", value), (value,))


def is_found(case: Case) -> bool:
    """Whether every value of the case is covered wherever it stands in its text."""
    covered = [False] * len(case.text)
    for finding in find(case.text):
        covered[finding.start : finding.end] = [True] * (finding.end - finding.start)
    for value in case.values:
        start = case.text.find(value)
        while start >= 0:
            if sum(covered[start : start + len(value)]) < _COVERED * len(value):
                return False
            start = case.text.find(value, start + 1)
    return True


def is_clean(case: Case, *, of_secrets: bool) -> bool:
    """Whether no secret, or no personal data, is found in a text that has none."""
    return all((f.kind is Kind.CREDENTIAL) != of_secrets for f in find(case.text))
