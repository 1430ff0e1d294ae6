"""Words that give causes, and the layers a cause can lie in."""

#: A sentence that says why.
CAUSAL = (
    r"\b(?:because|due to|caus(?:e|ed|es|ing)|as a (?:result|consequence)|result(?:ed|s|ing)? (?:in|from)|led to|leading to|lead to"
    r"|trigger(?:ed|s|ing)?|root cause|reason (?:for|was|is|why|being)|reasons? (?:for|why)|which meant|meaning that|this meant|owing to"
    r"|stem(?:s|med|ming) from|traced (?:back )?to|attributed to|turned out (?:to be|that)|contribut(?:ed|ing|es) (?:to|factor)|prevent(?:ed|ing) (?:\w+ ){0,4}from"
    r"|made (?:it )?(?:impossible|possible|unable)|thanks to|consequently|therefore|since (?:we|the|it|this|our|there)|so that (?:the|it)|allow(?:ed|ing) (?:the|an?|it|us|users|attackers?)"
    r"|originat(?:ed|es) (?:from|in)|meant (?:that|any|every|all|the|no)|introduced (?:a|an|the|by|in|during)|responsible for|account(?:s|ed) for|culprit|explain(?:s|ed) (?:why|how|the))\b"
    r"|\b(?:immediately|shortly|right|directly|occurred|happened|started|began) (?:immediately )?(?:after|following) (?:an? |the |our |this )?(?:[\w.-]+ ){0,4}?(?:upgrad\w*|deploy\w*|chang\w*|releas\w*|migrat\w*|rollout|maintenance|apply|switch\w*)"
    r"|\bafter (?:an? |the |our )(?:[\w.-]+ ){0,4}?(?:upgrade|deployment|release|migration|rollout|change)\b"
    r"|\b(?:issue|problem|fault|error) (?:was|is|lies|lay) (?:with|in) (?:the|an?|our)\b|\b(?:had an outage|overlooked|exhaust\w+|deplet\w+|saturat\w+|overload\w+|overflow\w*|deadlock\w*|race condition|memory leak|misconfigur\w+"
    r"|incompatib\w+|hard(?: \w+)? limit|(?:failed|failing) to (?:check|validate|verify|account)|a (?:\w+ ){0,2}bug\b|typo|expired)\b"
    r"|, (?:thereby )?(?:disabling|breaking|preventing|blocking|leaving|making|rendering|bringing|taking|stopping|overloading)\b"
    r"|\b(?:weil|wegen|aufgrund|verursacht|dadurch|führte|parce que|à cause|en raison|provoqu\w+|caus[ée]\w*|porque|debido a|provoc\w+)\b|原因|により|によって|ため(?:、|に)|起因"
)
#: "Why" questions and their answers.
WHY = r"\bwhy\b.{0,120}\?|\bwarum\b|\bpourquoi\b|\bpor qué\b|なぜ"

#: Something was missing or did not hold: a factor even where no "because" stands by.
GAP = (
    r"\b(?:lack(?:ed|s|ing)?(?: of)?|missing|absen(?:t|ce)|no (?:\w+ ){0,3}?(?:alert\w*|monitor\w*|test\w*|review\w*|check\w*|validation|limit\w*|runbook\w*|documentation|process|owner\w*|guard\w*|backup\w*"
    r"|rollback|canary|retry|retries|timeout\w*|redundancy|quota\w*|visibility|permission\w*|safeguard\w*)|insufficient|inadequate|without|never (?:\w+ ){0,2}(?:tested|configured|cleared|cleaned|updated|documented|reviewed|set|monitored)"
    r"|not (?:\w+ ){0,2}(?:tested|configured|monitored|documented|covered|implemented|enabled|enforced|updated|validated|alerted|detected|caught|reviewed|limited|known|clear|aware|possible|able|sufficient|available)"
    r"|(?:was|were|is|are|did|does|do|had|has|could|would)n't|unable to|hard-?coded|untested|undocumented|unmonitored|un(?:saniti[sz]|validat|escap|guard|bound|protect|encrypt|restrict|check)ed|rel(?:y|ies|ied) (?:solely |only |entirely |heavily )?on|depend(?:s|ed) (?:solely |only |entirely )?on|unaware|unclear|outdated|stale|expired|deprecated|too (?:\w+)|default(?:s|ed)?"
    r"|misconfigur\w+|improper(?:ly)?|incorrect(?:ly)?|wrong(?:ly)?|bug\b|race condition|deadlock|exhaust\w+|starv\w+|saturat\w+|overload\w*|leak\w*|limit(?:ed|s)? (?:was|were|of|to)|single point of failure|regression|incompatib\w+|mismatch\w*|coupl(?:ed|ing))\b"
)

