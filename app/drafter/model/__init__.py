"""The author that asks a model: it proposes wording, the judge decides.

The official client takes a second to import. Only who asks a model pays for it.
"""

from __future__ import annotations

from app.drafter.brief import Brief
from app.drafter.model.model import Model, ModelError, Tell
from app.postmortem.document import Document

__all__ = ["Model", "ModelError", "Tell", "drafted", "greet"]


def drafted(brief: Brief, model: Model, tell: Tell) -> Document:
    """The postmortem with a model's wording in it; without, where the model gives none."""
    from app.drafter.model import author  # noqa: PLC0415 - see above

    return author.drafted(brief, model, tell)


def greet(model: Model) -> str:
    """The cheapest question there is: whether the key opens this model; returns its lifecycle.

    Raises:
        ModelError: when it does not, with what to mend.
    """
    from app.drafter.model import client  # noqa: PLC0415 - see above

    return client.greet(model)
