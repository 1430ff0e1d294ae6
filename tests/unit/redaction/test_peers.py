"""detect-secrets as a second pair of eyes: what its detectors find, these find too."""

from collections.abc import Iterator

import pytest
from detect_secrets.plugins.aws import AWSKeyDetector
from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.basic_auth import BasicAuthDetector
from detect_secrets.plugins.discord import DiscordBotTokenDetector
from detect_secrets.plugins.github_token import GitHubTokenDetector
from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
from detect_secrets.plugins.jwt import JwtTokenDetector
from detect_secrets.plugins.mailchimp import MailchimpDetector
from detect_secrets.plugins.npm import NpmDetector
from detect_secrets.plugins.openai import OpenAIDetector
from detect_secrets.plugins.private_key import PrivateKeyDetector
from detect_secrets.plugins.pypi_token import PypiTokenDetector
from detect_secrets.plugins.sendgrid import SendGridDetector
from detect_secrets.plugins.slack import SlackDetector
from detect_secrets.plugins.square_oauth import SquareOAuthDetector
from detect_secrets.plugins.stripe import StripeDetector
from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
from detect_secrets.plugins.twilio import TwilioKeyDetector

from app.redaction import Kind, find
from tests.unit.redaction.corpus import positives
from tests.unit.redaction.shapes import SHAPES, filled

DETECTORS: tuple[RegexBasedDetector, ...] = (
    AWSKeyDetector(),
    AzureStorageKeyDetector(),
    BasicAuthDetector(),
    DiscordBotTokenDetector(),
    GitHubTokenDetector(),
    GitLabTokenDetector(),
    JwtTokenDetector(),
    MailchimpDetector(),
    NpmDetector(),
    OpenAIDetector(),
    PrivateKeyDetector(),
    PypiTokenDetector(),
    SendGridDetector(),
    SlackDetector(),
    SquareOAuthDetector(),
    StripeDetector(),
    TelegramBotTokenDetector(),
    TwilioKeyDetector(),
)


def _found_by_peers(text: str) -> Iterator[str]:
    for detector in DETECTORS:
        for line in text.splitlines():
            yield from detector.analyze_string(line)


def _hidden_here(text: str, value: str) -> bool:
    spans = [(f.start, f.end) for f in find(text) if f.kind is Kind.CREDENTIAL]
    start = text.index(value)
    return any(first < start + len(value) and start < last for first, last in spans)


def test_what_the_peers_find_in_the_corpus_is_found() -> None:
    for case in positives():
        for value in _found_by_peers(case.text):
            assert not value or _hidden_here(case.text, value), (case.id, value)


@pytest.mark.parametrize("rule", SHAPES)
def test_what_the_peers_find_in_documented_shapes_is_found(rule: str) -> None:
    for shape in SHAPES[rule]:
        text, _ = filled(shape, 17)
        for value in _found_by_peers(text):
            assert not value or _hidden_here(text, value), (shape, value)


def test_the_peers_find_enough_for_their_word_to_count() -> None:
    texts = [case.text for case in positives()]
    texts += [filled(shape, 17)[0] for shapes in SHAPES.values() for shape in shapes]
    assert sum(any(_found_by_peers(text)) for text in texts) > 100
