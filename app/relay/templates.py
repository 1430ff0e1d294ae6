"""A team's template that cannot be used: told as what could not be done, and tried again later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.postmortem.render.page import RenderError
from app.slack.errors import SlackError


class TemplateBrokenError(SlackError):
    """No attempt can succeed before somebody mends the template; the document is kept."""

    def __init__(self, error: RenderError) -> None:
        super().__init__("templates", "template_broken")
        self._why = str(error)

    @property
    def remedy(self) -> str:
        """What a person can do."""
        return "Mend it in the folder of MUSTER_TEMPLATES: the document is kept"

    @property
    def says(self) -> str:
        """File, line, and what is wrong."""
        return f"A template cannot be used: {self._why}"


@contextmanager
def rendering() -> Iterator[None]:
    """Render in here: a broken template fails the effect for good, with its file and line.

    Raises:
        TemplateBrokenError: in place of RenderError.
    """
    try:
        yield
    except RenderError as error:
        raise TemplateBrokenError(error) from error
