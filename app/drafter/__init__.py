"""Authors of postmortems: the deterministic one, and a model that proposes."""

from app.drafter.brief import Brief
from app.drafter.deterministic import draft

__all__ = ["Brief", "draft"]
