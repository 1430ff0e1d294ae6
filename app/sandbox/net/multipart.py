"""multipart/form-data, as browsers and upload clients send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks


@dataclass(slots=True)
class Part:
    """One field, or one file."""

    name: str = ""
    filename: str = ""
    content: bytes = b""


def parts_of(request: Request) -> list[Part]:
    """The parts of a multipart request.

    Raises:
        SlackError: invalid_form_data.
    """
    _, options = parse_options_header(request.header("content-type"))
    boundary = options.get(b"boundary")
    if not boundary:
        raise SlackError("invalid_form_data")
    reader = _Reader()
    parser = MultipartParser(boundary, reader.callbacks())
    try:
        parser.write(request.body)
        parser.finalize()
    except MultipartParseError as error:
        raise SlackError("invalid_form_data") from error
    return reader.parts


def fields_of(request: Request) -> Json:
    """The parts that are fields, by name.

    Raises:
        SlackError: invalid_form_data.
    """
    return {
        part.name: part.content.decode("utf-8", "replace")
        for part in parts_of(request)
        if not part.filename
    }


class _Reader:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._field = b""
        self._value = b""

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": lambda: self.parts.append(Part()),
            "on_part_data": self._data,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
        }

    def _data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].content += data[start:end]

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._field.lower() == b"content-disposition":
            _, options = parse_options_header(self._value)
            self.parts[-1].name = options.get(b"name", b"").decode("utf-8", "replace")
            self.parts[-1].filename = options.get(b"filename", b"").decode("utf-8", "replace")
        self._field = self._value = b""
