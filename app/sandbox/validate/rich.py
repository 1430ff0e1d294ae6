"""Rich text blocks, in messages and inside of tables."""

from __future__ import annotations

from app.sandbox.validate.check import (
    LIMITS,
    Check,
    array,
    boolean,
    by_type,
    integer,
    one_of,
    shape,
    string,
    url,
)

_STYLE = shape(
    dict.fromkeys(
        (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        ),
        boolean,
    )
)
_LONGEST_URL = LIMITS["image"]["image_url"]


def _element(fields: dict[str, Check], *required: str) -> Check:
    return shape({"type": string(), "style": _STYLE} | fields, ("type", *required))


_ELEMENTS: dict[str, Check] = {
    "text": _element({"text": string(0, 1)}, "text"),
    "link": _element({"url": string(_LONGEST_URL, 1), "text": string(), "unsafe": boolean}, "url"),
    "emoji": _element(
        {
            "name": string(0, 1),
            "unicode": string(),
            "url": url(_LONGEST_URL),
            "skin_tone": integer(1, 6),
        },
        "name",
    ),
    "user": _element({"user_id": string(0, 1)}, "user_id"),
    "channel": _element({"channel_id": string(0, 1)}, "channel_id"),
    "usergroup": _element({"usergroup_id": string(0, 1)}, "usergroup_id"),
    "team": _element({"team_id": string(0, 1)}, "team_id"),
    "broadcast": _element({"range": one_of("here", "channel", "everyone")}, "range"),
    "color": _element({"value": string(0, 1)}, "value"),
    "date": _element(
        {"timestamp": integer(0), "format": string(0, 1), "url": string(), "fallback": string()},
        "timestamp",
        "format",
    ),
    "canvas": _element({"file_id": string(0, 1)}, "file_id"),
}
_INLINE = array(by_type(_ELEMENTS))
_VERBATIM = array(by_type({name: _ELEMENTS[name] for name in ("text", "link")}))
_BORDER = one_of(0, 1)
_SECTION = shape({"type": string(), "elements": _INLINE}, ("type", "elements"))
_PARTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_list": shape(
        {
            "type": string(),
            "style": one_of("bullet", "ordered"),
            "elements": array(by_type({"rich_text_section": _SECTION})),
            "indent": integer(0, 8),
            "offset": integer(0),
            "border": _BORDER,
        },
        ("type", "style", "elements"),
    ),
    "rich_text_quote": shape(
        {"type": string(), "elements": _INLINE, "border": _BORDER}, ("type", "elements")
    ),
    "rich_text_preformatted": shape(
        {"type": string(), "elements": _VERBATIM, "border": _BORDER, "language": string()},
        ("type", "elements"),
    ),
}
RICH_TEXT = shape(
    {
        "type": string(),
        "block_id": string(LIMITS["ids"]["block_id"]),
        "elements": array(by_type(_PARTS)),
    },
    ("type", "elements"),
)
