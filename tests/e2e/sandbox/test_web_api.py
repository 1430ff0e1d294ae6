"""The Web API is as strict as Slack's: arguments, limits, names, scopes, visibility."""

from __future__ import annotations

import copy
import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from app.sandbox import Clock, Sandbox, SandboxConfig, running
from app.sandbox.api.spec import SPECS
from app.sandbox.api.table import METHODS
from app.sandbox.wire import loads
from tests.e2e.sandbox.conformance import DIGEST, response_problems
from tests.e2e.sandbox.conftest import manifest

GENERAL, RANDOM = "C0GENERAL00", "C0RANDOM000"
AIKO, BEN = "U0AIKO00000", "U0BEN000000"


def refused(call: Callable[..., Any], **arguments: Any) -> Any:
    """The answer of a call that Slack would refuse."""
    with pytest.raises(SlackApiError) as raised:
        call(**arguments)
    return raised.value.response


def raw(
    sandbox: Sandbox, method: str, body: bytes, content_type: str, token: str = ""
) -> dict[str, Any]:
    """The answer to a request made by hand."""
    request = urllib.request.Request(f"{sandbox.api_url}{method}", body, method="POST")
    if content_type:
        request.add_header("Content-Type", content_type)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request) as response:
        answer: dict[str, Any] = json.loads(response.read())
        return answer


def test_every_method_that_is_built_is_documented() -> None:
    assert METHODS.keys() == SPECS.keys()
    extra = {
        "api.test",
        "chat.meMessage",
        "conversations.close",
        "conversations.kick",
        "conversations.leave",
        "conversations.mark",
        "files.delete",
    }
    assert METHODS.keys() - DIGEST.keys() == extra
    for name in METHODS.keys() & DIGEST.keys():
        documented = DIGEST[name]
        assert SPECS[name].arguments == set(documented["args"]) - {"token"}, name
        assert set(SPECS[name].required) == set(documented["required"] or ()) - {"token"}, name
        assert SPECS[name].tier == documented["docs_tier"], name


@pytest.mark.parametrize("method", sorted(name for name in METHODS if SPECS[name].required))
def test_a_call_without_its_required_arguments_names_them(client: WebClient, method: str) -> None:
    answer = refused(client.api_call, api_method=method)
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        f"[ERROR] missing required field: {name}" for name in SPECS[method].required
    ]


def test_an_unknown_method_is_loud(sandbox: Sandbox, client: WebClient) -> None:
    answer = refused(client.api_call, api_method="chat.startStream")
    assert answer["error"] == "unknown_method"
    with pytest.raises(AssertionError, match="unknown_method"):
        sandbox.ledger.expect_nothing_else(allow=["*"])


def test_unknown_arguments_pass_and_are_noted(sandbox: Sandbox, client: WebClient) -> None:
    assert client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "a", "colour": 1})
    [call] = sandbox.ledger.calls("chat.postMessage")
    assert call["warnings"] == ["unknown arguments: colour"]
    with pytest.raises(AssertionError, match="colour"):
        sandbox.ledger.expect_nothing_else(allow=["*"])


