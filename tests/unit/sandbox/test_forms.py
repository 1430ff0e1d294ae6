"""What people enter in modals and messages."""

from __future__ import annotations

from typing import Any

import pytest

from app.sandbox.config import SandboxConfig
from app.sandbox.core import Slack
from app.sandbox.forms import complaints, initial_state, kept_state, merged
from app.sandbox.interact.filling import FillError, fill

OPTIONS = [
    {"text": {"type": "plain_text", "text": text}, "value": value}
    for text, value in (("SEV1 critical", "sev1"), ("SEV2 high", "sev2"))
]


def input_block(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": block_id.title()}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def form() -> list[dict[str, Any]]:
    text = {"type": "plain_text_input", "action_id": "text", "min_length": 3, "max_length": 8}
    return [
        input_block("title", text),
        input_block("impact", {"type": "plain_text_input", "action_id": "i"}, optional=True),
        input_block("severity", {"type": "static_select", "action_id": "s", "options": OPTIONS}),
        input_block("users", {"type": "multi_users_select", "action_id": "u"}, optional=True),
        input_block(
            "count",
            {
                "type": "number_input",
                "action_id": "n",
                "is_decimal_allowed": False,
                "min_value": "1",
                "max_value": "9",
            },
            optional=True,
        ),
        input_block("mail", {"type": "email_text_input", "action_id": "m"}, optional=True),
        {
            "type": "section",
            "block_id": "flags",
            "text": {"type": "mrkdwn", "text": "Flags"},
            "accessory": {
                "type": "checkboxes",
                "action_id": "c",
                "options": OPTIONS,
                "initial_options": OPTIONS[:1],
            },
        },
    ]


@pytest.fixture
def slack() -> Slack:
    return Slack(SandboxConfig())


def test_an_untouched_form_has_its_first_values() -> None:
    state = initial_state(form())
    assert state["title"]["text"] == {"type": "plain_text_input", "value": None}
    assert state["users"]["u"] == {"type": "multi_users_select", "selected_users": []}
    assert state["flags"]["c"]["selected_options"] == OPTIONS[:1]


def test_required_fields_must_be_filled_and_optional_ones_need_not() -> None:
    assert complaints(form(), initial_state(form())) == {
        "title": "Please complete this required field.",
        "severity": "Please complete this required field.",
    }


@pytest.mark.parametrize(
    ("values", "block", "message"),
    [
        ({"Title": "ab"}, "title", "at least 3"),
        ({"Title": "abcdefghi"}, "title", "no more than 8"),
        ({"Count": "many"}, "count", "a number"),
        ({"Count": "1.5"}, "count", "a whole number"),
        ({"Count": "0"}, "count", "at least 1"),
        ({"Count": "10"}, "count", "at most 9"),
        ({"Mail": "nobody"}, "mail", "valid email"),
    ],
)
def test_what_slacks_client_would_not_let_pass_is_refused(
    slack: Slack, values: dict[str, Any], block: str, message: str
) -> None:
    good = {"Title": "fine", "Severity": "sev1"}
    state = merged(form(), initial_state(form()), fill(slack, form(), good | values))
    assert message in complaints(form(), state)[block]


def test_a_form_is_filled_by_label_id_and_name(slack: Slack) -> None:
    state = fill(
        slack, form(), {"Title": "fine", "s": "SEV2", "users": ["Aiko", "@ben"], "c": ["sev2"]}
    )
    assert state["title"]["text"]["value"] == "fine"
    assert state["severity"]["s"]["selected_option"] == OPTIONS[1]
    assert state["users"]["u"]["selected_users"] == ["U0AIKO00000", "U0BEN000000"]
    assert state["flags"]["c"]["selected_options"] == OPTIONS[1:]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"Titel": "x"}, "there are: Title (text), Impact (i)"),
        ({"Severity": "SEV9"}, "there are: SEV1 critical, SEV2 high"),
        ({"Severity": "SEV"}, "there are: SEV1 critical, SEV2 high"),
        ({"Users": ["Nobody"]}, "there is no person 'Nobody'"),
    ],
)
def test_a_value_that_fits_nothing_says_what_there_is(
    slack: Slack, values: dict[str, Any], says: str
) -> None:
    with pytest.raises(FillError) as raised:
        fill(slack, form(), values)
    assert says in str(raised.value)


def test_inputs_that_stay_keep_what_was_entered_when_the_view_changes(slack: Slack) -> None:
    entered = merged(form(), initial_state(form()), fill(slack, form(), {"Title": "kept"}))
    other = [block for block in form() if block["block_id"] in {"title", "severity"}]
    state = kept_state(other, entered)
    assert state.keys() == {"title", "severity"}
    assert state["title"]["text"]["value"] == "kept"
