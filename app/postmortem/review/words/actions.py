"""What makes an action item strong or weak."""

#: Table columns, by meaning.
OWNER_COLUMNS = r"\b(owners?|assignees?|assigned( to)?|who|responsib\w+|dri|lead|poc|person|point of contact|verantwortlich\w*|responsable|dueño|propietario|by whom)\b|担当|オーナー|責任者"
DATE_COLUMNS = r"\b(due|due date|deadline|eta|target date|by when|when|date|complete by|frist|fällig\w*|bis|échéance|fecha|plazo)\b|期限|期日"
CLASS_COLUMNS = r"\b(types?|class(ification)?|category|kind|typ|tipo)\b|種別|分類"
STATE_COLUMNS = r"\b(status|state|done|progress|estado|statut|zustand)\b|状態|ステータス"
FACTOR_COLUMNS = r"\b(factors?|causes?|root causes?|addresses|serves|linked to|ursachen?|facteurs?|causas?)\b|原因|要因"
PROOF_COLUMNS = r"\b(verif\w+|verification|acceptance|success( criteria| metric)?|done when|signal|how (do )?we (will )?know|validation|measure\w*)\b|確認|検証"
TEXT_COLUMNS = r"\b(action( items?)?|items?|description|task|what|recommendation|follow[- ]?up|improvement|measure|maßnahme|acción|tarea|todo|step|title|summary|change)\b|対策|内容|タスク|アクション"

#: "Owner: Ana", "(Ana)", "@ana": one name, wherever the list puts it.
OWNER = (
    r"(?:\b(?:owner|assignee|assigned to|responsible|dri|lead)\b\s*[:=]?\s*|(?:担当|オーナー)\s*[:：]?\s*)"
    r"(?P<named>@?[\w][\w .'-]{0,40})|(?<![\w/`.])@(?P<handle>[A-Za-z][\w.-]{1,38})(?![\w/])"
)

#: An owner that is a group or nobody.
TEAM = r"\b(teams?|squad|group|everyone|everybody|all|engineering|ops|devops|sre|sres|platform|infra\w*|infrastructure|dept|department|developers|engineers|contributors|us|we|management|security|qa|support|product|backend|frontend|dba|dbas|ips|guild|committee|alle|équipe|equipo|todos)\b|全員|チーム|各自"
#: More than one name in a column for one.
SEVERAL = r"(?<=\w)\s*(?:[,&/+、]|\b(?:and|und|et|y)\b)\s*@?[A-Z\u3040-\u9fff]"
NOBODY = r"^\W*(tbd|tba|tk|todo|n/?a|none|unassigned|unknown|nobody|\?+|-+|—|open|\[.*\]|<.*>)?\W*$"

#: A date that is no date, in any sentence and in a column for dates.
COARSE_DATE = (
    r"\b(?:Q[1-4]\b(?:\s*[/-]?\s*'?(?:20)?\d\d\b)?(?:\s*[-–]\s*Q[1-4](?:\s*'?(?:20)?\d\d)?)?"
    r"|H[12]\s*'?(?:20)\d\d|asap\b|(?:very |as )?soon\b(?! as)|in the (?:near|coming|distant|not too distant) \w+"
    r"|next (?:week|month|quarter|sprint|year|few (?:days|weeks|months))\b|this (?:week|month|quarter|sprint|year)\b"
    r"|(?:the )?coming (?:days|weeks|months)|end of (?:the |this |next )?(?:week|month|quarter|year)\b"
    r"|when time permits|at some point|in due course|bald\b|bientôt\b|pronto\b)|近日|今後"
)
#: The four classes the rubric wants, where an item or its heading names one.
CLASSED = r"\b(prevent\w*|detect\w*|mitigat\w*|learn\w*|corrective|recover\w*|investigat\w*)\b|再発防止|検知|予防|軽減|prävention|erkennung|prévention|détection|prevención|detección"

#: How anybody will see that it is done and works.
PROOF = (
    r"\b(verif(?:y|ied|ies|ication)\b|so that\b|until\b|such that\b|confirmed by|accept(?:ance|ed when)|done when"
    r"|measured by|success (?:is|criteria|metric)|should (?:now )?(?:alert|page|fail|fire|block|reject)|fails? (?:if|when|the build)"
    r"|alerts? (?:if|when|fires?|at|on)\b|pages? (?:if|when)|(?:below|above|under|over|at least|at most|within|less than"
    r"|more than|greater than|>=?|<=?|≥|≤)\s*~?\$?\d|\d+(?:\.\d+)?\s?%|simulat\w+ (?:the )?(?:failure|outage)|drill(?:ed)?|game ?day"
    r"|regression test|zero (?:errors|failures))|確認する|検証"
)

