"""Root-cause categories, and the words by which a cause falls into one."""

from __future__ import annotations

CATEGORIES: dict[str, str] = {
    "Code defect": r"\bbugs?\b|\bregression\b|\brace condition\b|\b(?:memory|resource|thread|connection) leak\b|\bcode (?:defect|change|fix)\b|\bpatch\b|\bfix(?:ed)? (?:deployed|in)\b|\bflood of threads\b|\bdeadlock\b|\bnull\b",
    "Configuration error": r"\bconfig\w*|\bmisconfigur\w+|\bannotations?\b|\bsnippet\b|\bsettings?\b|\b(?:lower|smaller|low|missing|wrong) (?:\w+ ){0,2}limit\b|\bDNS (?:entry|record|A record)\b|\bwildcard\b|\bset (?:to|as)\b|\bnot (?:configured|set)\b|\bcordoned\b|\bX-Forwarded-For\b|\bdefault value\b",
    "Data integrity issue": r"\bcorrupt\w*|\bdata (?:loss|integrity)\b|\bschema\b|\bwrong (?:labels|data)\b|\binconsistent\b",
    "Infrastructure or capacity": r"\b(?:is|was|were|been|are) full\b|\bfull root partition\b|\bcapacity\b|\bquota\b|\boverload\w*|\boverwhelm\w*|\bexhaust\w+|\bout of (?:memory|disk|space|resources|cloud)\b|\bOOM\w*|\bnodes? (?:failure|failed|down)\b|\bdisk\b|\bmemory limit\b|\btoo many\b|\bstarvation\b|\bsaturat\w+",
    "Process": r"\bexpired\b|\bstep (?:was )?missed\b|\bwithout (?:review|lockfiles?|notice)\b|\bmanual(?:ly)?\b|\bprocedure\b",
}
