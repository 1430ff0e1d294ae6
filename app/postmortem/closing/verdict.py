"""What should happen to the draft next."""

from __future__ import annotations

from app.postmortem.document import Document
from app.postmortem.parts import Verdict

_TOP = 3


def verdict(document: Document) -> Verdict:
    """Ready for the author's review, or in need of more artifacts, with what comes first."""
    critical = [gap for gap in document.gaps if gap.critical]
    issues = [statement.text or statement.tk for statement in document.critical]
    issues += [gap.what for gap in critical]
    issues += [gap.what for gap in document.gaps if not gap.critical]
    top = tuple(issues[:_TOP])
    if document.is_interim:
        return Verdict(
            ready=False, says="interim: the incident is open, nothing is concluded", top=top
        )
    if not document.timeline:
        return Verdict(ready=False, says="needs more artifacts: there is no timeline", top=top)
    if critical:
        count = len(critical)
        noun = "gap" if count == 1 else "gaps"
        says = f"ready for the author's review, who fills {count} critical {noun} first"
        return Verdict(ready=True, says=says, top=top)
    return Verdict(ready=True, says="ready for the author's review", top=top)