#: An item that says itself which cause it serves.
SERVES = r"\b(?:factors?|causes?)\s*(?:#|no\.?|:)?\s*\d+\b|\b(?:serves|addresses)\s*:?\s*(?:contributing |root )?(?:factor|cause)"

_PAST = (
    "corrected|avoided|fixed|added|created|updated|moved|implemented|disabled|enabled|increased|reduced|removed|changed|deployed"
    "|configured|migrated|replaced|rotated|revoked|upgraded|merged|reverted|introduced|patched|rewrote|built|wrote|published|raised|lowered"
)
#: Verbs an open item begins with; what it tells after them is what will be done.
_IMPERATIVE = (
    "add|alert|automate|block|build|change|check|clean|configure|create|define|deploy|disable|document|enable|ensure|establish|evaluate|find|fix"
    "|implement|improve|increase|introduce|investigate|limit|look|make|migrate|monitor|move|perform|prevent|publish|remove|replace|report|require"
    "|restrict|review|revert|rewrite|run|set|stop|test|update|upgrade|use|validate|verify|write|we will|we should|we need|we must"
)
#: Finished already: neither owner nor date is missing. In the item's text, a state column, a heading.
DONE = (
    r"\((?:done|completed?|fixed|merged|deployed|implemented)\b[^()]{0,40}\)|\b(?:done|completed|implemented)\W*$"
    r"|^\W*(?:done|completed?|fixed|added|created|updated|moved|implemented|disabled|enabled|increased|reduced|removed"
    r"|changed|deployed|configured|migrated|replaced|rotated|revoked|upgraded|merged|reverted|published|introduced)\b"
    r"|\b(?:has|have) (?:now |already |since |also )?been (?!scheduled|planned|proposed|discussed|assigned|prioriti|filed|raised|opened|identified|requested|suggested)\w+|(?<!that )(?<!which )\b(?:was|were) (?:also |then |subsequently |later )?(?:added|created"
    r"|updated|changed|fixed|deployed|implemented|moved|merged|enabled|disabled|increased|removed|replaced|configured|introduced)\b"
    r"|\bwe(?:'ve| have) (?:now |already |since |also |\w+ly )?\w+(?:ed|en|ade|uilt|et|ut)\b|\b\w+ (?:moved|increased|added|migrated|updated) to\b"
    # An item whose own clause tells of a deed: "Fix the script: corrected the path", "the team added a test", "a fix was applied".
    rf"|^[^.:]{{3,70}}:\W*(?:{_PAST})\b"
    rf"|^\W*(?!(?:{_IMPERATIVE})\b)(?:[\w'’-]+ ){{1,5}}(?:{_PAST}) (?:an?|the|our|its?|this|these|all|more|new|some)\b"
    rf"|^\W*(?!(?:{_IMPERATIVE})\b)(?:(?!(?:that|which|who|whose|why|how|what|if|when|where|after|before|until|because|was|were|is|are|be|been)\b)[\w'’-]+ ){{1,6}}(?:was|were) (?:\w+ly )?(?!(?:needed|required|supposed|expected|planned|missed|affected|scheduled|proposed|discussed|unaffected)\b)\w+ed\b"
    r"|\b(?:fix|solution|remedy|workaround) was to \w+"
    r"|✅|✔|☑|完了|済み|erledigt|terminé|hecho"
)
DONE_STATE = r"\b(?:done|completed?|closed|fixed|resolved|merged|finished|yes|deployed|implemented|shipped)\b|✅|✔|☑|完了|済"
#: It will not be done: it is no action any more.
DROPPED_STATE = r"^\W*(?:dropped|won'?t (?:do|fix)|will not be done|rejected|declined|cancell?ed|abandoned|obsolete|superseded)\b"
DONE_HEADING = r"\b(?:completed|done|implemented|finished|already|taken)\b|完了|実施済"

#: "We will …": an intention outside any list of actions.
INTENTION = (
    r"\b(?:we(?:'ll| will| are going to| plan(?: on| to)?| intend to| need to| must| should(?! have)| want to| aim to"
    r"|'re going to| are (?:working|planning|looking|adding|implementing|investigating|considering|building|improving))"
    r"|will be (?:conducted|implemented|added|deployed|set ?up|introduced|reviewed|created|updated|improved|provided"
    r"|scheduled|done|carried out|developed|changed|enforced|required|put in place|held|given|made)"
    r"|going forward,? |the team (?:will|is going to|plans to)|(?:needs?|has|have) to be (?:added|changed|fixed|improved"
    r"|updated|implemented|documented|tested|monitored))"
)

