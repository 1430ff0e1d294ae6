"""What a rule is, and where rules come from."""

from dataclasses import dataclass

from app.postmortem.review.result import Area, Severity

CRITICAL, MAJOR, MINOR, INFO = Severity
#: Where a rule comes from.
SRE = "Beyer et al., Site Reliability Engineering, ch. 15, Postmortem Culture"
ETSY = "Allspaw, Blameless PostMortems and a Just Culture (Etsy, 2012)"
COOK = "Cook, How Complex Systems Fail (1998)"
DEKKER = "Dekker, The Field Guide to Understanding 'Human Error'"
PAGERDUTY = "PagerDuty, Postmortem Documentation"
ATLASSIAN = "Atlassian, Incident Management Handbook"
HOUSE = "Muster's postmortem rubric"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a reader meets it: `looks` is a heading, `why` stands in every finding."""

    id: str
    severity: Severity
    area: Area
    looks: str
    why: str
    source: str
