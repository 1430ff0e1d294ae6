from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.postmortem.claims import Sort, claims, index, unsupported
from app.postmortem.claims.index import joined

AT = datetime(2018, 2, 20, 14, 10, 5, tzinfo=UTC)
SAID = index(
    "[PR #428](https://github.com/jupyterhub/mybinder.org-deploy/pull/428) increases the per-repo"
    " limit to 500. tomas helped for two hours. CPU was at ~125%, half of the pods on"
    " `hub-989cc9bd-5qdcb` failed; it began at 9:15 am PST on 20 Feb. Commit a1b2c3d, 1.2k users,"
    " nobody lost data. Several nodes, 5 GB each.",
    [AT],
)


@pytest.mark.parametrize(
    ("text", "sort", "found"),
    [
        ("see https://example.org/a?b=1).", Sort.LINK, "https://example.org/a?b=1"),
        ("run `kubectl get pods` now", Sort.CODE, "kubectl get pods"),
        ("in INC-42 and #428", Sort.IDENT, "INC-42"),
        ("at 13:17 UTC it broke", Sort.TIME, "13:17 UTC"),
        ("on 20 February 2018 it broke", Sort.DATE, "20 February 2018"),
        ("for 1 h 31 min", Sort.DURATION, "1 h 31 min"),
        ("for ninety minutes", Sort.DURATION, "ninety minutes"),
        ("some 1,200 users", Sort.NUMBER, "1,200"),
        ("thirty users", Sort.NUMBER, "thirty"),
        ("dozens of users", Sort.QUANTITY, "dozens"),
        ("then Alice looked", Sort.NAME, "Alice"),
        ("Zorblax restarted it", Sort.NAME, "Zorblax"),
        ("bob restarted it", Sort.NAME, "bob"),
        ("the KubeSpawner leaked", Sort.NAME, "KubeSpawner"),
    ],
)
def test_a_value_is_found_and_sorted(text: str, sort: Sort, found: str) -> None:
    assert found in [claim.text for claim in claims(text) if claim.sort is sort]


@pytest.mark.parametrize(
    "text",
    [
        "PR 428 raised the limit to 500",
        "At 14:10 UTC the limit was raised",
        "At 14:10:05 the limit was raised",
        "On 2018-02-20 the limit was raised",
        "On Tuesday the limit was raised",
        "In February the limit was raised",
        "Tomas helped for 2 h",
        "It began at 17:15 UTC",
        "It began on 20 February",
        "It began at 09:15",
        "CPU was at 125 percent",
        "50% of the pods failed",
        "The pods on `hub-989cc9bd-5qdcb` failed",
        "https://github.com/jupyterhub/mybinder.org-deploy/pull/428/",
        "1,200 users",
        "No one lost data",
        "many nodes with 5GB",
        "commit A1B2C3D",
        "Engineers raised it; launches began again",
    ],
)
def test_what_the_evidence_says_in_other_words_is_supported(text: str) -> None:
    assert unsupported(text, SAID) == []


@pytest.mark.parametrize(
    "text",
    [
        "PR 429 raised the limit",
        "the limit was 501",
        "At 14:11 UTC the limit was raised",
        "At 14:10:06 the limit was raised",
        "On 21 February the limit was raised",
        "On Monday the limit was raised",
        "In March the limit was raised",
        "on 20 February 2019",
        "It began at 17:16 UTC",
        "helped for three hours",
        "helped for half a day",
        "a third of the pods",
        "dozens of pods",
        "most pods failed",
        "47% of the pods",
        "`hub-989cc9bd-5qdcx` failed",
        "commit a1b2c3e",
        "https://github.com/jupyterhub/mybinder.org-deploy/pull/429",
        "Alice helped",
        "then Alice Smith helped",
        "@mallory helped",
        "bob helped and mended it; bob restarted it",
        "13 k users",
        "seven nodes",
    ],
)
def test_what_the_evidence_does_not_say_is_not_supported(text: str) -> None:
    assert unsupported(text, SAID)


def test_several_texts_together_say_what_each_of_them_says() -> None:
    both = joined([index("500 pods"), index("Tomas", [AT])])
    assert unsupported("500 pods at 14:10 UTC, said Tomas", both) == []


def test_a_clock_without_a_zone_is_compared_as_it_stands() -> None:
    assert unsupported("at 15:32", index("[E 180220 15:32:35 launcher:93] error")) == []
    assert unsupported("at 15:33", index("[E 180220 15:32:35 launcher:93] error"))


@given(st.text(max_size=300))
def test_a_text_always_supports_itself(text: str) -> None:
    assert unsupported(text, index(text)) == []


@given(st.text(max_size=300))
def test_claims_stand_where_they_say(text: str) -> None:
    for claim in claims(text):
        assert 0 <= claim.start < claim.end <= len(text)
