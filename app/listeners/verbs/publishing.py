"""Publishing a postmortem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.flows import publishing
from app.flows.publishing import Publication, Readers
from app.listeners import words
from app.listeners.ask import DONE, Answer, Ask, open_view
from app.listeners.verbs.documents import a_version_of
from app.postmortem.wide import vendors_in
from app.slack.blocks import publishing as forms


def publish(ask: Ask) -> Answer:
    """`[INC-42] [v2]`: the form, with what speaks for and against it."""
    number, rest = words.split_ref(ask.text)
    incident = ask.incident(number)
    drafted = a_version_of(ask, incident, rest)
    publishing.must_be_over(drafted)
    view = forms.form(
        incident,
        drafted.version.version,
        drafted.document.checks,
        against=publishing.objections(drafted),
        vendors=vendors_in(drafted.document),
        place={"channel": ask.channel, "url": ask.response_url},
    )
    return open_view(view)


def published(ask: Ask, metadata: Mapping[str, Any], values: Mapping[str, Any]) -> Answer:
    """Publish it as the form says."""
    incident = ask.about(int(metadata["incident"]))
    drafted = a_version_of(ask, incident, str(metadata["version"]))
    wanted = Publication(
        readers=Readers(values.get("readers") or Readers.INTERNAL),
        vendors=tuple(values.get("vendors") or ()),
        reason=values.get("reason", ""),
        share_to=values.get("share_to", ""),
    )
    publishing.publish(ask.muster, drafted, wanted, ask.user, ask.key)
    return DONE
