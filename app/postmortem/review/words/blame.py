"""Sentences that put a fault with somebody by how they are built, and not by a verb beside a name."""

from app.postmortem.review.words.people import ROLE

#: What somebody "owns" when they are blamed: "Ana's mistake", "the engineer's negligence".
OWNED = (
    r"(?:mistakes?|errors?|faults?|typo|oversight|slip(?:-up)?|blunder|failure to|negligence|carelessness|inattention|inexperience"
    r"|misunderstanding|misjudg(?:e)?ment|incompetence|ignorance|omission|forgetfulness|lack of \w+|poor (?:judg(?:e)?ment|decision))"
)
#: What is done "by" somebody when they are blamed.
DONE_BY = (
    r"(?:(?:mistakes?|errors?|typos?|oversights?|slips?|blunders?|misconfigurations?) (?:(?:was |were )?(?:made|committed|introduced) )?"
    r"|(?:was|were|is|been) (?:\w+ly )?(?:caused|triggered) (?:solely |entirely )?"
    r"|(?:mistakenly|accidentally|inadvertently|carelessly|wrongly|incorrectly|erroneously|negligently|unintentionally) (?:\w+ ){1,4}?)by "
)
#: Several of our own people under one name.
GROUP = (
    r"(?:\b(?:the|our|their|one) (?:[\w-]+ ){0,3}?team\b|(?<![\w-])QA\b|\b(?:management|leadership)\b"
    rf"|\b(?:(?:the|our|both|two|several|all|some|most|these) )?(?:[\w-]+ ){{0,2}}?{ROLE}s\b)"
)
#: What a group is blamed for. Not knowing or not noticing is a state of the information, told of a
#: group without a verdict; these are verdicts.
GROUP_FAULT = (
    r"\b(?:failed to (?:follow|notice|check|test|review|verify|read|communicate|escalate|realis\w|realiz\w|consider|inform|react|respond|think|act|document|plan|do)"
    r"|forgot\b|neglected|(?:were|was) (?:\w+ )?(?:careless|negligent|sloppy|inattentive|complacent|lazy|incompetent|too slow|slow to|to blame|at fault|not paying attention)"
    r"|(?:should(?:n't| not)?|ought to) have (?!access|an?\b|the\b|to\b|more\b|no\b|their\b|one\b)\w+|(?:did not|didn't) (?:bother|follow|pay|care|double[- ]check)|missed the|ignored (?:the|an?|all|our)"
    r"|overlooked|dropped the ball|screwed up|messed up|botched|made (?:a|another|the) \w{0,12} ?mistake)"
)
#: Deeds told with their verdict: "ran the wrong script", "told nobody", "broke production".
HARM = (
    r"\b(?:(?:ran|typed|entered|used|selected|chose|picked|executed|applied|deploy(?:ed|s)|push(?:ed|es)|merg(?:ed|es)|clicked|deleted|edited|restarted|dropped|pressed|copied|pasted)(?: on| into)?"
    r" (?:the |a |an |some )?(?:\w+ )?(?:wrong|incorrect|bad|broken|faulty|untested|unreviewed|buggy)\b"
    r"|(?:broke|took down|brought down|wiped(?: out)?|nuked|crashed|killed|destroyed) (?:the |our |all )?(?:\w+ )?(?:production|prod|site|service|cluster|database|system|network|website)\b"
    r"|dropped (?:the |our )?(?:\w+ )?(?:table|database)|told (?:nobody|no[- ]one)|bypassed (?:the|our|all)|violated (?:the|our)|disregarded|circumvented|refused to"
    r"|missed the (?:alert|page|bug|error|warning|mistake|problem|issue|step)|took too long|(?:was|were) (?:too )?slow|(?:did not|didn't) (?:respond|react|act) (?:\w+ )?(?:quickly|fast|promptly|in time)"
    r"|never (?:checked|tested|told|asked|read|verified|reviewed|bothered)|rushed\b|cut corners|dropped the ball)"
)
#: Only people do these: a capitalised word before them is somebody's name.
MIND = (
    r"(?:forgot\b|neglected\b|carelessly\b|negligently\b|misread\b|misjudged\b|should have (?:checked|known|asked|read|noticed|reali[sz]ed|tested|verified|told|waited|thought|looked|reviewed|escalated|informed|been more)"
    r"|was (?:careless|negligent|sloppy|lazy|not paying|not aware|unaware|not careful|inattentive)|wasn't (?:aware|paying|careful)"
    r"|(?:did not|didn't) (?:bother|double[- ]check|check|ask|tell|read|think|pay|care|realis\w|realiz\w|know|follow)|told (?:nobody|no[- ]one)|ignored (?:the|an?|all) (?:warning|alert|runbook|process|procedure|policy|page|pager|advice)s?\b"
    r"|made (?:a|another|the) (?:\w+ )?mistake|screwed up|messed up|(?:disabled|deployed|deleted|ran|pushed|merged|changed|approved) .{1,60}\b(?:without (?:asking|telling|checking|testing|reading|informing|permission|approval|review)|(?:and|but) told (?:nobody|no[- ]one)))"
)
#: Capitalised words that begin sentences and are nobody's name.
NO_NAME = (
    r"(?:nobody|everyone|everybody|they|we|it|i|you|this|that|someone|somebody|anyone|who|what|and|then|also|which|nothing|none|no|one|the|these|those|if|but|so|he|she|our|an?|there|here"
    r"|still|yet|unfortunately|apparently|later|initially|however|management|leadership|engineering|operations|support|security|qa|team|staff|production|staging|monitoring|alerting|deployment"
    r"|terraform|jenkins|kubernetes|prometheus|grafana|chrome|firefox|linux|windows|docker|nginx|redis|postgres(?:ql)?|mysql|python|java|ansible|puppet|chef|helm|vault|consul|envoy|istio|android|ios|\w*bot)"
)
#: Second words by which two capitalised words are a thing.
NO_SURNAME = r"(?:team|engine|service|server|manager|operator|api|controller|cloud|system|platform|center|centre|support|cluster|database|client|app|bot|agent|actions|hub|monitor|proxy|gateway|group|department|committee|engineering|operations|security)"
#: A blaming word for how long somebody has been there, and what is done to people.
SENIORITY = (
    rf"\b(?:junior|inexperienced|untrained|unqualified|newly hired|overworked|tired|distracted) {ROLE}\b|\bnew to the (?:team|job|company|role)\b|\b{ROLE} (?:who(?:'s| is| was|se)?|that) (?:\w+ ){{0,2}}still (?:learning|new|inexperienced)\b"
    r"|\b(?:reprimand\w*|disciplinary|(?:was|were|been) (?:disciplined|let go|dismissed from|written up|warned by)|(?:formal|written|verbal) warning|held (?:personally )?(?:accountable|responsible)|performance (?:review|improvement plan))\b"
)
