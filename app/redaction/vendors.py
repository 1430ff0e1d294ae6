"""Vendors and the words that stand for them until the team confirms the name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, personal
from app.redaction.values import Audience, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.redaction.values import Person

_ROLES: dict[str, tuple[str, ...]] = {
    "the cloud provider": (
        "Amazon Web Services",
        "AWS",
        "Google Cloud Platform",
        "Google Cloud",
        "GCP",
        "Microsoft Azure",
        "Azure",
        "DigitalOcean",
        "Hetzner",
        "OVHcloud",
        "OVH",
        "Linode",
        "Akamai Connected Cloud",
        "Oracle Cloud",
        "Alibaba Cloud",
        "IBM Cloud",
        "Scaleway",
        "Vultr",
    ),
    "the hosting provider": (
        "Heroku",
        "Netlify",
        "Vercel",
        "Fly.io",
        "Railway.app",
        "Render.com",
        "Rackspace",
    ),
    "the CDN provider": (
        "Cloudflare",
        "Fastly",
        "Akamai",
        "CloudFront",
        "Bunny.net",
        "KeyCDN",
        "Imperva",
    ),
    "the DNS provider": ("Dyn", "NS1", "Route 53", "Route53", "DNSimple", "GoDaddy", "Namecheap"),
    "the payment provider": (
        "Stripe",
        "PayPal",
        "Adyen",
        "Braintree",
        "Worldpay",
        "Checkout.com",
        "Klarna",
        "Mollie",
        "GoCardless",
        "Razorpay",
    ),
    "the e-mail provider": (
        "SendGrid",
        "Mailgun",
        "Mailchimp",
        "Postmark",
        "Amazon SES",
        "SparkPost",
        "Brevo",
        "Mandrill",
    ),
    "the messaging provider": ("Twilio", "Vonage", "MessageBird", "Nexmo", "Plivo"),
    "the identity provider": ("Okta", "Auth0", "OneLogin", "Ping Identity", "Azure AD", "Entra ID"),
    "the monitoring provider": (
        "Datadog",
        "New Relic",
        "Dynatrace",
        "Splunk",
        "Honeycomb.io",
        "Sentry",
        "Grafana Cloud",
        "Sumo Logic",
        "LogDNA",
        "Pingdom",
    ),
    "the paging provider": ("PagerDuty", "Opsgenie", "VictorOps", "Splunk On-Call"),
    "the code host": ("GitHub", "GitLab", "Bitbucket"),
    "the CI provider": ("CircleCI", "Travis CI", "Buildkite"),
    "the database provider": (
        "MongoDB Atlas",
        "Snowflake",
        "PlanetScale",
        "Supabase",
        "Confluent Cloud",
        "Elastic Cloud",
        "Aiven",
        "Databricks",
    ),
    "the feature-flag provider": ("LaunchDarkly", "Optimizely", "Split.io"),
    "the status-page provider": ("Statuspage", "Statuspage.io", "Instatus"),
    "the support platform": ("Zendesk", "Intercom", "Freshdesk", "Salesforce", "HubSpot"),
    "the AI provider": ("OpenAI", "Anthropic"),
    "the chat provider": ("Microsoft Teams",),
}

#: A vendor's name and what stands for it: the default a team can replace.
VENDORS: tuple[tuple[str, str], ...] = tuple(
    (name, role) for role, names in _ROLES.items() for name in names
)

#: Names that are words or parts of words: they count as they are spelled, in no URL.
_AS_SPELLED = frozenset(
    {
        "Dyn",
        "Sentry",
        "Stripe",
        "Okta",
        "Intercom",
        "Snowflake",
        "Postmark",
        "Akamai",
        "Azure",
        "Mollie",
        "Splunk",
        "Imperva",
        "Brevo",
        "Aiven",
    }
)
_REST = r"[^\s<>|\"'`)\]]{0,1000}"


def wide(
    people: Iterable[Person] = (),
    confirmed: Iterable[str] = (),
    vendors: tuple[tuple[str, str], ...] = VENDORS,
) -> Audience:
    """Readers outside the team: people become roles, vendors generic words.

    `confirmed` are the vendors' names that the team agreed to publish, in any case.
    """
    public = {name.lower() for name in confirmed}
    hidden = tuple((name, words) for name, words in vendors if name.lower() not in public)
    return Audience(people=tuple(people), vendors=hidden)


@lru_cache(maxsize=64)
def _matcher(vendors: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    words = {name.lower(): role for name, role in vendors}
    if not words:
        return None, words
    ordered = sorted((name for name, _ in vendors), key=len, reverse=True)
    spelled = "|".join(
        f"(?-i:{re.escape(name)})" if name in _AS_SPELLED else re.escape(name) for name in ordered
    )
    hosts = "|".join(
        sorted(
            {
                re.escape(
                    re.sub(r"[ .]", "", name.lower().removesuffix(".io").removesuffix(".com"))
                )
                for name in ordered
            },
            key=len,
            reverse=True,
        )
    )
    # A link shows the name as well: a host that carries it goes as a whole.
    return (
        re.compile(
            rf"(?P<url>https?://(?:[\w-]{{1,60}}\.){{0,5}}(?P<host>{hosts})[\w.-]{{0,60}}(?:[/?:#]{_REST})?)|(?<![\w.@/-])(?P<name>{spelled})(?![\w@])(?!\.\w)(?!-\w)",
            re.IGNORECASE,
        ),
        words,
    )


def find_vendors(text: str, vendors: tuple[tuple[str, str], ...]) -> Iterator[Hit]:
    """Yield a hit for every vendor that is named, with the words that stand for it."""
    pattern, words = _matcher(vendors)
    if not pattern:
        return
    by_host = {
        re.sub(r"[ .]", "", name.removesuffix(".io").removesuffix(".com")): role
        for name, role in words.items()
    }
    for match in pattern.finditer(text):
        role = (
            words[match["name"].lower()]
            if match["name"]
            else f"[link of {by_host[match['host'].lower()]}]"
        )
        yield replace(personal(Kind.VENDOR, "vendor", *match.span()), instead=role)
