"""The rules, in one table: what each looks for, how much it weighs, why, and where it comes from.

`docs/review-rules.md` lists them; a test holds the two together.
"""

from app.postmortem.review.rules.agreement import AGREEMENT
from app.postmortem.review.rules.content import CONTENT
from app.postmortem.review.rules.reasoning import REASONING
from app.postmortem.review.rules.rule import Rule
from app.postmortem.review.rules.wording import WORDING

RULES: dict[str, Rule] = {rule.id: rule for rule in (*WORDING, *CONTENT, *REASONING, *AGREEMENT)}

__all__ = ["RULES", "Rule"]
