"""What a sentence of an incident's record tells, by its words.

Collected by reading the timelines of some forty published incident reports of a dozen
teams. Each pattern is searched in one sentence; `HINTS` are the first letters of words
without which it cannot match, so that most sentences are never searched.
"""

from __future__ import annotations

import re
from enum import StrEnum

from app.redaction import VENDORS


class Signal(StrEnum):
    """Something that a sentence may tell."""

    ALERT = "alert"
    OVER = "alert over"
    REPORT = "report"
    ACK = "acknowledged"
    SUSPECT = "suspicion"
    RULED_OUT = "ruled out"
    DEED = "deed"
    GOOD = "good"
    BAD = "bad"
    SYMPTOM = "symptom"
    DOWN = "down"
    ENDED = "ended"
    TOLD = "told"
    FOUND = "found"
    CAUSE = "cause"
    BELIEF = "belief"
    ACTION = "action"
    LUCK = "luck"
    WELL = "well"
    WRONG = "wrong"
    CHANGE = "change"
    DECIDED = "decided"
    HARMLESS = "harmless"
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    OUTSIDE = "outside"


_NOUN = r"(?:users?|customers?|clients?|community|communit\w+|someone|somebody|people|others?|tenants?|(?:technical )?contacts?|representatives?|reps?|teams?|members?|partners?|visitors?|developers?)"

#: What responders do to a system, as it is told afterwards or while it is done.
_DONE = (
    r"re-?start(?:ed|s|ing)|reboot(?:ed|s|ing)|revert(?:ed|s|ing)|roll(?:ed|s|ing)[ -]?back|rollback (?:is |was )?(?:initiated|started|done|complete\w*)|re-?deploy(?:ed|ing)|(?:re-?)?deploys (?=it|the|an?|this|to|modified|`)|deploy(?:ed|ing)|cordon(?:ed|s|ing)|uncordon\w*|drain(?:ed|s|ing)|delet(?:ed|es|ing)|force-?delet\w+"
    r"|remov(?:ed|es|ing)|kill(?:ed|s|ing)|terminat(?:ed|es|ing)|evict(?:ed|s|ing)|scal(?:ed|es|ing)|re-?siz(?:ed|es|ing)|increas(?:ed|es|ing)(?! (?:error|errors|latency|load|traffic|volume|number|rates|cpu|memory usage|failures))|rais(?:ed|es|ing)|bump(?:ed|s|ing)|doubl(?:ed|es|ing)|decreas(?:ed|es|ing)|reduc(?:ed|es|ing)|lower(?:ed|s|ing)|throttl(?:ed|es|ing)|disabl(?:ed|es|ing)|enabl(?:ed|es|ing)"
    r"|switch(?:ed|es|ing)|fail(?:ed|s|ing) over|merg(?:ed|es|ing)|appl(?:ied|ies|ying)|patch(?:ed|es|ing)|hotfix\w*|upgrad(?:ed|es|ing)|downgrad(?:ed|es|ing)|pinn(?:ed|ing)|install(?:ed|s|ing)|uninstall\w*|re-?creat(?:ed|es|ing)|cluster (?:re)?creation|replac(?:ed|es|ing)|rotat(?:ed|es|ing)|revok(?:ed|es|ing)"
    r"|clear(?:ed|ing)|clean(?:ed|s|ing)(?: up| out)?|purg(?:ed|es|ing)|flush(?:ed|es|ing)|cull(?:ed|s|ing)|bann(?:ed|ing)|unbann(?:ed|ing)|block(?:ed|ing)|whitelist(?:ed|ing)|cycl(?:ed|ing)|migrat(?:ed|es|ing)|restor(?:es|ing)|re-?queu\w+|retri(?:ed|es)|re-?trying|re-?run(?:s|ning)|halt(?:ed|s|ing)|paus(?:ed|es|ing)"
    r"|suspend(?:ed|s|ing)|gzipp(?:ed|ing)|(?:manually )?reset(?:s|ting)?(?= the| it| `)|resubmitt\w*|kick(?:ed|s) off|tears? down|tore down|add(?:ed|s|ing)(?! up)|set(?:s|ting) (?:an?|the|our|it)|(?<!status page )(?<!page was )(?<!page is )updat(?:ed|ing)(?! with incident)|updates (?:the|our|its) (?!status|channel|communit\w+|incident)|changed|changing (?:the|our)|edit(?:ed|ing)"
    r"|opens? (?:up )?(?:an? )?(?:fix )?\[?(?:pr\b|pull|http)|sent up|created? (?:an? )?(?:pr|fix)|mitigat(?:ed|ing)|moved|stopp(?:ed|ing) the|shut(?:s|ting)? down the|turn(?:ed|ing|s) (?:off|on)|execut(?:ed|es|ing)|requested? .{0,20}restart|upgrade .{0,60}kicked off|rollback|failover"
)
#: The same as an instruction, which a scribe's line often is.
_DO = (
    r"re-?start|reboot|revert|roll(?:ing)? ?back|re-?deploy|deploy|cordon|uncordon|drain|delete|force-?delete|remove|kill|terminate|evict|scale|re-?size|increase|raise|bump|decrease|reduce|lower|throttle|disable|enable|switch|fail ?over|merge|apply|patch|hotfix|upgrade|downgrade|pin|install|uninstall|re-?create|replace|rotate|revoke"
    r"|clear|clean|purge|flush|cull|ban|unban|block|whitelist|cycle|migrate|restore|re-?queue|re-?try|re-?run|halt|pause|suspend|reset|resubmit|add|set|update|change|edit|move|stop|shut down|turn (?:off|on)|fix"
)

