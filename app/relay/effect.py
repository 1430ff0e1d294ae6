"""What an effect is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.flows.muster import Muster
from app.store.outbox import Job

Result = dict[str, Any]
Do = Callable[[Muster, Job], Result]
Look = Callable[[Muster, Job], Result | None]
Then = Callable[[Muster, Session, Job, Result], None]

#: The result of an effect that nobody needs any more.
VOID: Result = {"void": True}


def nothing(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """What follows when nothing follows."""
    del muster, session, job, result


@dataclass(frozen=True, slots=True, kw_only=True)
class Performs:
    """How an effect is performed, and what makes it once (design, decision 9).

    - idempotent: doing it again changes nothing; it is simply done again.
    - reconcilable (`look`): after an attempt that ended without an answer, `look` says
      whether it happened; only then is it done again.
    - at most once (`once`): after such an attempt it is given up; nothing that must
      arrive is sent this way.
    """

    do: Do
    #: The Slack method whose rate limit holds it back; empty: none.
    method: str = ""
    look: Look | None = None
    once: bool = False
    #: It may take longer than a lease: it runs beside the others, and its lease is renewed.
    long: bool = False
    then: Then = nothing
    #: What a person is told could not be done; `{place}`: where it was to be said.
    step: str
