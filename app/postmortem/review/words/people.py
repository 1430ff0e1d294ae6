"""Who is spoken of, and the words that put the fault with them."""

#: One person, by what they are. Plurals and teams are not persons.
ROLE = (
    r"(?:engineer|developer|(?:human|system|database|network|duty|shift|machine|data ?center) operator|admin(?:istrator)?|sys ?admin"
    r"|employee|intern|contractor|dba|sre|responder|on[- ]call(?: engineer| responder| person)?|team ?member|staff ?member"
    r"|colleague|coworker|co-worker|technician|(?:engineering|product|project|line|release|shift|duty|incident|office) manager"
    r"|deployer|approver|tester|operator(?= (?:who|typed|ran|entered|forgot|pressed|clicked|did not follow|was not paying|should have|selected|mis\w+)\b)"
    r"|programmer|maintainer|committer|reviewer|author|architect|(?:tech(?:nical)?|team|incident|engineering) lead|new hire|newcomer"
    r"|person|individual|teammate|support agent|consultant|trader|analyst|executive|ingenieur"
    r"|mitarbeiter|entwickler|ingénieur|développeur|ingeniero|desarrollador|担当者|エンジニア|作業者)"
)
#: Behind a role these make it a thing: "the deployer address", "engineer-facing".
_NO_PERSON = r"(?![-/]| (?:address|account|role|key|wallet|machine|job|pod|image|portal|console|tool|laptop|experience)\b)"
PERSON = rf"(?:\b(?:he|she|he/she|s/he)\b|\b(?:the|an?|one of (?:the|our)|another|our|some|that|this|first|second) (?:[\w-]+ ){{0,3}}?{ROLE}\b{_NO_PERSON}|^\W*(?:[A-Z][\w-]* ){{0,2}}{ROLE}\b{_NO_PERSON}|\bone of (?:the|our) (?:[\w-]+ ){{0,2}}{ROLE}s\b|\b(?:somebody|someone)\b)"

#: Not our people: their mistakes are nobody's blame here.
OUTSIDERS = r"\b(attackers?|impersonators?|hackers?|phish\w*|scammers?|exploiters?|adversar\w+|threat actors?|intruders?|thie(?:f|ves)|criminals?|bad actors?|spammers?)\b"

#: What a blaming sentence says of a person: fault, ignorance, or diligence.
FAULT = (
    r"\b(?:failed to|fail(?:s|ing)? to|forgot(?:ten)?(?: to| about| that)?|neglected to|omitted to|never bothered"
    r"|(?:did not|didn't|had not|hadn't|does not|doesn't|do not) (?:bother|check|double[- ]check|follow|verify|read|notice|realis|realiz"
    r"|test|review|know|understand|think|pay|communicate|escalate|ask|tell|inform|consider|validate|look|remember|care|listen"
    r"|appreciate|recogni[sz]e|understood|known|checked|tested|read|followed|verified|noticed|informed)\w*"
    r"|(?:was not|wasn't|were not|weren't|is not|isn't|not being|not) (?:fully |really |sufficiently |entirely |very |properly |too )?"
    r"(?:aware|careful|paying attention|familiar|trained|thorough|qualified|experienced|diligent|attentive|competent|vigilant)"
    r"|unaware|(?:should(?:n't| not)?|ought to) have(?! (?:access|an?|the|to|more|no|their|one)\b)|should(?:'ve| of)"
    r"|(?:mistakenly|accidentally|inadvertently|carelessly|wrongly|incorrectly|erroneously|blindly|negligently|unknowingly"
    r"|unintentionally|by mistake|by accident|in error)|ignored|overlooked|misread|misunderstood|misjudged|mistyped|misconfigured"
    r"|typo(?:ed|'d)|fat[- ]?finger\w*|(?:made|making|makes|committed) (?:an?|the|this|another|some) (?:\w+ ){0,2}(?:mistakes?|errors?|typo|blunder)"
    r"|screwed up|messed up|botched|bungled|(?:is|was|were) (?:to blame|at fault|responsible for (?:the|this) (?:outage|incident|mistake|error|failure|problem))"
    r"|(?:caused|causing) (?:the|this|an?) (?:outage|incident|failure|problem)|without (?:being (?:thorough|careful)|checking|testing"
    r"|verifying|asking|telling|thinking|reading|permission|approval|authori[sz]ation|following)|lack(?:ed|s)? (?:the )?(?:experience|attention|knowledge|care|discipline|understanding)"
    r"|(?:not|n't) (?:have )?(?:enough|sufficient) (?:experience|knowledge|care|training))\b"
)

