"""Slack's texts: read into readable text, named, made Markdown, and made safe to post."""

from app.slack.text.as_markdown import to_markdown
from app.slack.text.as_mrkdwn import to_mrkdwn
from app.slack.text.attachments import is_preview
from app.slack.text.dates import date_token, utc_text
from app.slack.text.message import message_text, previews_text
from app.slack.text.posting import escape, quoted
from app.slack.text.storable import original, storable
from app.slack.text.tokens import named, readable

__all__ = [
    "date_token",
    "escape",
    "is_preview",
    "message_text",
    "named",
    "original",
    "previews_text",
    "quoted",
    "readable",
    "storable",
    "to_markdown",
    "to_mrkdwn",
    "utc_text",
]