#: The same as an order, in a section that tells the way out: "Publish a document ...".
ORDER = (
    r"^\W*(?:add|perform|conduct|carry out|enhance|strengthen|create|write|build|implement|configure|enable|disable|remove|replace|migrate|upgrade|publish|file|require|block|enforce|automate|introduce|document"
    r"|restrict|ensure|develop|hire|establish|set ?up|schedule|define|rewrite|integrate|extend|emphasi[sz]e|continue|improve|consider|review|investigate)\b(?! (?:was|were|is|had|has))"
)

#: What the way out consists of, told as a sentence.
REMEDY = r"\b(?:fix|solution|remedy|workaround),? (?:is|will be|would be|was) to \w+"
#: How something behaves, whoever does what about it.
BEHAVIOUR = r"\bwill (?:\w+ly )?(?:fail|break|crash|hang|happen|occur|return|show|cause|not\b|no longer|never)"

#: An opening that promises a list and is none itself.
INTRODUCTION = r":\s*$|\b(?:following|below|these)\b.{0,40}\b(?:steps?|actions?|items?|measures?|improvements?|changes?)\b|^\W*(?:none|n/?a|tbd|tk|no actions?)\W*$"

#: Non-actions: nothing changes when they are done, or nobody can tell that they are.
#: Each with the words to look for, and what is wrong with them.
WEAK: tuple[tuple[str, str, str], ...] = (
    (
        "diligence",
        (
            r"\b(?:be|being|become|stay|remain) (?:more |very |extra )?(?:careful|cautious|diligent|vigilant|attentive|mindful"
            r"|thorough|aware|proactive)\b|\bmore (?:careful(?:ly)?|caution|diligen(?:ce|t)|attention|vigilan(?:ce|t)|care)\b"
            r"|\b(?:double|triple)[- ]?check(?:ing)?\b|\bpay (?:more |closer )?attention\b|\btake (?:more |greater )?care\b"
            r"|\bremember to\b|\bmake sure (?:we|to|you|everyone|that we)\b.{0,40}\b(?:remember|careful|think|follow|read|don't)\b"
            r"|\bkeep (?:an )?(?:closer |a close )?eye on\b|\btry (?:harder|to (?:be|avoid|remember|do better))\b"
            r"|\b(?:remind|emphasi[sz]e|reiterate|stress|encourage|discourage|urge)\b|\bvorsichtiger\b|\bfaire (?:plus )?attention\b"
            r"|\btener (?:más )?cuidado\b|気をつける|注意する|徹底する|周知"
        ),
        "it asks people to try harder; nothing in the system changes",
    ),
    (
        "rule",
        r"^(?:please |always |we (?:should|must|will) (?:always )?)?(?:do not|don't|never|avoid) (?:to )?(?:do|doing|run|running|deploy\w*|push\w*|forget\w*|skip\w*|merg\w+|mak(?:e|ing)|touch\w*|rely\w*|assum\w+|perform\w*|chang\w+|edit\w*|delet\w+|restart\w*)\b",
        "it is a rule to remember; nothing stops or warns who does not know it",
    ),
    (
        "training",
        (
            r"\b(?:more |better |additional |further |extra |refresher |re-?)?(?<!machine )(?:train(?:ing)?(?!\s+(?:data|set|run|job|model|cluster|pipeline))"
            r"|retrain\w*|educat(?:e|ing) (?:\w+ ){0,3}(?:users|staff|employees|team|teams|developers|engineers|people|colleagues|about|on)|raise (?:\w+ )?awareness|increase (?:\w+ )?awareness)\b|\bschulung|\bformation du personnel"
            r"|\bcapacitaci[oó]n|教育|研修"
        ),
        "training repeats what people already knew that day; it neither blocks the step nor shows it",
    ),
    (
        "communication",
        (
            r"\b(?:communicate (?:better|more|clearer|more clearly)|(?:better|more|improve\w*|clearer|increase\w*) (?:\w+ )?communications?)\b"
            r"|\bkommunikation verbessern\b|\bmejorar la comunicación\b|\baméliorer la communication\b"
        ),
        "it names no message, channel or moment that will change",
    ),
    (
        "review",
        (
            r"^(?:we (?:will|should|need to) |please )?(?:re-?)?(?:review|revisit|evaluate|assess|examine|explore|research|investigate"
            r"|look (?:at|into)|discuss|think about|have a (?:talk|discussion|think|look|chat))\b"
            r"|^we (?:should|need to|will) have a (?:talk|discussion|chat)\b|見直す\W*$|検討する?\W*$|^überprüfen\b|^revisar\b|^réexaminer\b"
        ),
        "looking at something is not a change; nobody can tell when it is done",
    ),
    (
        "consider",
        (
            r"^(?:we (?:will|should|could|might|may|need to|must) (?:also )?|also )?(?:consider(?:ing)?\b|(?:might|may) want to\b|think about (?:whether|how|adding|using)\b)"
            r"|^(?:it )?(?:would|might) be (?:good|nice|great|better|ideal|useful) to\b|nice to have|考慮|^erwägen|^envisager|^considerar"
        ),
        "it leaves open whether anything is done",
    ),
    (
        "improve",
        (
            r"^(?:we (?:will|should|need to|must|are going to|plan to) |the (?:[\w-]+ )?team (?:will|should|is continuing to|plans to) |continue (?:to|our) )?(?:further |generally )?"
            r"(?:improv\w+|enhanc\w+|strengthen\w*|streamlin\w+|better|harden\w*)\b"
            r"|^(?:\w+ )?(?:increase|reduce|optimi[sz]e|minimi[sz]e|tighten) (?:the |our |overall )?(?:\w+ ){0,2}?(?:visibility|awareness"
            r"|reliability|resilien\w+|performance|quality|robustness|stability|security|coverage|monitoring|testing|likelihood|risks?|observability|communication)\b"
            r"|^(?:we (?:will|should|need to) )?(?:monitor|test|document|plan|check|handle|manage) (?:this |it |things |them )?(?:better|more closely|more carefully|more thoroughly)\b"
            r"|^(?:we need |need |needs |the team (?:has .{0,40} and )?will (?:implement|add|provide) |(?:we (?:will|should|need to) )?(?:add|adding|implement\w*|provide|have|develop|ensure|set ?up|create|establish\w*|introduce|write|ensuring) )?"
            r"(?:some |a |an )?(?:better|improved|more|proper|stronger|clearer|enhanced|tighter)(?: and \w+)? (?:[\w-]+ ){0,2}?(?:monitoring|alerting|alerts|testing|tests|test coverage|test cases"
            r"|documentation|docs|process(?:es)?|procedures?|tooling|visibility|logging|observability|practices|standards|controls|planning|coordination"
            r"|reviews?|validation|error handling|techniques?|error messages?|runbooks?|governance|communications?)\b"
            r"|\bneeds? (?:a |to be |an )?(?:more|better|improved|improvement)\b|\bverbessern\W*$|^(?:améliorer|mejorar)\b|(?:改善|強化)(?:する)?\W*$"
        ),
        "it has no end: no file, check or value is named that will be different",
    ),
)

