"""Secrets never reach Slack's readers; ids and what a form holds come back as they were."""

from __future__ import annotations

from app.slack.text.masked import mask, masked

SECRET = "xoxb-2444333222111-2444333222112-AbCdEfGhIjKlMnOpQrStUvWx"
MARK = "[redacted: slack token]"


def test_every_text_that_people_read_is_masked():
    given = {
        "channel": "C0123456789",
        "text": f"{SECRET} leaked",
        "topic": f"rotate {SECRET}",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": f"see {SECRET}"}},
            {
                "type": "section",
                "fields": [{"type": "mrkdwn", "text": f"*Known*\n{SECRET}"}],
                "accessory": {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Verify"},
                    "value": SECRET,
                },
            },
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": f"a {SECRET}"}],
                    }
                ],
            },
        ],
    }
    shown = masked(given)
    button = shown["blocks"][1]["accessory"]
    assert button == given["blocks"][1]["accessory"]
    rest = str({**shown, "blocks": [*shown["blocks"][:1], shown["blocks"][1]["fields"]]})
    assert SECRET not in rest + str(shown["blocks"][2])
    assert rest.count(MARK) == 4
    assert shown["channel"] == "C0123456789"


def test_what_stands_in_a_form_comes_back_as_it_was_typed():
    view = {
        "private_metadata": SECRET,
        "blocks": [
            {
                "type": "input",
                "label": {"type": "plain_text", "text": "Known"},
                "element": {"type": "plain_text_input", "initial_value": SECRET},
            }
        ],
    }
    assert masked({"view": view}) == {"view": view}


def test_addresses_and_customers_data_stay_for_who_works_on_it():
    text = "10.1.2.3 refuses <mailto:ana@example.org|ana@example.org>, order 4711, <@U0123456789>"
    assert masked({"text": text, "metadata": {"event_payload": {"id": "x" * 40}}})["text"] == text


def test_what_fitted_its_place_still_fits():
    short = "password=Tr0ub4dor&3x"
    long = f"{short} {'-' * (3000 - len(short) - 1)}"
    assert len(mask(long)) == 3000
    assert mask(long).endswith("-…")
    assert len(mask(short)) > len(short)
    assert "Tr0ub4dor" not in mask(long) + mask(short)
