"""The table of rules: each is documented, cheap to look up, and finds what it describes."""

import zlib
from itertools import product

import pytest

from app.redaction import RULES, find
from app.redaction.marks import is_mark, mark
from app.redaction.rules import GENERIC, LABELS, TOKENS
from app.redaction.rules.national import NATIONAL_IDS
from app.redaction.rules.personal import PERSONAL
from tests.unit.redaction.corpus import positives
from tests.unit.redaction.shapes import SHAPES, filled

EXAMPLES = [(rule, shape) for rule, shapes in SHAPES.items() for shape in shapes]


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len(RULES) == len(TOKENS) + len(GENERIC) + len(PERSONAL) + len(NATIONAL_IDS) + 1


def test_every_finding_names_a_rule_of_the_table() -> None:
    for case in positives():
        for finding in find(case.text):
            labels = {finding.label, f"{finding.label}".removeprefix("private ")}
            assert RULES[finding.rule].label in labels, case.id


def test_every_token_rule_has_an_example() -> None:
    assert {rule.id for rule in TOKENS} == set(SHAPES)


def test_every_rule_says_what_its_shape_rests_on() -> None:
    sources = {rule.id: rule.source for rule in RULES.values()}
    assert [
        rule
        for rule, source in sources.items()
        if not (source.startswith("https://") or " " in source)
    ] == []


def test_every_label_makes_a_mark_that_is_known_again() -> None:
    assert [label for label in sorted(LABELS) if not is_mark(mark(label))] == []


def test_anchors_are_long_enough_to_be_rare() -> None:
    assert [rule.id for rule in TOKENS if any(len(anchor) < 3 for anchor in rule.anchors)] == []


@pytest.mark.parametrize("context", ["it was {} in the log", "{}", 'x="{}"', "a\\n{}\\n", "key:{}"])
def test_a_rule_covers_what_its_issuer_documents(context: str) -> None:
    for (rule, shape), seed in product(EXAMPLES, range(3)):
        text, value = filled(shape, seed + zlib.crc32(f"{rule}{shape}".encode()))
        text = context.replace("{}", text)
        findings = find(text)
        start = text.index(value)
        covered = {i for f in findings for i in range(f.start, f.end)}
        assert set(range(start, start + len(value))) <= covered, (rule, shape, text)


def test_a_rule_names_what_it_found() -> None:
    for rule, shape in EXAMPLES:
        text, _ = filled(shape, zlib.crc32(shape.encode()))
        assert rule in {f.rule for f in find(f"see {text}")}, (shape, text)


def test_a_masked_token_is_no_token() -> None:
    for rule, shape in EXAMPLES:
        text, value = filled(shape, 5)
        masked = value[: len(value) // 3] + "x" * (len(value) - len(value) // 3)
        text = text.replace(value, masked)
        assert rule not in {f.rule for f in find(text)}, (shape, text)
