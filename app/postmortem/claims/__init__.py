"""What a sentence claims that can be looked up: times, figures, names, links, ids."""

from app.postmortem.claims.claim import Claim, Sort
from app.postmortem.claims.find import claims
from app.postmortem.claims.index import Index, index
from app.postmortem.claims.supported import unsupported

__all__ = ["Claim", "Index", "Sort", "claims", "index", "unsupported"]
