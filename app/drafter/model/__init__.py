"""The author that asks a model: it proposes wording, the judge decides."""

from app.drafter.model.author import drafted
from app.drafter.model.client import Model, ModelError, greet

__all__ = ["Model", "ModelError", "drafted", "greet"]