#: Signs in the rest of an item that something is named after all: code, a number with a unit, a
#: verb of change behind "by", "and" or a colon.
CONCRETE_REST = (
    r"\u2591|(?<![\w])#\d+|\b\d+(?:\.\d+)?[\s-]?(?:%|ms\b|s\b|m\b|h\b|seconds?|minutes?|hours?|days?|gi?b|mi?b|cores?|replicas?|nodes?)"
    r"|\bwith (?:an?|the) \w+|(?:\b(?:by|and|then|which will|that will|so that|we (?:should|will|must)|for all|whenever|(?:alerts?|pages?|fires?|fails?) (?:when|if|on))|[:;,—–(]|\s-)\s+(?:\w+ly |we |we should |to )?(?:add|creat|writ|build|implement|configur|deploy|enabl|disabl|remov|delet"
    r"|replac|migrat|upgrad|pinn?|split|separat|mov|set|requir|block|reject|enforc|automat|limit|alert|install|introduc|switch|chang|updat|scop|test|document|check"
    r"|restrict|rotat|revok|validat|runn?|us|schedul|fix|label|expos|record|stor|cach|refactor|rewrit|assign|integrat|extend|includ|stop|turn|writ|scal)\w*"
)

#: Verbs that say what will change: a sentence of an action section that begins so is an item.
CHANGES = (
    r"\b(?:add|create|write|build|implement|configure|deploy|enable|disable|remove|delete|replace|migrate|upgrade|downgrade"
    r"|pin|split|separate|move|rename|set(?: ?up)?|require|block|reject|enforce|automate|limit|rate[- ]limit|alert|page|install"
    r"|introduce|switch|change|update|document|publish|restrict|rotate|revoke|test|validate|run|use|adopt|provide|schedule"
    r"|fix|patch|back ?up|archive|clean ?up|purge|label|expose|record|store|cache|refactor|rewrite|define|assign|integrate"
    r"|extend|include|exclude|prevent|stop|allow|deny|turn (?:on|off)|roll out|apply|merge|convert|scale|bump|lock)\b"
)
