"""Slack's text as Markdown for exports, and Markdown as mrkdwn for posting."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.slack.text import message_text, to_markdown, to_mrkdwn
from tests.unit.slack import schemas

RENDERER = MarkdownIt("commonmark").enable("strikethrough")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*bold* _it_ ~no~ `a*b`", "**bold** *it* ~~no~~ `a*b`"),
        ("これは*太字*です", "これは**太字**です"),
        ("*_both_*", "***both***"),
        ("# no <tag> [x](y) & | \\", "\\# no \\<tag\\> \\[x\\](y) &amp; \\| \\\\"),
        ("snake_case a*b 2 * 3", "snake_case a\\*b 2 \\* 3"),
        ("- a\n+ b\n1) c\n=== \n1.5 s", "\\- a  \n\\+ b  \n1\\) c  \n\\===   \n1.5 s"),
        ("one\ntwo\n\nthree", "one  \ntwo\n\nthree"),
        ("see https://a.test/x_y_z.", "see <https://a.test/x_y_z>."),
        ("doc (https://a.test/d)", "doc (<https://a.test/d>)"),
        ("x\n• a\n    ◦ b\n        ▪︎ c\n1. d\n    a. e\nz",
         "x\n\n- a\n    - b\n        - c\n1. d\n    - a. e\n\nz"),
        ("• a\n        ▪︎ deep", "- a\n    - deep"),
        ("        ▪︎ orphan\n    ◦ b", "- orphan\n    - b"),
        ("> q *b*\n> “r\ns”\nt", "> q **b**  \n> r  \n> s\n\nt"),
        ("> “a” b\n> “c\nd", "> “a” b  \n> “c\n\nd"),
        ("a\n```\nx = *1*\n```\nb", "a\n\n```\nx = *1*\n```\n\nb"),
        ("```x```", "```\nx\n```"),
        ("```\n`` ```", "```\n`` \n```"),
        ("    indented", "&nbsp;&nbsp;&nbsp;&nbsp;indented"),
        ("a\r\nb\rc", "a  \nb  \nc"),
        ("", ""),
    ],
)  # fmt: skip
def test_slacks_formatting_becomes_markdowns(text: str, markdown: str) -> None:
    assert to_markdown(text) == markdown


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def rendered(html: str) -> str:
    text = re.sub(r"<[^>]*>", "", html)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


TYPED = st.text(st.sampled_from("ab 1.2)-+=#>*_~`<&|!\\[](){}:•◦\n“”/日"), min_size=1, max_size=30)


@given(TYPED)
@example("a\n---")
@example("[a]: b\n[a]")
@example("![x](y)")
@example("<script>alert(1)</script>")
@example("&lt;")
@example("*a\n*b*")
@example("a. b\n    1. c")
def test_words_survive_markdown_and_become_nothing_else(text: str) -> None:
    html = RENDERER.render(to_markdown(text))
    assert not re.search(r"<(?:h[1-6]|script|img|table|a href=\"(?!https?:))", html)
    # Digits are left out: the numbers of a list are drawn by whoever renders it.
    assert re.sub(r"\d", "", letters(rendered(html))) == re.sub(r"\d", "", letters(text))


def test_all_real_messages_survive_markdown() -> None:
    for message in schemas.real_messages():
        text = message_text(message)
        shown = letters(rendered(RENDERER.render(to_markdown(text))))
        # A renderer decodes the percent signs of addresses that it shows.
        for word in re.findall(r"\w{2,}", re.sub(r"https?://\S+", "", text)):
            assert letters(word) in shown or word.isdigit(), message["ts"]


DOCUMENT = """\
# Postmortem: *INC-1* **down**

Intro with **bold**, *it*, ~~gone~~, `x < y` and [the log](https://a.test/?a=1&b=2).
Same paragraph; snake_case, a*b*c.\\
Next line.

- one
    - nested **x**
    - [ ] open
    - [x] done
3. three

   more of three

> said
>
> twice

```py
print("```", "<!channel>")
```

| service | 日本 |
|---|---|
| web **1** | 12 |

---

![graph](https://i.test/g.png) [file](docs/a.md) <!here> @channel <b>x</b>

##
"""


def test_a_document_becomes_mrkdwn() -> None:
    code = "`\u2060`\u2060`"
    assert to_mrkdwn(DOCUMENT).split("\n\n") == [
        "*Postmortem: _INC-1_ down*",
        (
            "Intro with *bold*, _it_, ~gone~, `x &lt; y` and "
            "<https://a.test/?a=1&amp;b=2|the log>. "
            "Same paragraph; snake_case, a\u200b_b_\u200bc.\nNext line."
        ),
        "• one\n    ◦ nested *x*\n    ◦ ☐ open\n    ◦ ☑ done",
        "3. three\nmore of three",
        "> said\n> \n> twice",
        f'```\nprint("{code}", "&lt;!\u2060channel&gt;")\n```'.replace("!\u2060", "!"),
        "```\nservice | 日本\n--------+-----\nweb 1   | 12\n```",
        "─" * 12,
        "<https://i.test/g.png|graph> file (docs/a.md) &lt;!here&gt; @\u2060channel &lt;b&gt;x&lt;/b&gt;",
    ]


@given(st.text(st.sampled_from("ab <>!@#*_`~[](){}|-+1.\n&\\日U"), max_size=60))
@example("<!channel>")
@example("[<!here>](https://a.test)")
@example("`<@U1>`")
@example("    <@U1>")
@example("[a](https://x.test/>|<!here>)")
@example("|<!here>|\n|-|")
def test_no_document_can_ping(markdown: str) -> None:
    tokens = re.findall(r"<[^>]*>", to_mrkdwn(markdown))
    assert all(token.startswith(("<https://", "<http://", "<mailto:")) for token in tokens)


def test_an_autolink_and_a_link_without_words_stay_links() -> None:
    assert to_mrkdwn("<https://a.test/x>") == "<https://a.test/x|https://a.test/x>"
    assert to_mrkdwn("[](https://a.test/x)") == "<https://a.test/x>"
    assert to_mrkdwn("[x]()") == "x"


def test_indented_code_and_marks_around_nothing() -> None:
    assert to_mrkdwn("    x < y") == "```\nx &lt; y\n```"
    assert to_mrkdwn("a **![](https://a.test/i.png)**") == "a *<https://a.test/i.png>*"


def test_an_empty_document_is_empty() -> None:
    assert to_mrkdwn("") == ""
    assert to_mrkdwn("# \n\n**") == "∗∗"
