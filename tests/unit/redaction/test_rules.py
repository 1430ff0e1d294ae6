"""The table of rules: each is documented, cheap to look up, and finds what it describes."""

import zlib

import pytest

from app.redaction import RULES, find
from app.redaction.marks import is_mark, mark
from app.redaction.rules import GENERIC, LABELS, TOKENS, Rule, Token
from app.redaction.rules.national import NATIONAL_IDS
from app.redaction.rules.personal import PERSONAL
from tests.unit.redaction.corpus import Case, positives
from tests.unit.redaction.shapes import SHAPES, filled

EXAMPLES = [(rule, shape) for rule, shapes in SHAPES.items() for shape in shapes]


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len(RULES) == len(TOKENS) + len(GENERIC) + len(PERSONAL) + len(NATIONAL_IDS) + 1


@pytest.mark.parametrize("case", positives(), ids=lambda case: case.id)
def test_every_finding_names_a_rule_of_the_table(case: Case) -> None:
    for finding in find(case.text):
        assert RULES[finding.rule].label in {
            finding.label,
            f"{finding.label}".removeprefix("private "),
        }


def test_every_token_rule_has_an_example() -> None:
    assert {rule.id for rule in TOKENS} == set(SHAPES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_says_what_its_shape_rests_on(rule: Rule) -> None:
    assert rule.source.startswith("https://") or " " in rule.source


@pytest.mark.parametrize("label", sorted(LABELS))
def test_every_label_makes_a_mark_that_is_known_again(label: str) -> None:
    assert is_mark(mark(label))


@pytest.mark.parametrize("rule", TOKENS, ids=lambda rule: rule.id)
def test_anchors_are_long_enough_to_be_rare(rule: Token) -> None:
    assert all(len(anchor) >= 3 for anchor in rule.anchors)


@pytest.mark.parametrize(("rule", "shape"), EXAMPLES)
@pytest.mark.parametrize("context", ["it was {} in the log", "{}", 'x="{}"', "a\\n{}\\n", "key:{}"])
def test_a_rule_covers_what_its_issuer_documents(rule: str, shape: str, context: str) -> None:
    for seed in range(3):
        text, value = filled(shape, seed + zlib.crc32(f"{rule}{shape}".encode()))
        text = context.replace("{}", text)
        findings = find(text)
        start = text.index(value)
        covered = {i for f in findings for i in range(f.start, f.end)}
        assert set(range(start, start + len(value))) <= covered, text


@pytest.mark.parametrize(("rule", "shape"), EXAMPLES)
def test_a_rule_names_what_it_found(rule: str, shape: str) -> None:
    text, _ = filled(shape, zlib.crc32(shape.encode()))
    assert rule in {f.rule for f in find(f"see {text}")}


@pytest.mark.parametrize(("rule", "shape"), EXAMPLES)
def test_a_masked_token_is_no_token(rule: str, shape: str) -> None:
    text, value = filled(shape, 5)
    masked = value[: len(value) // 3] + "x" * (len(value) - len(value) // 3)
    assert rule not in {f.rule for f in find(text.replace(value, masked))}