#: Words that judge character or diligence, whoever is meant.
DILIGENCE = (
    r"\b(?:careless(?:ly|ness)?|negligen(?:t|ce|tly)|sloppy|sloppiness|(?:being |too |got |was |were )lazy|laziness|incompeten(?:t|ce)|reckless(?:ly|ness)?|inattenti(?:ve|on)"
    r"|lack of (?:attention|care|diligence|discipline|competence|experience|common sense|professionalism)|(?:human |sheer |pure )?stupid(?:ity|ly)?"
    r"|(?:dumb|silly|rookie|foolish|idiotic|embarrassing|boneheaded|amateur) (?:mistake|error|move)|irresponsib(?:le|ly)|unprofessional(?:ly)?"
    r"|inexperienced(?: \w+)?|not (?:being )?(?:careful|diligent) enough|without (?:being )?(?:fully |really )?aware|(?:insufficient|inadequate) (?:care|attention|diligence)"
    r"|should have (?:known better|been more careful|paid (?:more |closer )?attention|been more diligent)|without being thorough|blame(?:d|s)? (?:on|lies|falls)"
    r"|who(?:'s| is| was) (?:to blame|at fault|responsible)|unachtsam\w*|fahrlässig\w*|nachlässig\w*|versäumt\w*|vergessen zu|négligence|imprudence|a oublié d|aurait dû|descuido|negligencia|olvidó|debió haber|debería haber)\b"
    r"|不注意|注意不足|怠慢|怠った|怠り|確認不足|うっかり|し忘れ"
)

#: A cause that stops at a person.
HUMAN_ERROR = (
    r"\b(?:human (?:error|mistake|factors? error|failure)|(?:operator|user|admin(?:istrator)?|pilot|engineer|developer|employee|manual) "
    r"(?:error|mistake)(?:s (?:was|were|is|are) (?:made|to blame))?(?!s)|user error|pebkac|fat[- ]?finger\w*|(?:human|individual|personal) oversight|(?:an|simple|our|my|his|her|their) oversight"
    r"|(?:somebody|someone|a person)(?:'s)? (?:mistake|error)|menschliche[sr]? (?:versagen|fehler)|bedienfehler|erreur humaine|error humano|fallo humano)\b"
    r"|ヒューマンエラー|人為的(?:な)?(?:ミス|エラー)|操作ミス|作業ミス"
)
#: The words above in a sentence that goes on from there, or speaks of preventing them.
HUMAN_ERROR_SPARED = (
    r"\b(?:not (?:a |an |simply |just |merely )?(?:human|operator|user) error|(?:prevent|avoid|reduc|eliminat|minimi[sz]|guard against|protect|rule out|ruled out|catch"
    r"|remov|limit|blam|stop|prone to|risk of|possibility of|potential (?:for|of)|chance (?:for|of)|opportunit\w+ for|less|fewer|susceptib|toleran|resist|rather than|instead of)\w*"
    r"|returns?|returned|throws?|message|http|code 4|handling|status|was possible because|assumed|suspected|believed|at first thought|is (?:only |just )?(?:a|the) symptom|are symptoms|became apparent|made possible|allowed by|because the (?:system|tool|process|pipeline|interface))\b"
)

#: Verbs by which somebody is tied to a deed.
DEED = (
    r"(?:deploy|delet|remov|merg|push|ran|run|execut|chang|modif|updat|upgrad|restart|rebooted|appl|configur|creat|add|disabl|enabl|revert"
    r"|roll|switch|mov|migrat|drop|truncat|kill|terminat|stopp|start|approv|review|publish|releas|commit|edit|renam|scal|clear|trigger|click"
    r"|open|clos|found|find|notic|discover|identif|report|investigat|propos|suggest|join|contact|page|paged|ask|post|announc|confirm|verif"
    r"|check|look|tr(?:y|ied)|attempt|decid|start|began|begin|wrote|writ|forward|respond|repl|acknowledg|fix|patch|restor|escalat|creat|set"
    r"|cancel|rotat|drain|block|fail|isolat|purg|flush|bump|draft|declar|lead|led|call|notif|reach|ping|suspect|realis|realiz|assum|enter|typ|copi|past|declin|reject|accept|advis|help|deny|denied|upload|download|import|export|reset|re-?ran|re-?start|shut"
    r"|manually|accidentally|mistakenly|was|is|has|had)\w*"
)

#: People made countable: "the first employee", "employee two". Responders who take turns ("a second
#: engineer joined") are told by their part and are left alone.
NUMBERED = (
    r"\b(?:(?:first|second|third|fourth|1st|2nd|3rd) (?:employee|staff member|worker|person|contractor|intern|analyst|operator)"
    r"|(?:employee|staff member|worker|person|contractor|intern|analyst|operator) (?:one|two|three|four|[1-9]|[A-D])\b)(?:'s)?"
)
