"""Words that claim a quantity, and words that claim nothing although they look like names."""

from __future__ import annotations

import re

#: Words for an amount, by what they all say. A claim holds when the evidence says the same.
QUANTITIES: dict[str, str] = {
    "half": r"half|halves|halved|halving",
    "quarter": r"quarters?",
    "third": r"(?:a|one|two)[- ]thirds?",
    "double": r"doubl(?:e|ed|es|ing)|twice|two ?fold|twofold",
    "triple": r"tripl(?:e|ed|es|ing)|threefold|thrice",
    "tenfold": r"tenfold|ten times|order of magnitude|orders of magnitude",
    "dozen": r"dozens?",
    "hundreds": r"hundreds",
    "thousands": r"thousands?",
    "millions": r"millions?",
    "billions": r"billions?",
    "most": r"most|majority|mostly",
    "all": r"all|every|everyone|everybody|everything|entire|entirely|whole|wholly|complete|completely|total|totally|fully|full",
    "none": r"none|nobody|no one|zero|never|nothing|nowhere",
    "several": r"several|many|numerous|multiple|various|lots?|plenty|countless",
    "few": r"few|couple|handful|fewer",
    "minority": r"minority|fraction|portion|subset",
    "seconds": r"(?<!milli)seconds",
    "minutes": r"minutes",
    "hours": r"hours|hourly",
    "days": r"days|daily|overnight",
    "weeks": r"weeks?|weekend|weekly|fortnight",
    "months": r"months?|monthly",
    "years": r"years?|yearly|decades?",
}
#: A share that says the same as a word.
SAME_SHARE: dict[str, tuple[float, ...]] = {
    "half": (50.0,),
    "quarter": (25.0, 75.0),
    "all": (100.0,),
}
PATTERN = re.compile(
    "|".join(rf"(?P<{name}>(?<![\w-])(?:{words})(?![\w-]))" for name, words in QUANTITIES.items()),
    re.IGNORECASE,
)

#: Capitals and shapes that name nobody: the document's own words.
_HOUSE = """
utc tk i ok sev e.g i.e etc muster slack and/or 24/7 n/a vs re- follow-up post-incident
near-miss on-call
"""
HOUSE: frozenset[str] = frozenset(_HOUSE.split())

#: Names that the moments of the evidence bear out.
_CALENDAR = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december
"""
CALENDAR: frozenset[str] = frozenset(_CALENDAR.split())

#: Subjects that are no names although a deed follows them at the start of a sentence.
_GENERIC = """
a an the more less other others such this that these those it its he she they we you i one who what which there here another
some any all both each every no none nobody everyone somebody someone everything nothing most
many several few and but or so then when while after before once until since because if although
though as at by for from in into of on over under with without during about around between
within through again also only even still now later soon meanwhile today yesterday tomorrow
first second third last next finally eventually initially impact incident incidents outage
outages failure failures fault faults error errors problem problems issue issues alert alerts
alarm alarms monitoring monitor page pages pager report reports ticket tickets message messages
user users customer customers client clients tenant tenants community visitor visitors people
person persons engineer engineers developer developers operator operators responder responders
team teams member members commander lead leads author authors maintainer maintainers admin
admins staff support on-call oncall owner owners service services system systems site sites
server servers node nodes pod pods cluster clusters host hosts hub database databases cache
caches queue queues proxy proxies ingress controller controllers gateway network networks
traffic load request requests response responses launch launches build builds deploy deploys
deployment deployments release releases rollback rollbacks revert reverts restart restarts
change changes update updates upgrade upgrades migration migrations fix fixes patch patches
mitigation mitigations workaround workarounds recovery investigation capacity memory cpu disk
latency limit limits quota quotas rate rates success certificate certificates record records
data log logs metric metrics dashboard dashboards graph graphs test tests check checks detection
response communication communications status severity role roles handover checkpoint decision
decisions hypothesis hypotheses cause causes factor factors trigger mechanism action actions
lesson lessons timeline evidence source sources entry entries row rows time times duration end
start beginning work access version versions image images code configuration config setting
settings script scripts job jobs process processes thread threads connection connections session
sessions key keys token tokens secret secrets account accounts region regions zone zones
provider providers vendor dependency dependencies component components application applications
app apps api endpoint endpoints feature features culling cordoning draining deleting restarting
reverting increasing reducing raising lowering disabling enabling
"""
GENERIC: frozenset[str] = frozenset(_GENERIC.split())
