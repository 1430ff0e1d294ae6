"""Published incidents of other teams: when each began, was seen, and was over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.config import shipped
from app.drafter import Brief, draft
from app.drafter.reading import read_notes
from app.drafter.story import Story, story_of
from app.postmortem.document import Document, walk
from app.postmortem.render import Format, render
from app.postmortem.review import Verdict, review

#: By hand from the reports: began, detected, over, and declared closed where that differs (UTC).
MOMENTS = {
    "2i2c-2022-10-31-utoronto-db-full": ("01:27", "02:13", "03:59", ""),
    "2i2c-2026-02-11-dubois-user-image": ("06:46", "06:46", "19:05", "13:15"),
    "2i2c-2026-03-09-pythia-binderhub-502": ("14:39", "14:39", "22:58", "22:58"),
    "2i2c-2026-03-12-lis-unreachable": ("13:51", "13:51", "14:12", "14:12"),
    "dfds-2023-02-14-total-node-failure": ("06:30", "08:33", "10:01", "10:59"),
    "moj-2024-04-15-prometheus-restarts": ("11:32", "11:32", "14:53", "15:13"),
    "mybinder-2017-10-17-cluster-full": ("14:42", "14:42", "18:29", ""),
    "mybinder-2018-02-12-launch-fail": ("22:03", "22:03", "22:09", ""),
    "mybinder-2018-02-20-jupyterlab-announcement": ("13:17", "14:08", "06:18", ""),
    "mybinder-2019-04-03-ingress-cordoned": ("10:50", "11:28", "11:29", ""),
    "mybinder-2022-01-27-prime-version": ("10:00", "13:35", "17:00", ""),
    "mybinder-2022-06-02-pod-limit": ("08:00", "19:00", "19:24", ""),
    "posthog-2025-10-21-redis-overload": ("21:45", "21:47", "23:28", "23:28"),
    "posthog-2025-10-24-rate-limiting": ("18:00", "18:10", "19:12", ""),
    "posthog-2025-10-28-connection-pools": ("19:12", "19:23", "21:31", "21:31"),
    "rust-2019-10-21-docsrs-outage": ("00:55", "01:38", "02:06", "02:06"),
    "rust-2020-02-20-cratesio-index": ("21:17", "21:28", "22:48", ""),
}


def _clock(story: Story, name: str) -> str:
    note = getattr(story, name)
    return f"{note.at:%H:%M}" if note else ""


@pytest.mark.parametrize("name", MOMENTS)
def test_the_moments_of_a_published_incident_are_found(
    published: Callable[[str], Brief], name: str
) -> None:
    story = story_of(read_notes(published(name).items, {}))
    found = tuple(_clock(story, moment) for moment in ("began", "detected", "recovery", "closed"))
    assert found == MOMENTS[name]


@pytest.mark.parametrize("name", MOMENTS)
def test_a_draft_says_nothing_without_a_source_and_withholds_nothing_of_its_own(
    published: Callable[[str], Brief], name: str
) -> None:
    document = draft(published(name))
    assert document.judgement.withheld == 0, _withheld(document)
    for path, statement in walk(document):
        assert statement.tk or statement.entries, path


def _withheld(document: Document) -> list[str]:
    return [f"{path}: {one.tk}: {one.withheld}" for path, one in walk(document) if one.withheld]


@pytest.mark.parametrize("name", MOMENTS)
def test_our_own_review_does_not_fail_a_draft(published: Callable[[str], Brief], name: str) -> None:
    text = render(draft(published(name)), Format.MARKDOWN, [shipped("templates")])
    result = review(text)
    assert result.verdict is not Verdict.FAILS
    hindsight = [f for f in result.findings if f.rule.startswith(("hindsight", "timeline.order"))]
    assert not hindsight


@pytest.mark.parametrize("name", MOMENTS)
def test_a_draft_reaches_three_factors_in_two_layers_or_asks_for_them(
    published: Callable[[str], Brief], name: str
) -> None:
    factors = draft(published(name)).factors
    assert len(factors) >= 3
    assert len({factor.layer for factor in factors}) >= 2
