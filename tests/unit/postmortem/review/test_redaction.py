"""What must not be published: secrets, customers, addresses, names beside deeds, suppliers."""

import re
from collections.abc import Callable, Iterator

import pytest

from app.postmortem.review import Finding, Leak, Severity, review
from app.postmortem.review.render import render_json, render_sarif, render_text

Change = Callable[..., dict[str, Finding]]
SEEN = "No order was lost."
SECRET = "hunter2-correct-horse"


def _finder(text: str) -> Iterator[Leak]:
    for match in re.finditer(SECRET, text):
        yield Leak("password", match.start(), match.end())
    for match in re.finditer(r"4111 1111", text):
        yield Leak("card number", match.start(), match.end(), secret=False)


def _reviewed(text: str) -> dict[str, Finding]:
    return {f.rule: f for f in review(text, secrets=_finder).findings}


def test_a_secret_is_critical_and_never_quoted_whole(good: str) -> None:
    text = good.replace(SEEN, f"Ana forgot that the password {SECRET} is in the script.")
    result = review(text, secrets=_finder)
    found = {f.rule: f for f in result.findings}
    secret = found["redaction.secret"]
    assert secret.severity is Severity.CRITICAL
    assert secret.quote == "hunt"
    assert "rotate" in secret.rewrite
    assert "blameless.person" in found
    assert "rotate the secret" in result.distribution
    for render in (render_text, render_json, render_sarif):
        assert SECRET not in render(result)


def test_a_short_secret_spoils_no_other_word(good: str) -> None:
    def short(text: str) -> Iterator[Leak]:
        at = text.index("pass")
        yield Leak("password", at, at + 4)

    text = good.replace(SEEN, "Ana forgot the passage: pass.")
    result = review(text, secrets=short)
    blame = next(f for f in result.findings if f.rule == "blameless.person")
    assert blame.quote == "Ana forgot the passage:"


def test_one_kind_of_secret_is_one_finding(good: str) -> None:
    found = _reviewed(good.replace(SEEN, f"{SECRET}\n\nand again {SECRET}"))["redaction.secret"]
    assert found.count == 2
    assert len(found.lines) == 2


def test_personal_data_is_told_with_its_kind(good: str) -> None:
    found = _reviewed(good.replace(SEEN, "The card 4111 1111 was charged."))["redaction.customer"]
    assert found.quote == "4111 1111"
    assert "card number" in found.why


def test_without_a_finder_the_redaction_room_is_asked(changed: Change) -> None:
    token = "xoxb-" + "812736450912-917263548190-" + "Zk3vQw9LxT2bNc7RmYp4HsJd"
    found = changed((SEEN, f"The bot used {token} for an hour."))["redaction.secret"]
    assert token not in f"{found.why}{found.rewrite}{found.quote}{found.statement}"
    phone = changed((SEEN, "Call +49 30 901820 for details."))
    assert phone["redaction.customer"].severity is Severity.MAJOR


@pytest.mark.parametrize(
    ("address", "severity"),
    [
        ("ana.ruiz@shop.eu", Severity.MAJOR),
        ("sre-team@googlegroups.com", Severity.MINOR),
        ("support@shop.eu", Severity.MINOR),
    ],
)
def test_addresses_are_found(changed: Change, address: str, severity: Severity) -> None:
    found = changed((SEEN, f"The mail went to {address} at noon."))["redaction.email"]
    assert (found.quote, found.severity) == (address, severity)


@pytest.mark.parametrize(
    "line",
    [
        "Please write to support@shop.eu with questions.",
        "The image is registry/app@sha256:abc.",
        "Clone git@github.com:shop/app.git first.",
        "Sent from noreply@shop.eu as always.",
        "Someone@example.com is made up.",
    ],
)
def test_contacts_and_machines_are_no_addresses(changed: Change, line: str) -> None:
    assert "redaction.email" not in changed((SEEN, line))


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("customer id 884213", Severity.CRITICAL),
        ("Tenant #4471", Severity.CRITICAL),
        ('account_id="acc-99812"', Severity.CRITICAL),
        ("project id 88-12", Severity.MAJOR),
    ],
)
def test_customers_are_found_by_their_ids(changed: Change, words: str, severity: Severity) -> None:
    found = changed((SEEN, f"The orders of {words} were late."))["redaction.customer"]
    assert found.severity is severity


