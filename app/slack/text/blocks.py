"""Block Kit as text: one function for each layout block, and nothing lost.

After a block is drawn, each of its texts that is not in the drawing yet (a confirmation
dialog, a label for screen readers, a field that Slack added since) is put behind it.
Blocks: docs.slack.dev, reference/block-kit/blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.slack.text import tokens
from app.slack.text.elements import element, image
from app.slack.text.files import file_text
from app.slack.text.leaves import known, leaves, text_of, unknown
from app.slack.text.payload import Json, mapping, mappings, string
from app.slack.text.richtext import Labels, rich_text, rows


def blocks_text(blocks: object, labels: Labels) -> str:
    """All blocks of a message, one below the other."""
    return _lines(_block(block, labels, LAYOUT) for block in mappings(blocks))


def _block(block: Json, labels: Labels, layout: Mapping[str, Draw]) -> str:
    kind = block.get("type")
    if kind == "rich_text":
        return rich_text(block, labels)
    draw = layout.get(kind) if isinstance(kind, str) else None
    if draw is None:
        return _lines(leaves(block, unknown))
    drawn = draw(block, labels)
    more = [leaf for leaf in dict.fromkeys(leaves(block, known)) if leaf not in drawn]
    return _lines([drawn, " · ".join(more)])


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _words(texts: Iterable[str]) -> str:
    return " ".join(text for text in texts if text)


def _text(block: Json, _: Labels) -> str:
    return text_of(block.get("text"))


def _divider(_: Json, __: Labels) -> str:
    return "---"


def _section(block: Json, labels: Labels) -> str:
    fields = [text_of(one) for one in mappings(block.get("fields"))]
    beside = element(mapping(block.get("accessory")), labels)
    return _lines([text_of(block.get("text")), *fields, beside])


def _elements(block: Json, labels: Labels) -> str:
    return _words(element(one, labels) for one in mappings(block.get("elements")))


def _input(block: Json, labels: Labels) -> str:
    field = element(mapping(block.get("element")), labels)
    return _lines([_words([text_of(block.get("label")), field]), text_of(block.get("hint"))])


def _image(block: Json, _: Labels) -> str:
    return image(block)


def _video(block: Json, _: Labels) -> str:
    title = tokens.link(text_of(block.get("title")), string(block.get("title_url")))
    by = [string(block.get("author_name")), string(block.get("provider_name"))]
    shown = f"[video: {string(block.get('alt_text'))}]"
    words = _words([title, shown, string(block.get("video_url"))])
    return _lines([words, ", ".join(filter(None, by)), text_of(block.get("description"))])


def _file(block: Json, _: Labels) -> str:
    file = mapping(block.get("file"))
    return file_text(file) if file else f"[file {string(block.get('external_id'))}]"


def _alert(block: Json, _: Labels) -> str:
    level = string(block.get("level"))
    return _words([f"[{level}]" if level else "", text_of(block.get("text"))])


def _card(block: Json, labels: Labels) -> str:
    texts = [text_of(block.get(name)) for name in ("title", "subtitle", "body")]
    images = [image(mapping(block[name])) for name in ("icon", "hero_image") if name in block]
    buttons = _words(element(one, labels) for one in mappings(block.get("actions")))
    return _lines([*texts, *images, buttons])


def _carousel(block: Json, labels: Labels) -> str:
    return _lines(_block(one, labels, CHILDREN) for one in mappings(block.get("elements")))


def _container(block: Json, labels: Labels) -> str:
    head = [text_of(block.get("title")), rich_text(mapping(block.get("rich_text_title")), labels)]
    below = text_of(block.get("subtitle"))
    children = (_block(one, labels, CHILDREN) for one in mappings(block.get("child_blocks")))
    return _lines([*head, below, *children])


def _table(block: Json, labels: Labels) -> str:
    return _lines([text_of(block.get("caption")), *rows(block.get("rows"), labels)])


def _chart(block: Json, _: Labels) -> str:
    """Its numbers as text: a picture says nothing to a search."""
    chart = mapping(block.get("chart"))
    head = _words([text_of(block.get("title")), string(chart.get("type"))])
    series = [
        _points(string(one.get("name")), one.get("data")) for one in mappings(chart.get("series"))
    ]
    axes = ", ".join(leaves(mapping(chart.get("axis_config")), unknown))
    return _lines([head, *series, _points("", chart.get("segments")), axes])


def _points(name: str, points: object) -> str:
    pairs = [
        _words([string(point.get("label")), string(point.get("value"))])
        for point in mappings(points)
    ]
    return f"{name}: {', '.join(pairs)}" if name else ", ".join(pairs)


def _plan(block: Json, labels: Labels) -> str:
    tasks = (_task(one, labels) for one in mappings(block.get("tasks")))
    return _lines([text_of(block.get("title")), *tasks])


def _task(block: Json, labels: Labels) -> str:
    status = string(block.get("status"))
    head = _words([f"[{status}]" if status else "", text_of(block.get("title"))])
    texts = [rich_text(mapping(block.get(name)), labels) for name in ("details", "output")]
    sources = [
        tokens.link(text_of(one.get("text")), string(one.get("url")))
        for one in mappings(block.get("sources"))
    ]
    return _lines([head, *texts, *sources])


def _call(block: Json, _: Labels) -> str:
    call = mapping(mapping(block.get("call")).get("v1"))
    name = string(call.get("name")) or "call"
    return tokens.link(f"[call: {name}]", string(call.get("join_url")))


Draw = Callable[[Json, Labels], str]

#: What may stand inside a card or a container.
CHILDREN: Mapping[str, Draw] = {
    "actions": _elements,
    "alert": _alert,
    "call": _call,
    "card": _card,
    "context": _elements,
    "context_actions": _elements,
    "data_table": _table,
    "data_visualization": _chart,
    "divider": _divider,
    "file": _file,
    "header": _text,
    "image": _image,
    "input": _input,
    "markdown": _text,
    "plan": _plan,
    "section": _section,
    "table": _table,
    "task_card": _task,
    "video": _video,
}
#: Every layout block but rich text, which is drawn apart.
LAYOUT: Mapping[str, Draw] = {**CHILDREN, "carousel": _carousel, "container": _container}
