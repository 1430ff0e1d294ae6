"""The author that asks a model, with the official client against the local stand-in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import briefs
from support.model_service import KEY, model_service

from app.drafter.model import Model, drafted

NAME = "claude-sonnet-5-5"

#: Ids 2 to 9.
ROWS = (
    ("14:00", "PagerDuty", "[FIRING] checkout-5xx above 5% (INCIDENT #1942)"),
    ("14:03", "Tomas Ruiz", "On it. Error rate is at 47% since the deploy of build 812."),
    ("14:10", "Ines Moreau", "Could be the pool: 500 of 500 connections are in use"),
    ("14:14", "Tomas Ruiz", "Customers write that they cannot pay, mail from ann@shop.example"),
    ("14:21", "Tomas Ruiz", "Rolled back to build 811 with `deploy rollback --to 811`"),
    ("14:30", "Ines Moreau", "Error rate is back to 0%, about half of the carts were affected"),
    ("14:45", "Ines Moreau", "We should alert on the pool, PR #428 adds an alert"),
    ("14:50", "Tomas Ruiz", "for the record the old key was AKIAQYLPMN5HHHFPZAM2 and must go"),
)


@pytest.fixture
def service():
    with model_service() as running:
        yield running


@pytest.fixture
def model(service):
    return Model(key=KEY, name=NAME, base_url=service.url, call_seconds=60, retries=1)


@pytest.fixture
def brief(policy):
    return briefs.told(policy, *ROWS)


@pytest.fixture
def ask(service, model, brief):
    """The document that a script's author makes, and what was told of its progress."""

    def asked(*scripts, of=None, by=None):
        service.will(*scripts)
        told = []
        document = drafted(of or brief, by or model, lambda part, parts: told.append((part, parts)))
        return document, told

    return asked


@pytest.fixture
def with_policy():
    """A brief under another postmortem policy."""

    def changed(brief, **fields):
        postmortem = brief.policy.postmortem.model_copy(update=fields)
        return replace(brief, policy=brief.policy.model_copy(update={"postmortem": postmortem}))

    return changed
