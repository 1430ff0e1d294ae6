"""Asking the model: one request, one typed answer, every failure with a reason for a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import anthropic
from anthropic import Anthropic
from anthropic.types import TextBlockParam
from pydantic import BaseModel, ConfigDict, ValidationError

from app.drafter.model.budget import ANSWER_TOKENS, Usage
from app.drafter.model.model import Model, ModelError
from app.redaction import redact_line

_MOST_SAID = 200


def opened(model: Model) -> Anthropic:
    """The official client; a context manager that closes its connections."""
    return Anthropic(
        api_key=model.key,
        base_url=model.base_url or None,
        timeout=model.call_seconds,
        max_retries=model.retries,
    )


class _Read(BaseModel):
    """What is read of a response; the SDK does not validate what it returns."""

    model_config = ConfigDict(extra="ignore")


class _Block(_Read):
    type: str
    text: str = ""


class _Usage(_Read):
    input_tokens: int
    output_tokens: int
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


class _Details(_Read):
    category: str | None = None


class _Response(_Read):
    content: list[_Block]
    stop_reason: str | None
    stop_details: _Details | None = None
    usage: _Usage


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the unchanging part, the data, and the question about it."""

    system: str
    data: str
    question: str
    #: The answer is cut off beyond this many tokens.
    most_tokens: int = ANSWER_TOKENS
    #: The data goes to the cache, for another draft within minutes.
    kept: bool = True

    @property
    def text(self) -> str:
        """All of it, to be measured."""
        return f"{self.system}{self.data}{self.question}"


@dataclass(frozen=True, slots=True)
class Answered:
    """A response that was paid for, useful or not."""

    text: str
    usage: Usage
    #: Why it cannot be used; empty when it can.
    fault: str = ""


Shape = TypeVar("Shape", bound=BaseModel)


def ask(api: Anthropic, name: str, request: Request, shape: type[Shape]) -> Answered:
    """Send one request.

    Raises:
        ModelError: when there is no response at all.
    """
    try:
        raw = api.messages.with_raw_response.create(
            model=name,
            max_tokens=request.most_tokens,
            system=[_cached(request.system)],
            messages=[
                {
                    "role": "user",
                    "content": [
                        _cached(request.data) if request.kept else _text(request.data),
                        _text(request.question),
                    ],
                }
            ],
            output_config={
                "format": {"type": "json_schema", "schema": anthropic.transform_schema(shape)}
            },
        )
    except anthropic.AnthropicError as error:
        raise ModelError(reason(error, name)) from error
    try:
        return _answered(_Response.model_validate_json(raw.http_response.content))
    except ValidationError as error:
        raise ModelError("its answer was no message") from error


def _text(text: str) -> TextBlockParam:
    return {"type": "text", "text": text}


def _cached(text: str) -> TextBlockParam:
    """A part that the next request within minutes reads from the cache."""
    return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}


def _answered(response: _Response) -> Answered:
    used = response.usage
    usage = Usage(
        fresh=used.input_tokens,
        written=used.cache_creation_input_tokens or 0,
        read=used.cache_read_input_tokens or 0,
        answer=used.output_tokens,
    )
    text = "".join(block.text for block in response.content if block.type == "text")
    fault = _FAULTS.get(response.stop_reason or "", "")
    if response.stop_reason == "refusal" and response.stop_details:
        fault += f" ({response.stop_details.category or 'no category given'})"
    return Answered(text, usage, fault)


_FAULTS = {
    "refusal": "it declined to answer",
    "max_tokens": "its answer was cut off: it is longer than one may be",
    "model_context_window_exceeded": "the log does not fit into its context window",
    "pause_turn": "it paused and did not finish",
    "tool_use": "it asked for a tool and there is none",
}


def parsed(answered: Answered, shape: type[Shape]) -> Shape:
    """The answer as what was asked for.

    Raises:
        ModelError: when it is anything else.
    """
    if answered.fault:
        raise ModelError(answered.fault)
    try:
        return shape.model_validate_json(answered.text)
    except ValidationError as error:
        raise ModelError("its answer is not in the form that was asked for") from error


_REASONS: Sequence[tuple[type[anthropic.AnthropicError], str]] = (
    (anthropic.AuthenticationError, "ANTHROPIC_API_KEY was refused (401): set a key that is valid"),
    (anthropic.PermissionDeniedError, "the key may not use {name} (403): allow it or set another"),
    (anthropic.NotFoundError, "the service knows no model {name} (404): set MUSTER_MODEL"),
    (anthropic.RateLimitError, "the service takes no more requests for now (429): try again later"),
    (anthropic.OverloadedError, "the service is overloaded (529): try again later"),
    (anthropic.APITimeoutError, "it did not answer in time"),
    (anthropic.APIConnectionError, "the service could not be reached or broke off"),
)


def reason(error: anthropic.AnthropicError, name: str) -> str:
    """An error of the SDK in words for a person; nothing of the request is repeated."""
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words.format(name=name)
    if isinstance(error, anthropic.InternalServerError):
        return f"the service failed ({error.status_code}): try again later"
    if isinstance(error, anthropic.APIStatusError):
        said = redact_line(error.api_message or "no reason given")[:_MOST_SAID]
        return f"the service refused the request ({error.status_code}: {said})"
    return "the service gave an answer that is none"


def greet(model: Model) -> str:
    """Ask the service what it knows of the model; returns its lifecycle.

    Raises:
        ModelError: when it does not, with what to mend.
    """
    try:
        with opened(model) as api:
            raw = api.models.with_raw_response.retrieve(model.name)
        return str(json.loads(raw.http_response.content).get("lifecycle", ""))
    except anthropic.AnthropicError as error:
        raise ModelError(reason(error, model.name)) from error
    except (ValueError, AttributeError) as error:
        raise ModelError("the service gave an answer that is none") from error