#: Before a deed, these make it a plan, a duty or a doubt.
WISHES = r"\b(?:should|need(?:s|ed)? to|must|would|could|will|can|might|may|want(?:s|ed)? to|if|whether|plan(?:s|ned|ning)? to|going to|about to|in order to|let's|shall|hop(?:e|es|ed|ing)|in case|before we|proposed?|proposes|suggest\w*|encourag\w*|consider\w*|to see if|looks? like|appears?|apparently|has to|have to|ideas? (?:to|of)|don'?t|do not|never|not)\b"

#: Services that are bought: what happens to them is a condition of ours, not our fault or fix.
_SUPPLIERS = (
    "|".join(re.escape(name) for name, _ in VENDORS)
    + "|GitHub|Microsoft|Google|Canonical|npm|PyPI|Docker Hub|Let's Encrypt"
)

PATTERNS: dict[Signal, str] = {
    Signal.ALERT: (
        r"\b(?:alerts?|alarms?) (?:fires?|fired|is|was|were|are|gets?|got|triggered|received|went off|firing|for|about|that|from)\b"
        r"|\[?\bfiring\b|\btriggered (?:by|through|via)\b|\b(?:got|was|were|been|gets?|is) paged\b|\bpages? (?:the )?on-?call|\buptime check\b.*\bfail"
        r"|\b(?:automated|automatic) (?:monitoring|alert\w*|warning)|\bmonitoring (?:system )?(?:detect\w*|alert\w*|report\w*|fir\w+)"
        r"|\breceives? (?:a |an )?(?:[\w-]+ ){0,3}alert|\bfirst alert|\b(?:pingdom|pagerduty|opsgenie|alertmanager|nagios|datadog|sentry|statuscake)\b.{0,30}\b(?:alert\w*|report\w*|notif\w*|trigger\w*|fir\w+|show\w*)"
    ),
    Signal.OVER: r"\bresolved ?(?:by|through|automatically|via)?\b|\bresolution note\b|\brecovered\b|\bauto-?resolved\b|\bback to normal\b|\bcleared\b|\bclosed\b|\bOK\b",
    Signal.REPORT: (
        rf"\b{_NOUN}\b.{{0,40}}\b(?:report\w*|complain\w*|notif\w+ us|alert\w* us|ask\w* why|let(?:s|ting)? us know)\b|\breport(?:s|ed|ing)? (?:by|from|received|of|that|the|all|as)\b"
        r"|\b(?:issue|incident|outage|problem|failure|errors?) (?:is |was |are |were )?reported\b|\breported by\b|\breports? .{0,40}\b(?:issue|problem|error|fail\w*|affected|broken|not)\b"
        r"|\breports? (?:this|it|the \w+) to\b|\b(?:tickets?|e-?mails?|support requests?|freshdesk|zendesk)\b.{0,60}\b(?:opened|received|comes? in|came in|arriv\w+|about|saying|reporting)\b"
        r"|(?<!\bi )\b(?:received|receiving|got) (?:a |an |the |several )?(?:[\w-]+ ){0,2}(?:tickets?|e-?mails?|reports?|complaints?|support requests?)\b|\bwe hear reports?\b|\bcomplain(?:s|ed|ts?)\b|\bcustomer reports?\b"
    ),
    Signal.ACK: (
        r"\backnowledg\w+|\b(?:starts?|started|begins?|began|beginning) (?:to |the |an )?(?:investigat\w+|looking|debugging|digging|troubleshoot\w*|working on)"
        r"|\binvestigations? (?:starts?|started|begins?|began|is started)|\bis investigating\b|\bteam was investigating\b"
        r"|\b(?:i am|i'm|we're|we are|i'll|we'll|let me) (?:just |now |also )?(?:looking|look|taking a look|take a look|checking|check|investigat\w+|on it)"
        r"|\b(?:taking|take|took) a (?:quick )?look\b|\blooking (?:into|at) (?:it|this|the)\b|\bon it\b[.!]?$|\bnotic(?:e|es|ed) the (?:support )?(?:mail|ticket|report|alert|page|message)"
        r"|\b(?:re)?assigned\b|\b(?:engineers?|responders?|on-?call|team)\b.{0,24}\b(?:search\w*|look\w*|investigat\w*|check\w*|start\w*|tr(?:y|ies|ied)|observ\w*|notic\w*|suspect\w*|cannot|can't|identif\w*|alerted|reports?)\b|\bjoins? (?:in|into)\b|\binitiates? (?:an? |the )?incident|\bdeclares? an? incident|\bincident (?:is |was |formally )?declared\b|\bpages? acknowledged"
    ),
    Signal.SUSPECT: (
        r"\bsuspect\w*|\bsuspicio\w*|\bhunch\b|\bhypothes[ie]\w*|\btheor(?:y|ies|i[sz]\w*)\b|\bmight (?:be|have|also|well|just|not|explain|cause)\b|\bmay (?:be|have|not|also|indicate|explain)\b"
        r"|\bcould (?:be|have|just|also|explain)\b|\bpossibl[ey]\b|\bpossibility\b|\bprobabl[ey]\b|\b(?:most |very |more )?likely\b|\bperhaps\b|\bmaybe\b"
        r"|\bi (?:think|guess|assume|believe|wonder|feel)\b(?! (?:that|it|this|we) (?:worked|works|fixed|did it|is back|are back|is fixed))|\bwe (?:think|assume|guess|wonder)\b|\bit (?:appears|seems)\b|\b(?:appears?|seem(?:s|ed)?) (?:that|to|like|as)\b|\bpresumabl[ey]\b"
        r"|\bunclear (?:why|if|whether|what|how)\b|\bnot sure (?:if|whether|why|what)\b|\bwonder(?:s|ed|ing)?\b|\blooks? like\b|\bpotential(?:ly)? (?:cause|culprit|related|due)"
    ),
    Signal.RULED_OUT: (
        r"\bturn(?:s|ed) out (?:that )?(?:this|it|that)? ?(?:to )?(?:is|was|be)?n?[o']?t?\b ?(?:not|wasn't|isn't)\b|\bnot the case\b|\brul(?:e|es|ed|ing) (?:it |this |that |them )?out\b"
        r"|\bnot the (?:root )?(?:cause|culprit|issue|problem|reason)\b|\bso this is unrelated\b|\bunrelated to\b|\bred herrings?\b|\beliminat(?:e|es|ed|ing) (?:this|that|the) (?:possibilit\w+|hypothes\w+|theor\w+)"
        r"|\beliminated this possibility\b|\bverified not to be\b|\bno (?:network|networking|dns|connectivity|disk|cpu|memory) (?:problem|issue)s?\b|\b(?:is|was|were)n't (?:the (?:cause|issue|problem|culprit)|related|caused)\b"
        r"|\b(?:is|was) not (?:related|the cause|caused by)\b|\bexclude (?:that|this|it) as\b|\bseems? to be (?:fine|find|ok|okay)\b|\bnot (?:a|an) (?:network|dns|quota|disk|memory|deploy\w*|code) (?:issue|problem)\b"
    ),
    Signal.DEED: (
        rf"\b(?:{_DONE})\b|^\W*(?:manually |then |also |now |and |ok,? |so )?(?:{_DO})\b"
        rf"|\b(?:decid(?:e|ed|es)|decision(?: taken)?|tr(?:y|ied|ies|ying)|attempt(?:s|ed|ing)?|proceeds?|starts?|started|began|begins?|manages?|managed|able) (?:\w+ )?to (?:\w+ly )?(?:{_DO})\b"
        rf"|\b(?:will|'ll|going to|gonna) (?:now |just |try (?:to )?)*(?:{_DO}|{_DONE})\b"
    ),
    Signal.GOOD: (
        r"\b(?:works?|working|worked) (?:again|fine|now|well|as expected|properly|normally)\b|\b(?:things|everything|all|it|this|that|launches|builds|service|site|requests)\b.{0,20}\b(?:are|is|was|were) (?:now |all )?(?:working|fine|ok|okay|good|stable|healthy|normal|back)\b"
        r"|\bback (?:to normal|up|online|in (?:service|working)|to 100|again)\b|\b(?:is|are|was|were|came|comes|come|went) back\b|\brecover(?:s|ed|ing|y)\b|\brestored\b|\bresolved\b|\bsucceed(?:s|ed|ing)?\b|\bsuccessful(?:ly)?\b|\b(?:is|are|as|now|become|becomes|became|all|look|looks) healthy\b|\bstable\b|\bstabili[sz]e[sd]?\b"
        r"|\bfix(?:es|ed)\b|\b(?:it|that|this|which) (?:help(?:s|ed)|worked)\b(?! on)|\breturn(?:s|ed|ing)? (?:back )?(?:quickly )?(?:back )?to (?:normal|100|its|the|full)|\breturns? close to zero|\bissue (?:is |was )?(?:goes |went )?(?:gone|away)\b|\bno longer (?!work|able|avail|respond|reach|access|launch|start|run)|\boperational\b"
        r"|\bwithin normal\b|\b(?:up and )?running again\b|\blaunching again\b|\bbegins? to (?:climb|recover|succeed|drop back)|\bbringing the outage to an end|\bservice resumes?\b|\busable again\b|\bable to (?:connect|create|start|launch|reach|log in|spawn|scale).{0,20}\bagain\b|\b100 ?%"
        r"|\bconfirm(?:s|ed)? (?:everything|that (?:everything|it|their|the)|ok|fine)|\bnew (?:builds|nodes|pods|launches) (?:start\w*|happen\w*|are up)|\bcan (?:connect|access|log in|reach|start|spawn|reproduce) .{0,10}\bagain\b|\b(?:upgrade|recovery|restor\w+|rebuild|replacement|failover|recreation|migration) (?:is |was |has )?(?:been )?completed?\b|\bsolv(?:es|ed)\b|\bfully functional\b|\bclean again\b|\bresolves? properly\b"
        r"|\bfix (?:is |was )?deployed\b|\bgood again\b|\blgtm\b|\bpassing\b|\bservice restored\b"
    ),
    Signal.BAD: (
        r"\bstill (?:fail\w*|down|broken|not|full|unavailable|erroring|see\w*|the same|persist\w*|elevated|isn't|doesn't|can't|didn't|happening|unhealthy|remain\w*|stuck)|\b(?:did|does|do|has|had|have|is|was)(?: not|n't) (?:any )?(?:help\w*|work\w*|fix\w*|resolv\w*|solv\w*|clear\w*|go away|chang\w*|make a difference|seem to (?:do|help|work)|been resolved)"
        r"|\b(?:did|does)n't work\b|\bno (?:luck|effect|change|improvement|difference)\b|\bunsuccessful\w*|\bfail(?:s|ed|ing)? again\b|\b(?:attempts?|deploy\w*|upgrades?|rollovers?|rollbacks?|steps?|tests?|travis|pipeline|reverts?)\b.{0,40}\bfail(?:s|ed|ing)\b"
        r"|\bremain\w* (?:elevated|unhealthy|down|broken|at 0|high|full)|\b(?:issue|problem|errors?)\b.{0,12}\bpersists?\b|\bto no avail\b|\b(?:it|this|that) (?:does|did|has) not\b[.)]*$|\bworse\b|\bdon't think (?:that|it|this) worked|\bdidn't help\b|\bhelp(?:ed|s)? (?:nothing|little)\b|\bcan't (?:reproduce|connect)\b|\bneither (?:of|worked)"
    ),
    Signal.SYMPTOM: (
        r"\bfail\w*|\berror(?:s|ing|ed)?\b|\btime-?outs?\b(?! (?:handling|setting|config|value|change|limit|bump))|\btimed out\b|\btiming out\b|\bdown\b|\boutages?\b|\bunavailab\w+|\bunreachable\b|\binaccessible\b|\bunresponsive\b|\bunhealthy\b|\bbroken\b|\bcrash\w*|\boom\w*|\b(?:crash|login|redirect)-? ?loop\w*|\bdegrad\w+|\bstuck\b|\bhang(?:s|ing)\b|\bhung\b"
        r"|\b(?:is|are|was|were|gets?|fills?) (?:now |up |almost )*full\b|\bfills up\b|\bexhaust\w+|\bsaturat\w+|\boverload\w*|\boverwhelm\w*|\bslow(?:er|ness|ly|ed)?\b|\blatency\b|\belevated\b|\bspik(?:e|es|ed|ing)\b|\bdrop(?:s|ped|ping)? (?:to|below|in|in|strongly)\b|\bfalling\b|(?<!close to )\bzero\b|\b0 ?%|\b5\d\d\b(?= |$|s\b|:)|\b4(?:03|04|29)\b"
        r"|\bnot respond\w*|\bnothing is responding|\bnot (?:reachable|available|accessible|launching|starting|working|loading|scaling|being (?:shipped|delivered|processed|able))\b|\b(?:cannot|can't|could not|couldn't|can not) (?:connect|reach|log|access|start|load|talk|spawn|be reached|resolve|authenticate|scale)\w*|\bunable to\b|\brefus(?:es|ed|ing)\b|\bexpir(?:ed|es|ing)\b"
        r"|\bcorrupt\w*|\bbad gateway\b|\bservice disruption\b|\b(?:pods?|nodes?|process\w*|containers?|servers?|workers?|instances?)\b.{0,20}\b(?:die[sd]?|dead|lost|gone|killed|missing)\b|\bleak(?:s|ed|ing|age)?\b|\btroubles?\b|\bproblems?\b|\bissues?\b|\bwent bad\b|\bno (?:available )?nodes\b|\bstarvation\b|\bbacklogged\b|\bbegan to drop|\bbegins? to drop|\bdelays?\b|\bdata loss\b|\bresource pool exhausted|\bnotready\b|\bqueuing\b|\baffected\b|\bleakage\b|\b1?2?0?0 ?% (?:cpu|memory|disk)|\bcpu\b.{0,20}\bhigh\b|\bhigh\b.{0,12}\bcpu\b"
    ),
    Signal.DOWN: (
        r"\b0 ?%|\b(?:drop\w*|down|fell|falls|fallen|is|was|been|at|rates?) (?:at |to |back )*zero\b(?! pods| replicas)|\b(?:is|are|was|were|been|being|went|goes|go) (?:completely |fully |all |entirely |totally |both )?(?:down|offline|unavailable|unreachable|inaccessible|unusable|not (?:responding|reachable|accessible|available|launching|working|loading)|failing(?! to (?:stop|shut|terminate|be deleted|clean))|broken|unresponsive)\b|\boutage (?:is |was )?(?:reported|begins?|starts?|present|recur\w*)|\bnothing is responding|\beverything'?s? (?:is )?(?:still )?fail\w*"
        r"|\ball .{0,40}\b(?:fail\w*|down|unavailable|notready)\b|\b(?:launches|builds|requests|logins|jobs|servers|pods|users?) (?:begin|began|start|started|are|were) (?:fail\w*|timing)\b(?! to (?:stop|shut|terminate|be deleted|clean))|\bfail(?:s|ing)? again\b|\bcan(?:not|'t) (?:log ?in|access|reach|connect|resolve)|\bstopped (?:successfully )?\w+ing\b|\b(?:issue|problem) (?:still )?persists\b|\bbad gateway\b|\breturn(?:s|ing|ed)? (?:5\d\d|4(?:03|04|29))\b|\b(?:4(?:03|04|29)|5\d\d)s?\b.{0,20}\b(?:error|forbidden|responses|reported|for)\b|\bservice (?:disruption|degradation)\b|\brequests failing\b|\b\d+ ?% of .{0,30}\b(?:fail\w*|error\w*)|\bunable to (?:log|access|reach|start|launch|connect)|\bsame .{0,40}errors? popping up\b|\blaunch(?:es)? (?:are|is|were)n't working|\bnot happening as expected\b|\bwe have no nodes\b|\bgoing wrong\b|\bgrind\w* to a halt"
    ),
    Signal.ENDED: (
        r"\b(?:incident|outage|issue|ticket|alert)s? (?:is |was |has been |have been |officially |marked |gets? )*(?:declared )?(?:as )?(?:resolved|over|closed|ends?|ended|repaired|done)\b|\bservice (?:is |was |has been )?(?:fully )?(?:restored|recovered|resumes?d?)\b|\bfull service restored\b|\bbringing the outage to an end|\bfully (?:recovered|restored|operational|resolved)\b|\bresolution note\b"
        r"|\bdeclared resolved\b|\ball systems (?:verified |are )?operational\b|\bincident ends\b|\bback online\b|\bmarked as resolved\b|\bend of (?:the )?(?:incident|outage)\b|\bfix (?:is |was )?deployed\b|\bfix (?:is )?live\b|\bhas been resolved\b|\bfixed and deployed\b|\bresolved\b.{0,30}\bincident\b"
    ),
    Signal.TOLD: (
        rf"\bstatus ?pages?\b|\btweet\w*|\bannounc(?:e|es|ed|ing|ement)\b|\b(?:inform|notif)\w+ (?:the )?(?:{_NOUN}|them|our|all)|\b(?:get|got|gets) back to\b|\blets? (?:the |our )?(?:{_NOUN}|them|everyone) know\b|\blet the community know\b|\b(?:update|message|mail|e-?mail|notice) (?:was |is )?(?:posted|sent|send|published)\b|\bposts? (?:an |a )?(?:update|notice|message)"
        rf"|\b(?:mail|e-?mail|message)(?:ed|s)? (?:sent|to)\b|\busers? (?:were )?updated\b|\bshares? (?:this |the |an )?update|\bupdates? (?:the )?(?:\w+ )?(?:community|customers?|users?|stakeholders?)\b|\bcommunicat(?:ed|es|ing|ion)\w* (?:to|with)|\btell(?:s|ing)? (?:the )?{_NOUN}|\btold (?:the )?{_NOUN}|\breplie[sd] to|\basking teams\b"
    ),
    Signal.FOUND: (
        r"\breali[sz](?:e|es|ed|ation|ing)\b|\bdiscover(?:s|ed|y|ing)?\b|\bidentif(?:y|ied|ies)\b|\b(?:found|finds?|find) (?:out|that|the|a|an|no|some|another)\b|\bturn(?:s|ed) out\b|\broot cause\b|\bconfirm(?:s|ed)? (?:that|this|the)\b|\bdetermin(?:e|es|ed)\b|\bit is clear\b|\bmade the problem clear\b|\bnotic(?:e|es|ed)\b|\bobserv(?:e|es|ed|ing)\b|\blogs? (?:\w+ )?(?:show|contain|point)\w*|\bshow(?:s|ed) (?:that|the|a)\b"
        r"|\bdiagnos\w+|\bwe see\b|\bconclu(?:de|des|ded|sion)\b|\bexplains?\b|\bpinned (?:it )?down\b|\btraced\b|\bnarrowed\b|\bi see\b|\bculprit\b|\bunderstood\b"
    ),
    Signal.CAUSE: (
        r"\bdue to\b|\bbecause\b|\bcaus(?:ed|ing|es) (?:by|the|a|an|all|our|this|binder|it|many|\w+ to)\b|\bwas caused\b|\broot cause\b|\bas a (?:result|consequence) of\b|\bresult(?:s|ed|ing)? (?:in|from)\b|\b(?:led|leading|leads) to\b|\battribut\w+ to\b|\bculprits?\b|\bwhich (?:meant|means|explains?|caused)\b|\bthis (?:is because|is why|explains|leads to|is causing)\b|\bdriven by\b"
        r"|\btriggered (?:a|an|the|excessive)\b|\bstem\w* from\b|\bsince (?:the|we|it|they|our|binderhub|both|all|that)\b.{10,}|\bnegat(?:ed|es)\b|\boverwhelm(?:ed|ing|s)\b|\b(?:ran|run|running|runs) out of\b|\bout of (?:memory|disk|space|resources|quota)\b|\bthe (?:cause|reason)s? (?:is|was|were|are|for|of)\b|\bthe (?:issue|problem)s? (?:is|was|were|are) (?:that|due|caused|because|likely)\b|\bit must be\b|\b(?:a |the |known )?bug (?:in|that|which|with|report|preventing)\b|\bdisk (?:was |is |space )?(?:full|low)\b|\bfull root partition\b"
        r"|\bexpired\b|\bnot compatible\b|\bincompatib\w+|\bmisconfigur\w+|\bintroduced (?:by|in|with)\b|\bthanks to\b|\bresponsible for\b|\bowing to\b|\bnot (?:being )?(?:configured|set|allowed)\b|\bmissing (?:the )?(?:annotation|index|permission|limit|record|module|dependency|config)|\b(?:full|smaller|lower|higher|too (?:low|small|high|big|many|slow|old))\b.{0,20}\b(?:limit|memory|disk|partition|quota|timeout)|\bexceeded (?:quota|its|the|our)"
    ),
    Signal.BELIEF: r"\bbelieved to\b|\bis thought to\b|\bwe believe\b|\bbelie(?:f|ve)\b|\bassum(?:ed|es|ption)\b|\bhigh likelihood\b|\bmost likely\b",
    Signal.ACTION: (
        r"\[ ?action(?: item)?s? ?\]|\baction items?\b|^\W*(?:ai|todo|to-do|action|follow[- ]?ups?|next steps?) ?[:\-–]|\bshould(?:n't| not)? (?:also |instead |probably |really |not |all |now |ideally |definitely )*(?!be (?:ok|okay|fine|good|back|resolved|fixed|enough|able|working|safe|done|clear|stable|sufficient)\b|fix\b|work\b|help\b|take\b|resolve\b|now\b|have (?:been|had|working|done)\b|see\b|recover\b|come\b|mean\b|i\b|we\b|it\b)[a-z]{2,}"
        r"|\bneeds? to (?:find|add|have|make|devise|improve|write|fix|investigate|be (?:added|fixed|changed|documented|reviewed|replaced|improved))\b|\bwe (?:need|must|want) (?:to|a|an|better|more)\b|\bmust (?:also )?(?:be|add|have)\b|\blet'?s (?:add|make|file|write|document|make sure)\b|\bwe will have to\b|\bfile (?:an? )?(?:issue|ticket|bug)\b"
        r"|\b(?:opened|created|raised|filed) (?:an? |the )?(?:\[?issue|\[?ticket|bug)\b|\bfollow[- ]?up (?:with|on|to|issue|ticket)|\bit would be (?:good|nice|better|great|useful)\b|\bwe (?:really )?could use\b|\b(?:a )?better way to\b|\bin (?:the )?future,? (?:we|it)\b|\bdocument (?:how|that|the)\b|\bmake sure (?:that )?(?:we|the|this)\b"
    ),
    Signal.LUCK: r"\bluck(?:y|ily)?\b|\bfortunate(?:ly)?\b|\bhappened to (?:be|have|see|notice)\b|\bby (?:pure )?chance\b|\bcoinciden\w+|\bgood thing\b|\bsaved us\b|\bnarrowly\b|\bjust before\b|\bwas (?:still )?around\b",
    Signal.WELL: r"\bas (?:intended|expected|designed|planned)\b|\bgreat job\b|\bnice work\b|\bgood catch\b|\bwell done\b|\bkudos\b|\bself-?heal\w*|\bworked (?:great|perfectly|well|as)\b|\bpromptly\b|\bno data (?:was |were )?lost\b|\bcleanly\b|\bquickly (?:return|restor|resolv|identif|fix|recover|revert|found|notic)\w*|\b(?:found|restored|reverted|resolved|fixed|noticed|responded) (?:\w+ )?(?:quickly|promptly)\b",
    Signal.WRONG: (
        r"\bno (?:alerts?|alerting|monitoring|runbooks?|documentation|metrics?|dashboards?|one (?:was|is|noticed)|access|permissions?|backup|rollback|tests?)\b|\bnobody (?:was|noticed|with|had|knew)|\b(?:went|goes|gone) unnoticed\b|\bmissing (?:alert\w*|logs?|metrics?|monitoring|documentation|runbook)\b|\blogs? (?:are|were|was|is) missing\b|\b(?:did|does|do)(?:n't| not) have (?:the |any |enough )?(?:access|permission\w*|alert\w*|monitoring|runbook|logs?|metrics|a way|a documented)"
        r"|\bdon'?t know how\b|\bdon'?t have\b.{0,20}\b(?:access|way|alert)|\btook (?:a while|too long|longer|close to|over|hours|a long)\b|\bunclear\b|\bnot clear\b|\bconfus(?:ed|ing|ion)\b|\bdocumentation is wrong\b|\boutside (?:of )?(?:working|business|office) hours\b|\bnot (?:monitored|alerted|documented|paged|notified)\b|\b(?:a|this was a) mistake\b|\bdelay(?:ed|s)? (?:by|because|due|the)\b|\bslow(?:ed)? (?:us|down|to)\b|\bdown the wrong\b|\bwrong rabbit\b"
        r"|\bflak(?:y|ey)\b|\bunable to (?:diagnose|debug|see|find)|\bcan'?t (?:see|find|tell|log|access)\b|\bcounted as\b|\bregistered as\b|\bred herring|\bnot (?:have )?(?:enough )?(?:visibility|metrics)|\bpages? (?:also )?didn'?t\b|\bcomplicated by\b"
    ),
    Signal.CHANGE: (
        r"\bdeploy(?:s|ed|ing|ment|ments)?\b|\breleas(?:e|ed|es|ing)\b|\broll(?:ed|s|ing)? ?out\b|\brollovers?\b|\bupgrad(?:e|ed|es|ing)\b|\bmigrat(?:e|ed|es|ing|ion)\b|\bmerg(?:ed|es|ing)\b|\bpublish(?:ed|es)?\b|\bannouncement\b|\bblog post\b|\b(?:goes|went|go) live\b|\bpush(?:ed|es)\b|\bconfig(?:uration)? change\b|\bplanned (?:change|maintenance|upgrade)|\bmaintenance\b|\bDNS (?:entry|record)|\bcertificates?\b"
        r"|\bscal(?:e|ed|es|ing) (?:up|down)|\bnew version\b|\b(?:image|version|chart|library|package|system|kernel|node)s? (?:was |were |is |are )?(?:updated|bumped|upgraded)\b|\bcordon(?:ed|s|ing)?\b|\btraffic\b|\bposted to\b|\bproactively\b|\binitiated\b|\bset ?up of\b|\bbump of\b|\bfailover\b|\bexpir(?:ed|es|y)\b|\bautoscal\w+|\bworkshop\b|\btutorials?\b|\bmarketing\b|\bcampaign\b"
    ),
    Signal.DECIDED: r"\bdecid(?:e|es|ed|ing)\b|\bdecisions?\b|\bagreed?\b|\bchose\b|\bopt(?:ed|s)? (?:to|for|against)\b|\bwe will not\b|\bapproach is to\b|\bconfirms? approach\b|\bencourages\b",
    Signal.HARMLESS: r"\bno (?:data|customers?|users?|messages?|events?|other|further|unexpected)\b.{0,60}\b(?:lost|loss|affected|impact\w*|leaked|exposed|uses?|recurrence)\b|\bno data (?:loss|was lost)\b|\bdata (?:is|was) (?:safe|intact)\b",
    Signal.PERMANENT: r"\bpermanent(?:ly)?\b|\bproper fix\b|\blong[- ]term (?:fix|solution)\b|\bfixed (?:in|upstream)\b|\bupstream (?:patch|fix|contribution)\b|\bfix (?:is |was )?(?:deployed|merged|applied|released|in place)\b|\bwith the fix\b|\bPR merged\b|\bcode fix\b|\bunderlying issue\b.{0,40}\bfixed\b",
    Signal.TEMPORARY: r"\btemporar(?:y|ily)\b|\bwork-?arounds?\b|\bstop-?gap\b|\bfor now\b|\bquick(?: and dirty)? fix\b|\bshort[- ]term\b|\bbuy(?:s|ing)? (?:us )?(?:some |more )?time\b|\brestart\w*|\breboot\w*|\brevert\w*|\broll(?:ed|ing)? ?back\b|\bcordon\w*|\bdelet\w+|\bcull\w*|\bbann?ed\b|\bthrottl\w+|\bby hand\b|\bkill\w*|\bscal(?:ed|ing|e)\b",
    Signal.OUTSIDE: (
        rf"\b(?:their|its) status ?page\b|\b(?:{_SUPPLIERS})\b.{{0,60}}\b(?:status ?page|outages?|advisor(?:y|ies)|degradation|incident|usable again|is down|was down|had issues|problems|faulty update|ran out|no more resources|rate limit\w*)\b"
        rf"|\b(?:outage|incident|degradation|problems?|issues?|advisory|faulty update) (?:at|of|on|in|with|from|by) (?:{_SUPPLIERS})\b|\b(?:upstream|third[- ]party|external) (?:provider|service|outage|incident)\b|\b(?:service )?degradation\b.{{0,20}}\bgithub\b"
    ),
}
