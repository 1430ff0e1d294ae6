"""Vendors: a wide audience reads what they do for us until the team confirms the name."""

import pytest

from app.redaction import VENDORS, redact, wide

READERS = wide()


def _wide(text: str) -> str:
    return redact(text, READERS).text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("then Cloudflare returned 520", "then the CDN provider returned 520"),
        ("Stripe was slow", "The payment provider was slow"),
        ("our AWS account", "our cloud provider account"),
        ("the Datadog agent", "the monitoring provider agent"),
        ("a PagerDuty page", "a paging provider page"),
        ("on Amazon Web Services and on aws", "on the cloud provider and on the cloud provider"),
        ("Slack's limits, GitHub's outage", "Slack's limits, the code host's outage"),
        ("It broke. Fastly purged.", "It broke. The CDN provider purged."),
    ],
)
def test_a_vendor_becomes_what_it_does_for_us(text: str, read: str) -> None:
    assert _wide(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("see https://status.stripe.com/incidents/abc?x=1.", "see [link of the payment provider]"),
        ("<https://www.cloudflarestatus.com/>", "<[link of the CDN provider]>"),
        ("(https://app.datadoghq.com/x)", "([link of the monitoring provider])"),
    ],
)
def test_a_link_that_names_a_vendor_goes_as_a_whole(text: str, read: str) -> None:
    assert _wide(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "a stripe of red pixels",
        "sentry duty",
        "the azure sky",
        "dyn_config",
        "aws-sdk-go",
        "a snowflake schema",
        "https://example.com/aws",
        "app/stripe/client.py",
    ],
)
def test_a_word_that_is_no_vendor_is_kept(text: str) -> None:
    assert _wide(text) == text


def test_a_confirmed_vendor_is_named() -> None:
    readers = wide(confirmed=["cloudflare"])
    assert redact("Cloudflare and Stripe", readers).text == "Cloudflare and the payment provider"


def test_a_team_brings_its_own_vendors() -> None:
    readers = wide(vendors=(("AcmeMail", "the newsletter tool"),))
    assert (
        redact("so acmemail failed on AWS", readers).text == "so the newsletter tool failed on AWS"
    )


def test_without_vendors_none_is_replaced() -> None:
    assert redact("AWS failed", wide(vendors=())).text == "AWS failed"
    assert redact("AWS failed").text == "AWS failed"


def test_what_stands_for_a_vendor_names_none() -> None:
    for _, words in VENDORS:
        assert _wide(words) == words