def test_an_id_is_told_once_whoever_finds_it(good: str) -> None:
    text = good.replace(SEEN, "The orders of customer id 884213 were late.")
    assert [f.rule for f in review(text).findings] == ["redaction.customer"]


def test_a_table_of_wallets_is_a_list_of_customers(good: str) -> None:
    wallets = "\n".join(f"| 0x{n:040x} | {n} |" for n in range(1, 5))
    table = f"\n\n| Wallet of holder | Loss |\n|---|---|\n{wallets}\n\n"
    found = _reviewed(good.replace(SEEN, table))["redaction.customer"]
    assert found.count == 4
    contracts = table.replace("Wallet of holder", "Contract")
    assert "redaction.customer" not in _reviewed(good.replace(SEEN, contracts))


def test_people_beside_deeds_are_counted(changed: Change) -> None:
    found = changed((SEEN, "Ana cancelled the build. Ben restarted checkout. Ana posted."))
    names = found["redaction.names"]
    assert "2 people are named beside deeds 3 times" in names.why
    assert names.severity is Severity.MINOR


@pytest.mark.parametrize(
    "text",
    ["See [ana].\n\n[ana]: https://github.com/ana", "[ana] cancelled it.\n\n[ben]: https://x.com"],
)
def test_a_link_name_is_a_person_only_with_a_profile_and_a_deed(good: str, text: str) -> None:
    assert "redaction.names" not in _reviewed(good.replace(SEEN, text))


def test_a_profile_with_a_deed_is_a_person(good: str) -> None:
    text = "[ana] cancelled the build.\n\n[ana]: https://github.com/ana\n"
    assert "redaction.names" in _reviewed(good.replace(SEEN, text))


def test_owners_authors_and_thanks_may_be_named(good: str) -> None:
    text = good.replace(
        "- The page was acknowledged in two minutes", "- Ana found it; it was acknowledged in two"
    )
    assert "redaction.names" not in _reviewed(text)


def test_suppliers_are_for_the_team_to_confirm(changed: Change) -> None:
    found = changed((SEEN, "CloudWatch was down as well."))["redaction.vendor"]
    assert found.severity is Severity.INFO
    assert "CloudWatch" in found.rewrite


def test_a_tool_is_a_supplier_only_where_it_failed(changed: Change) -> None:
    assert "redaction.vendor" not in changed((SEEN, "We discussed it on GitHub."))
    assert "redaction.vendor" in changed((SEEN, "GitHub had an outage."))


@pytest.mark.parametrize(
    "link",
    [
        "<https: chat.internal archives C514 p158>",
        "[log](https://)",
        "[log](TODO)",
        "[log]()",
        "https//chat.internal/1",
        "http:/chat.internal",
        "[log][nowhere]",
        "<https://chat.internal/a b>",
    ],
)
def test_links_that_cannot_be_opened_are_found(changed: Change, link: str) -> None:
    assert changed((SEEN, f"It is in the log {link} as posted."))["links.broken"].quote in link


@pytest.mark.parametrize(
    "text",
    [
        "\n\n```\nhttp:/x\n```\n\n",
        "`[a](TODO)`",
        "[log][here]\n\n[here]: https://logs.internal\n",
        "[a][1]",
        "<https://logs.internal/1>",
    ],
)
def test_working_links_and_code_are_no_broken_links(good: str, text: str) -> None:
    assert "links.broken" not in _reviewed(good.replace(SEEN, text))


def test_links_in_front_matter_are_its_own_business() -> None:
    text = "---\ntitle: x\nlink: https//x.y\n---\n# X\n"
    assert "links.broken" not in _reviewed(text)