#: The cause is said to be unknown.
UNKNOWN = (
    r"\b(?:(?:root )?(?:cause|source|reason|trigger|origin)s?\b[^.]{0,60}\b(?:is|are|remains?|has|have)\b (?:been )?(?:still |currently |yet |as of yet |not yet |an? )*(?:unknown|unclear|undetermined|not (?:yet )?(?:known|clear|found|understood|identified|determined|certain)"
    r"|under investigation|being investigated|to be determined|tbd|tbc)|(?:unknown|undetermined) (?:root )?(?:cause|source|trigger)|(?:we|the team) (?:still )?(?:do not|don't|could not|couldn't|were unable to|are unable to|was unable to|cannot) (?:yet )?(?:know|understand|determine|identify|find|figure out|say|explain) (?:exactly )?(?:why|what caused|the (?:root |exact )?(?:cause|reason))"
    r"|as of yet unknown|no (?:root )?cause (?:was ever |has been |could be )(?:found|identified|determined)|investigation (?:into the (?:root )?cause )?is (?:still )?(?:ongoing|continuing)|are continuing (?:the )?investigation for a root cause|continue investigation into the exact source"
    r"|for an unknown reason)\b|原因は?(?:不明|調査中)|ursache (?:ist )?(?:noch )?(?:unbekannt|unklar)|cause inconnue|causa desconocida"
)

#: Layers of the system a factor may lie in. A sentence may name several.
LAYERS: dict[str, str] = {
    "technical trigger": (
        r"\b(?:bugs?|code|config\w*|misconfig\w*|parameter|memory|oom|disk|cpu|i/?o|network\w*|dns|certificate\w*|tls|ssl|timeout\w*|latency|quer(?:y|ies)|database|db|index|lock\w*|thread\w*|connection\w*|pool\w*"
        r"|versions?|upgrad\w+|dependenc\w+|librar\w+|kernel|nodes?|pods?|cluster|kube\w*|traffic|load|retry|retries|cache\w*|queue\w*|api|server\w*|hardware|power|storage|ip address\w*|race condition|overflow|null"
        r"|exception|typo|schema|migrat\w+|script|webhook|ingress|proxy|token|key|credential\w*|exploit\w*|vulnerab\w+|contract|packet\w*|router|switch|resource\w*|capacity|limit\w*|starvation|daemonset|volume\w*|image\w*|crash\w*)\b"
    ),
    "detection": (
        r"\b(?:alert\w*|alarm\w*|monitor\w*|detect\w*|undetect\w*|notic\w+|unnotic\w+|dashboard\w*|metric\w*|visib\w+|observab\w+|silent\w*|log(?:s|ged|ging)\b|pag(?:ed|er|ing)|report(?:ed|s)? by (?:a )?(?:user|customer)s?|health ?checks?|probes?|telemetry)\b"
        r"|検知|監視|アラート"
    ),
    "rollout or control": (
        r"\b(?:deploy\w*|rollout|roll(?:ed)? ?(?:out|back)|rollback\w*|canary|staging|pre-?prod\w*|review(?:ed|s|er|ers)?|tests?|testing|tested|untested|coverage|ci\b|ci/cd|pipeline\w*|guard\w*|validat\w+|permission\w*|privilege\w*|access control"
        r"|defaults?|feature flag\w*|approv\w+|change management|dry[- ]run|terraform|iac|safeguard\w*|circuit breaker\w*|rate limit\w*|backoff|quota\w*|merge[ds]?|release process|release[ds]?|automat\w+|manual\w*|hard-?coded|priority[- ]class\w*|redundan\w+|failover|backup\w*|isolation|blast radius|check(?:s|ed)?)\b"
    ),
    "responsibility or runbook": (
        r"\b(?:on-?call|runbook\w*|playbook\w*|document\w*|undocumented|owner\w*|ownership|escalat\w+|procedure\w*|access to|permissions? to|rotation|knowledge|knew|know\b|aware\w*|unaware|communicat\w+|hand-?(?:over|off)|instructions?|expertise|contact\w*|responsib\w+|who (?:to|had|was)|support team|status page|coordinat\w+|unclear)\b"
    ),
    "organisational": (
        r"\b(?:process(?:es)?|priorit(?:y|ies|i[sz]\w+)|resourcing|staff\w*|headcount|team(?:s)? (?:was|were|is|size|had)|capacity planning|deadline\w*|pressure|technical debt|tech debt|polic(?:y|ies)|culture|training|onboarding|budget|roadmap|backlog|planning|weekend|holiday\w*|vacation|organi[sz]ation\w*|management|legacy|vendor\w*|third[- ]part\w+|supplier|guidelines?|standard(?:s|i[sz]\w+)?|practice\w*|trade-?off\w*|hesitant|diverg\w+)\b"
    ),
}

#: A quick way back that leaves the cause where it was.
RESTART = (
    r"\b(?:re-?start(?:ed|ing|s)?|reboot(?:ed|ing|s)?|power[- ]?cycl\w+|bounced|kill(?:ed|ing)|delet(?:ed|ing) (?:the )?(?:\w+ ){0,4}(?:pods?|containers?|process(?:es)?|instances?|jobs?|workers?)"
    r"|turn(?:ed|ing) (?:it )?off and on|neu ?gestartet|redémarr\w+|reinici\w+)\b|再起動"
)
#: And it helped.
RECOVERED = r"\b(?:back (?:to normal|up|online)|all went back|went back|recover\w*|resolv\w+|fixed|restored|came back|normal|solved|up again|working again|returned|problem (?:went|was) (?:away|gone)|service)\b|復旧|解消"