@pytest.mark.parametrize("way", ["json", "form", "query", "multipart"])
def test_arguments_and_tokens_come_in_every_form(sandbox: Sandbox, way: str) -> None:
    blocks = [{"type": "divider"}]
    fields = {"channel": GENERAL, "text": "a b&c", "blocks": json.dumps(blocks)}
    token = sandbox.bot_token
    if way == "json":
        body = json.dumps({"channel": GENERAL, "text": "a b&c", "blocks": blocks}).encode()
        answer = raw(sandbox, "chat.postMessage", body, "application/json; charset=utf-8", token)
    elif way == "form":
        encoded = urllib.parse.urlencode(fields | {"token": token}).encode()
        form = "application/x-www-form-urlencoded"
        answer = raw(sandbox, "chat.postMessage", encoded, form)
    elif way == "query":
        query = urllib.parse.urlencode(fields)
        answer = raw(sandbox, f"chat.postMessage?{query}", b"", "", token)
    else:
        parts = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in (fields | {"token": token}).items()
        )
        content_type = "multipart/form-data; boundary=b"
        answer = raw(sandbox, "chat.postMessage", f"{parts}--b--\r\n".encode(), content_type)
    assert answer["ok"], answer
    assert answer["message"]["text"] == "a b&amp;c"
    assert answer["message"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize(
    ("body", "content_type", "token", "error"),
    [
        (b"{", "application/json; charset=utf-8", "good", "invalid_json"),
        (b"[]", "application/json; charset=utf-8", "good", "json_not_object"),
        (b"a", "text/html", "good", "invalid_post_type"),
        (b"{}", "application/json; charset=utf-8", "", "not_authed"),
        (b'{"token":"xoxb-sandbox-bot"}', "application/json; charset=utf-8", "", "not_authed"),
        (b"{}", "application/json; charset=utf-8", "xoxb-nobody", "invalid_auth"),
    ],
)
def test_a_malformed_call_is_refused(
    sandbox: Sandbox, body: bytes, content_type: str, token: str, error: str
) -> None:
    token = sandbox.bot_token if token == "good" else token
    assert raw(sandbox, "auth.test", body, content_type, token)["error"] == error


def test_a_json_body_without_charset_is_warned_about(sandbox: Sandbox) -> None:
    answer = raw(sandbox, "auth.test", b"{}", "application/json", sandbox.bot_token)
    assert answer["warning"] == "missing_charset"
    assert answer["response_metadata"]["warnings"] == ["missing_charset"]


def test_tokens_do_what_they_are_for(sandbox: Sandbox, client: WebClient) -> None:
    app = WebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    assert app.apps_connections_open(app_token=sandbox.app_token)["url"].startswith("ws://")
    assert refused(app.users_list)["error"] == "not_allowed_token_type"
    answer = refused(client.apps_connections_open, app_token=sandbox.bot_token)
    assert answer["error"] == "not_allowed_token_type"
    aiko = WebClient(token="xoxp-sandbox-aiko", base_url=sandbox.api_url)
    assert aiko.auth_test()["user_id"] == AIKO
    assert client.auth_test().headers["x-oauth-scopes"].startswith("app_mentions:read,")
    assert client.auth_revoke()["revoked"]
    assert refused(client.auth_test)["error"] == "token_revoked"


def test_a_missing_scope_is_named_with_what_is_there() -> None:
    made = copy.deepcopy(manifest())
    made["oauth_config"]["scopes"]["bot"] = ["chat:write", "channels:read", "channels:history"]
    with running(SandboxConfig(manifest=made)) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        assert client.chat_postMessage(channel=GENERAL, text="a")["ok"]
        answer = refused(client.conversations_create, name="inc-1")
        assert answer["error"] == "missing_scope"
        assert "channels:manage" in answer["needed"].split(",")
        assert answer["provided"] == "channels:history,channels:read,chat:write"
        answer = refused(client.conversations_list, types="public_channel,private_channel")
        assert answer["needed"] == "groups:read"
        private = sandbox.person("Aiko").create_channel("secret", private=True)
        sandbox.person("Aiko").invite(private, "anyapp")
        answer = refused(client.conversations_history, channel=private)
        assert answer["needed"] == "groups:history"


class TestMessages:
    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({"channel": "C0NOBODY", "text": "a"}, "channel_not_found"),
            ({"channel": RANDOM + "X", "text": "a"}, "channel_not_found"),
            ({"channel": GENERAL}, "no_text"),
            ({"channel": GENERAL, "text": " "}, "no_text"),
            ({"channel": GENERAL, "blocks": "nonsense"}, "invalid_blocks_format"),
            ({"channel": GENERAL, "blocks": {"type": "divider"}}, "invalid_blocks_format"),
            ({"channel": GENERAL, "blocks": [{"type": "x"}]}, "invalid_blocks"),
            ({"channel": GENERAL, "attachments": "nonsense"}, "invalid_attachments"),
            ({"channel": GENERAL, "attachments": [{"text": "a"}] * 101}, "too_many_attachments"),
            ({"channel": GENERAL, "text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
            ({"channel": GENERAL, "markdown_text": "b" * 12001}, "msg_blocks_too_long"),
            ({"channel": GENERAL, "text": "a", "metadata": "x"}, "invalid_metadata_format"),
            (
                {"channel": GENERAL, "text": "a", "metadata": {"event_type": "x"}},
                "invalid_metadata_schema",
            ),
            ({"channel": GENERAL, "text": "a", "thread_ts": "x"}, "invalid_thread_ts"),
            ({"channel": GENERAL, "text": "a", "thread_ts": "1.000001"}, "thread_not_found"),
        ],
    )
    def test_what_slack_would_not_post_is_refused(
        self, client: WebClient, arguments: dict[str, Any], error: str
    ) -> None:
        answer = refused(client.api_call, api_method="chat.postMessage", json=arguments)
        assert answer["error"] == error

    def test_invalid_blocks_say_what_is_wrong_where(self, client: WebClient) -> None:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
        answer = refused(client.chat_postMessage, channel=GENERAL, text="a", blocks=blocks)
        said = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
        assert answer["errors"] == [said]
        assert answer["response_metadata"]["messages"] == [f"[ERROR] {said}"]

    def test_a_long_text_is_cut_and_a_long_update_refused(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        posted = client.chat_postMessage(channel=GENERAL, text="x" * 40_001)
        assert len(posted["message"]["text"]) == 40_000
        assert sandbox.ledger.calls("chat.postMessage")[0]["warnings"] == ["message_truncated"]
        update = {"channel": GENERAL, "ts": posted["ts"]}
        assert client.chat_update(**update, text="x" * 4000)["ok"]
        assert refused(client.chat_update, **update, text="x" * 4001)["error"] == "msg_too_long"

    def test_an_update_keeps_what_it_does_not_name(self, client: WebClient) -> None:
        metadata = {"event_type": "card", "event_payload": {"id": "7"}}
        blocks = [{"type": "divider"}]
        ts = client.chat_postMessage(channel=GENERAL, text="a", blocks=blocks, metadata=metadata)[
            "ts"
        ]
        changed = client.chat_update(channel=GENERAL, ts=ts, text="b", blocks=blocks)
        assert changed["text"] == "b"
        [found] = client.conversations_history(channel=GENERAL, limit=1, include_all_metadata=True)[
            "messages"
        ]
        assert found["metadata"] == metadata
        assert found["edited"]["user"] == "B0BOT000001"
        [plain] = client.conversations_history(channel=GENERAL, limit=1)["messages"]
        assert "metadata" not in plain
        text_only = client.chat_update(channel=GENERAL, ts=ts, text="c")["message"]
        assert [block["type"] for block in text_only["blocks"]] == ["rich_text"]

    def test_others_messages_cannot_be_changed_or_deleted(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        ts = sandbox.person("Aiko").say("#general", "mine")
        of = {"channel": GENERAL, "ts": ts}
        assert refused(client.chat_update, **of, text="b")["error"] == "cant_update_message"
        assert refused(client.chat_delete, **of)["error"] == "cant_delete_message"
        assert refused(client.chat_delete, channel=GENERAL, ts="1.1")["error"] == (
            "message_not_found"
        )

    def test_threads_count_their_replies_and_broadcasts_show_in_the_channel(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
        aiko, ben = sandbox.person("Aiko"), sandbox.person("Ben")
        first = aiko.reply("#general", parent, "one")
        last = ben.reply("#general", parent, "two", broadcast=True)
        newest, root = client.conversations_history(channel=GENERAL)["messages"]
        assert root["reply_count"] == 2
        assert root["latest_reply"] == last
        assert root["reply_users"] == [AIKO, BEN]
        assert newest["subtype"] == "thread_broadcast"
        assert newest["root"]["ts"] == parent
        thread = client.conversations_replies(channel=GENERAL, ts=parent)["messages"]
        assert [message["ts"] for message in thread] == [parent, first, last]
        assert thread[1]["parent_user_id"] == "U0BOT000001"
        [alone] = client.conversations_replies(channel=GENERAL, ts=first)["messages"]
        assert alone["ts"] == first
        assert refused(client.conversations_replies, channel=GENERAL, ts="1.1")["error"] == (
            "thread_not_found"
        )

    def test_a_deleted_parent_leaves_a_tombstone_until_its_last_reply_is_gone(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        aiko = sandbox.person("Aiko")
        parent = aiko.say("#general", "parent")
        reply = aiko.reply("#general", parent, "one")
        aiko.delete("#general", parent)
        [tombstone] = client.conversations_history(channel=GENERAL)["messages"]
        assert tombstone["subtype"] == "tombstone"
        assert tombstone["user"] == "USLACKBOT"
        assert tombstone["reply_count"] == 1
        aiko.delete("#general", reply)
        assert client.conversations_history(channel=GENERAL)["messages"] == []

    def test_ephemeral_messages_leave_no_history(self, sandbox: Sandbox, client: WebClient) -> None:
        client.chat_postEphemeral(channel=GENERAL, user=AIKO, text="psst")
        assert sandbox.person("Aiko").ephemeral("#general")[0]["text"] == "psst"
        assert sandbox.person("Ben").ephemeral("#general") == []
        assert client.conversations_history(channel=GENERAL)["messages"] == []
        answer = refused(client.chat_postEphemeral, channel=GENERAL, user="U0NOBODY", text="a")
        assert answer["error"] == "user_not_in_channel"

    def test_a_permalink_is_what_it_is_computed_to_be(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        url = client.auth_test()["url"]
        parent = client.chat_postMessage(channel=GENERAL, text="a")["ts"]
        reply = sandbox.person("Aiko").reply("#general", parent, "b")
        links = [
            client.chat_getPermalink(channel=GENERAL, message_ts=ts)["permalink"]
            for ts in (parent, reply)
        ]
        dotless = [ts.replace(".", "") for ts in (parent, reply)]
        assert links == [
            f"{url}archives/{GENERAL}/p{dotless[0]}",
            f"{url}archives/{GENERAL}/p{dotless[1]}?thread_ts={parent}&cid={GENERAL}",
        ]

    def test_a_bot_with_another_name_is_a_bot_message(self, client: WebClient) -> None:
        message = client.chat_postMessage(
            channel=GENERAL, text="a", username="Watcher", icon_emoji=":eyes:"
        )["message"]
        assert message["subtype"] == "bot_message"
        assert message["username"] == "Watcher"
        assert "user" not in message


class TestHistory:
    def test_pages_follow_each_other_without_gap_or_repeat(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        sent = [client.chat_postMessage(channel=GENERAL, text=str(n))["ts"] for n in range(25)]
        sandbox.control.page_cap(7)
        seen: list[str] = []
        for page in client.conversations_history(channel=GENERAL, limit=200):
            assert len(page["messages"]) <= 7
            seen += [message["ts"] for message in page["messages"]]
        assert seen == sent[::-1]
        parent = sent[0]
        replies = [
            client.chat_postMessage(channel=GENERAL, text="r", thread_ts=parent)["ts"]
            for _ in range(10)
        ]
        pages = [
            [message["ts"] for message in page["messages"]]
            for page in client.conversations_replies(channel=GENERAL, ts=parent, limit=4)
        ]
        assert [page[0] for page in pages] == [parent] * len(pages)
        assert [ts for page in pages for ts in page[1:]] == replies

    def test_bounds_are_exclusive_unless_asked(self, client: WebClient) -> None:
        sent = [client.chat_postMessage(channel=GENERAL, text=str(n))["ts"] for n in range(5)]

        def between(**more: Any) -> list[str]:
            found = client.conversations_history(
                channel=GENERAL, oldest=sent[1], latest=sent[3], **more
            )
            return [message["ts"] for message in found["messages"]]

        assert between() == [sent[2]]
        assert between(inclusive=True) == [sent[3], sent[2], sent[1]]

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({"oldest": "x"}, "invalid_ts_oldest"),
            ({"latest": "x"}, "invalid_ts_latest"),
            ({"cursor": "x"}, "invalid_cursor"),
            ({"channel": RANDOM}, "not_in_channel"),
            ({"channel": "C0NOBODY"}, "channel_not_found"),
        ],
    )
    def test_a_wrong_argument_is_refused(
        self, client: WebClient, arguments: dict[str, Any], error: str
    ) -> None:
        arguments = {"channel": GENERAL} | arguments
        assert refused(client.conversations_history, **arguments)["error"] == error


class TestChannels:
    def test_a_channel_is_made_named_described_and_closed(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        channel = client.conversations_create(name="inc-42")["channel"]
        assert channel["is_member"]
        of = {"channel": channel["id"]}
        assert refused(client.conversations_create, name="inc-42")["error"] == "name_taken"
        assert (
            client.conversations_setTopic(**of, topic="SEV2 & <active>")["channel"]["topic"][
                "value"
            ]
            == "SEV2 &amp; &lt;active&gt;"
        )
        assert refused(client.conversations_setTopic, **of, topic="x" * 251)["error"] == "too_long"
        assert client.conversations_setPurpose(**of, purpose="why")["purpose"] == "why"
        assert client.conversations_rename(**of, name="inc-42-b")["channel"]["name"] == "inc-42-b"
        assert client.conversations_info(**of)["channel"]["previous_names"] == ["inc-42"]
        assert client.conversations_archive(**of)["ok"]
        assert refused(client.conversations_archive, **of)["error"] == "already_archived"
        assert refused(client.chat_postMessage, **of, text="a")["error"] == "is_archived"
        assert client.conversations_unarchive(**of)["ok"]
        assert refused(client.conversations_unarchive, **of)["error"] == "not_archived"
        subtypes = [m["subtype"] for m in sandbox.person("Ben").messages(channel["id"])]
        assert subtypes == [
            "channel_join",
            "channel_topic",
            "channel_purpose",
            "channel_name",
            "channel_archive",
            "channel_unarchive",
        ]

    def test_invitations_fail_together_or_with_force_one_by_one(self, client: WebClient) -> None:
        channel = client.conversations_create(name="inc-1")["channel"]["id"]
        users = [AIKO, "U0NOBODY", "U0BOT000001"]
        answer = refused(client.conversations_invite, channel=channel, users=users)
        assert answer["error"] == "user_not_found"
        assert [error["error"] for error in answer["errors"]] == [
            "user_not_found",
            "cant_invite_self",
        ]
        assert client.conversations_members(channel=channel)["members"] == ["U0BOT000001"]
        forced = client.conversations_invite(channel=channel, users=users, force=True)
        assert [error["user"] for error in forced["errors"]] == ["U0NOBODY", "U0BOT000001"]
        assert AIKO in client.conversations_members(channel=channel)["members"]
        answer = refused(client.conversations_invite, channel=channel, users=AIKO)
        assert answer["error"] == "already_in_channel"
        assert refused(client.conversations_invite, channel=channel, users="")["error"] == (
            "no_user"
        )
        many = ",".join(f"U{n}" for n in range(101))
        answer = refused(client.conversations_invite, channel=channel, users=many)
        assert answer["error"] == "invalid_arguments"

    def test_joining_and_leaving(self, sandbox: Sandbox, client: WebClient) -> None:
        assert refused(client.conversations_invite, channel=RANDOM, users=AIKO)["error"] == (
            "not_in_channel"
        )
        assert client.conversations_join(channel=RANDOM)["ok"]
        assert client.conversations_join(channel=RANDOM)["warning"] == "already_in_channel"
        assert client.conversations_leave(channel=RANDOM)["ok"]
        answer = refused(client.conversations_leave, channel=RANDOM)
        assert answer.data == {"ok": False, "not_in_channel": True}
        assert refused(client.conversations_leave, channel=GENERAL)["error"] == (
            "cant_leave_general"
        )
        private = client.conversations_create(name="secret", is_private=True)["channel"]["id"]
        assert refused(client.conversations_leave, channel=private)["error"] == "last_member"
        im = client.conversations_open(users=AIKO)["channel"]["id"]
        assert refused(client.conversations_leave, channel=im)["error"] == (
            "method_not_supported_for_channel_type"
        )
        kicked = client.conversations_create(name="inc-2")["channel"]["id"]
        client.conversations_invite(channel=kicked, users=AIKO)
        assert client.conversations_kick(channel=kicked, user=AIKO)["ok"]
        assert AIKO not in sandbox.person("Ben").members(kicked)

    def test_a_private_channel_does_not_exist_for_those_outside(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        aiko = sandbox.person("Aiko")
        secret = aiko.create_channel("secret", private=True)
        ts = aiko.say(secret, "hush")
        of = {"channel": secret}
        calls = (
            (client.conversations_info, of),
            (client.conversations_history, of),
            (client.conversations_members, of),
            (client.conversations_join, of),
            (client.chat_postMessage, of | {"text": "a"}),
            (client.chat_getPermalink, of | {"message_ts": ts}),
            (client.pins_list, of),
            (client.reactions_add, of | {"timestamp": ts, "name": "x"}),
        )
        for call, arguments in calls:
            assert refused(call, **arguments)["error"] == "channel_not_found"
        kinds = "public_channel,private_channel,im,mpim"
        listed = client.conversations_list(types=kinds)["channels"]
        assert secret not in [channel["id"] for channel in listed]
        assert secret not in [
            channel["id"]
            for channel in client.users_conversations(user=AIKO, types=kinds)["channels"]
        ]
        aiko.invite(secret, "anyapp")
        assert client.conversations_info(**of)["channel"]["is_private"]

    def test_direct_messages_are_opened_once(self, client: WebClient) -> None:
        first = client.conversations_open(users=AIKO)
        again = client.conversations_open(users=AIKO, return_im=True)
        assert again["already_open"]
        assert again["channel"]["user"] == AIKO
        assert again["channel"]["id"] == first["channel"]["id"]
        several = client.conversations_open(users=f"{AIKO},{BEN}")["channel"]["id"]
        assert client.conversations_info(channel=several)["channel"]["is_mpim"]
        assert client.chat_postMessage(channel=AIKO, text="a")["channel"] == first["channel"]["id"]
        assert refused(client.conversations_open, users="U0NOBODY")["error"] == "user_not_found"
        assert refused(client.conversations_open, users="")["error"] == "users_list_not_supplied"

    def test_lists_come_in_pages(self, client: WebClient) -> None:
        names = [f"inc-{number}" for number in range(7)]
        for name in names:
            client.conversations_create(name=name)
        found = [
            channel["name"]
            for page in client.conversations_list(limit=3)
            for channel in page["channels"]
        ]
        assert found == ["general", "incidents", "random", *names]
        assert refused(client.conversations_list, limit=1001)["error"] == "invalid_limit"
        assert refused(client.conversations_list, types="secret")["error"] == "invalid_types"
        mine = client.users_conversations(limit=100)["channels"]
        assert "random" not in [channel["name"] for channel in mine]


class TestMarks:
    def test_reactions_pins_and_bookmarks(self, client: WebClient) -> None:
        ts = client.chat_postMessage(channel=GENERAL, text="a")["ts"]
        of = {"channel": GENERAL, "timestamp": ts}
        assert client.reactions_add(**of, name="mag")["ok"]
        assert refused(client.reactions_add, **of, name="mag")["error"] == "already_reacted"
        assert refused(client.reactions_add, **of, name="not a name")["error"] == "invalid_name"
        got = client.reactions_get(**of)["message"]
        assert got["reactions"] == [{"name": "mag", "users": ["U0BOT000001"], "count": 1}]
        assert client.reactions_remove(**of, name="mag")["ok"]
        assert refused(client.reactions_remove, **of, name="mag")["error"] == "no_reaction"
        assert client.pins_add(**of)["ok"]
        assert refused(client.pins_add, **of)["error"] == "already_pinned"
        [item] = client.pins_list(channel=GENERAL)["items"]
        assert item["message"]["ts"] == ts
        assert client.pins_remove(**of)["ok"]
        assert refused(client.pins_remove, **of)["error"] == "no_pin"
        assert refused(client.pins_add, channel=GENERAL)["error"] == "no_item_specified"
        assert refused(client.pins_add, channel=GENERAL, timestamp="x")["error"] == (
            "bad_timestamp"
        )
        made = client.bookmarks_add(
            channel_id=GENERAL, title="Card", type="link", link="https://example.com"
        )["bookmark"]
        assert client.bookmarks_list(channel_id=GENERAL)["bookmarks"] == [made]
        edited = client.bookmarks_edit(channel_id=GENERAL, bookmark_id=made["id"], title="New")
        assert edited["bookmark"]["title"] == "New"
        answer = refused(
            client.bookmarks_add, channel_id=GENERAL, title="x", type="link", link="nonsense"
        )
        assert answer["error"] == "invalid_link"
        assert client.bookmarks_remove(channel_id=GENERAL, bookmark_id=made["id"])["ok"]


class TestFiles:
    def test_a_file_goes_up_is_shared_and_comes_down(
        self, sandbox: Sandbox, client: WebClient
    ) -> None:
        done = client.files_upload_v2(
            channel=GENERAL,
            content="# Draft\nline",
            filename="draft.md",
            title="The draft",
            initial_comment="here",
        )
        file = client.files_info(file=done["file"]["id"])["file"]
        assert file["title"] == "The draft"
        assert file["filetype"] == "markdown"
        [share] = file["shares"]["public"][GENERAL]
        [message] = client.conversations_history(channel=GENERAL)["messages"]
        assert message["ts"] == share["ts"]
        assert message["text"] == "here"
        assert message["files"][0]["id"] == file["id"]
        assert "subtype" not in message
        request = urllib.request.Request(file["url_private"])
        request.add_header("Authorization", f"Bearer {sandbox.bot_token}")
        with urllib.request.urlopen(request) as response:
            assert response.read() == b"# Draft\nline"
        assert sandbox.person("Ben").file(file["id"]) == b"# Draft\nline"
        answer = refused(client.files_info, file="F0NOBODY")
        assert answer["error"] == "file_not_found"
        answer = refused(
            client.files_completeUploadExternal, files=[{"id": "F0NOBODY"}], channel_id=GENERAL
        )
        assert answer["error"] == "file_not_found"

    def test_canvases_are_made_and_edited(self, client: WebClient) -> None:
        def text(markdown: str) -> dict[str, Any]:
            return {"type": "markdown", "markdown": markdown}

        canvas = client.canvases_create(title="Notes", document_content=text("# A\nb"))
        of = canvas["canvas_id"]
        sections = client.canvases_sections_lookup(
            canvas_id=of, criteria={"section_types": ["any_header"], "contains_text": "A"}
        )["sections"]
        client.canvases_edit(
            canvas_id=of,
            changes=[
                {"operation": "insert_at_end", "document_content": text("c")},
                {
                    "operation": "insert_after",
                    "section_id": sections[0]["id"],
                    "document_content": text("a2"),
                },
            ],
        )
        info = client.files_info(file=of)["file"]
        assert info["filetype"] == "quip"
        one = client.conversations_canvases_create(channel_id=GENERAL, document_content=text("x"))
        assert one["canvas_id"]
        answer = refused(
            client.conversations_canvases_create, channel_id=GENERAL, document_content=text("y")
        )
        assert answer["error"] == "channel_canvas_already_exists"
        change = [{"operation": "delete", "section_id": "nope"}]
        answer = refused(client.canvases_edit, canvas_id=of, changes=change)
        assert answer["error"] == "canvas_editing_failed"
        answer = refused(client.canvases_edit, canvas_id="F0NOBODY", changes=change)
        assert answer["error"] == "canvas_not_found"


class TestPeople:
    def test_people_groups_and_bots(self, client: WebClient) -> None:
        aiko = client.users_info(user=AIKO)["user"]
        assert (aiko["real_name"], aiko["tz"], aiko["tz_offset"]) == (
            "Aiko Tanaka",
            "Asia/Tokyo",
            32400,
        )
        assert client.users_lookupByEmail(email=aiko["profile"]["email"])["user"]["id"] == AIKO
        assert refused(client.users_lookupByEmail, email="x@y.z")["error"] == "users_not_found"
        assert refused(client.users_info, user="U0NOBODY")["error"] == "user_not_found"
        names = [user["name"] for page in client.users_list(limit=3) for user in page["members"]]
        assert names[:6] == ["aiko", "ben", "carla", "dev", "erin", "farid"]
        groups = client.usergroups_list(include_users=True, include_count=True)["usergroups"]
        assert groups[0]["handle"] == "sre"
        assert groups[0]["user_count"] == 3
        assert client.usergroups_users_list(usergroup=groups[0]["id"])["users"][0] == AIKO
        assert refused(client.usergroups_users_list, usergroup="S1")["error"] == ("no_such_subteam")
        assert client.bots_info(bot="B0BOT000001")["bot"]["user_id"] == "U0BOT000001"
        assert refused(client.bots_info, bot="B1")["error"] == "bot_not_found"
        assert client.team_info()["team"]["domain"] == "sandbox"


class TestScheduled:
    def test_a_message_is_sent_at_its_time_on_the_scaled_clock(self) -> None:
        clock = Clock.parse("2018-02-20T13:00Z,3600")
        with running(SandboxConfig(manifest=manifest(), clock=clock)) as sandbox:
            client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
            at = int(clock.now()) + 1800
            later = client.chat_scheduleMessage(channel=GENERAL, text="due", post_at=at)
            listed = client.chat_scheduledMessages_list()["scheduled_messages"]
            assert [row["id"] for row in listed] == [later["scheduled_message_id"]]
            message = sandbox.person("Aiko").wait_for_message("#general", text="due")
            assert float(message["ts"]) >= at
            assert client.chat_scheduledMessages_list()["scheduled_messages"] == []

    def test_a_scheduled_message_can_be_called_off(self, client: WebClient) -> None:
        soon = int(time.time()) + 3600
        later = client.chat_scheduleMessage(channel=GENERAL, text="a", post_at=soon)
        of = {"channel": GENERAL, "scheduled_message_id": later["scheduled_message_id"]}
        assert client.chat_deleteScheduledMessage(**of)["ok"]
        answer = refused(client.chat_deleteScheduledMessage, **of)
        assert answer["error"] == "invalid_scheduled_message_id"
        past = refused(client.chat_scheduleMessage, channel=GENERAL, text="a", post_at=1)
        assert past["error"] == "time_in_past"
        far = refused(client.chat_scheduleMessage, channel=GENERAL, text="a", post_at=soon + 10**8)
        assert far["error"] == "time_too_far"


def test_blocks_are_validated_on_request(client: WebClient) -> None:
    def validate(**arguments: Any) -> Any:
        return client.api_call("blocks.validate", json=arguments)

    assert validate(blocks=[{"type": "divider"}])["ok"]
    view = {"type": "modal", "title": {"type": "plain_text", "text": "A"}, "blocks": []}
    assert validate(view=view)["ok"]
    answer = refused(validate, blocks=[{"type": "section", "text": {"type": "x", "text": "a"}}])
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][0]["pointer"] == "/0/text/type"
    assert answer["errors"][0]["constraint"]["expected"] == ["mrkdwn", "plain_text"]
    assert refused(validate)["error"] == "invalid_arguments"


def test_answers_are_what_slacks_own_types_say(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="a *b*")["ts"]
    sandbox.person("Aiko").reply("#general", ts, "c")
    client.reactions_add(channel=GENERAL, timestamp=ts, name="tada")
    client.pins_add(channel=GENERAL, timestamp=ts)
    client.conversations_open(users=AIKO)
    soon = int(time.time()) + 3600
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    upload = client.files_getUploadURLExternal(filename="a.txt", length=1)
    sent = urllib.request.Request(upload["upload_url"], b"x", method="POST")
    with urllib.request.urlopen(sent) as response:
        assert response.read() == b"OK - 1"
    link = {"title": "t", "type": "link", "link": "https://example.com"}
    calls: dict[str, dict[str, Any]] = {
        "auth.test": {},
        "bookmarks.add": {"channel_id": GENERAL, **link},
        "canvases.create": {},
        "chat.getPermalink": {"channel": GENERAL, "message_ts": ts},
        "chat.postMessage": {"channel": GENERAL, "blocks": [{"type": "divider"}], "text": "a"},
        "chat.scheduleMessage": {"channel": GENERAL, "text": "a", "post_at": soon},
        "chat.update": {"channel": GENERAL, "ts": ts, "text": "b"},
        "conversations.create": {"name": "inc-9"},
        "conversations.history": {"channel": GENERAL},
        "conversations.info": {"channel": GENERAL},
        "conversations.invite": {"channel": GENERAL, "users": "U0ALERTX", "force": True},
        "conversations.list": {"types": "public_channel,im"},
        "conversations.members": {"channel": GENERAL},
        "conversations.replies": {"channel": GENERAL, "ts": ts},
        "conversations.setTopic": {"channel": GENERAL, "topic": "t"},
        "files.completeUploadExternal": {
            "files": [{"id": upload["file_id"]}],
            "channel_id": GENERAL,
        },
        "files.getUploadURLExternal": {"filename": "a", "length": 1},
        "pins.list": {"channel": GENERAL},
        "team.info": {},
        "usergroups.list": {"include_users": True, "include_count": True},
        "usergroups.users.list": {"usergroup": "S0SRE000000"},
        "users.info": {"user": AIKO},
        "users.list": {},
        "users.lookupByEmail": {"email": "aiko@sandbox.example.com"},
        "views.publish": {"user_id": AIKO, "view": home},
    }
    for method, arguments in calls.items():
        body = json.dumps(arguments).encode()
        answer = raw(sandbox, method, body, "application/json; charset=utf-8", sandbox.bot_token)
        if method != "conversations.invite":
            assert answer["ok"], (method, answer)
        assert response_problems(method, answer) == [], method


def test_the_status_page_says_that_this_is_a_sandbox(sandbox: Sandbox) -> None:
    with urllib.request.urlopen(sandbox.url) as response:
        assert b"sandbox" in response.read()
    with urllib.request.urlopen(f"{sandbox.url}/control/status") as response:
        assert loads(response.read())["sandbox"] is True
