"""What a length of time measures, and what impact is counted in."""

#: Lengths that two documents may well state differently: not compared with the timeline.
AVERAGE = r"\b(mean|average|typical|median|p\d\d|usual|normally|sla|slo|target|timeout|interval|ttl|every|per|maximum|at most|bounded|unknown length|investigation)\b"

TO_DETECT = r"\btime[ -]to[ -](detect\w*|discover\w*|notice)|\bttd\b|\bmttd\b|\bdetection (time|delay)\b|検知までの時間"
TO_MITIGATE = r"\btime[ -]to[ -](repair|mitigat\w*|fix)|\bttm\b|\bmitigation time\b"
TO_RESOLVE = r"\btime[ -]to[ -](resol\w*|recover\w*|restor\w*)|\bttr\b|\bmttr\b|\b(resolution|recovery) time\b|復旧までの時間"

#: How long users went without the service. Compared with each other and with the rows.
OUTAGE = (
    r"\boutage\b|\bdowntime\b|\b(was|were|went|been|be|is) (completely |fully |totally |hard )?(down|offline"
    r"|unavailable|unusable|unreachable|inaccessible|broken|halted)\b|\bunusable\b|\bincident duration\b"
    r"|\b(total |impact |outage |incident )duration\b|^\W*duration\b|\bduration of (the )?(outage|incident|impact)"
    r"|\bimpact duration\b|\bnothing could\b|\bcould not be (scheduled|reached|accessed|used)\b"
    r"|\bnot being (shipped|delivered|processed|served)\b|\bassumed lost\b|停止時間|障害時間|ダウンタイム|ausfall|panne"
)

#: Not a complete outage, so another length is no contradiction.
PARTIAL = (
    r"\b(degrad\w+|diminish\w+|unstable|instability|intermittent\w*|partial\w*|slow\w*|latency|elevated|delay\w*"
    r"|further|additional|another|longer|earlier|later|first|initial(ly)?|cumulative|in total|combined|before|until|up to|for some|for most)\b"
)

#: Nouns that impact is counted in.
COUNTED = (
    r"users?|customers?|clients?|requests?|jobs?|builds?|pods?|nodes?|sites?|websites?|domains?|tenants?"
    r"|accounts?|orders?|transactions?|payments?|messages?|e-?mails?|records?|rows?|events?|errors?|instances?"
    r"|clusters?|services?|repos?|repositories|crates?|packages?|versions?|releases?|teams?|hosts?|servers?"
    r"|machines?|sessions?|quer(?:y|ies)|tickets?|cases?|validators?|blocks?|vaults?|wallets?|tokens?|funds"
    r"|people|employees?|members?|subscribers?|organi[sz]ations?|companies|projects?|applications?|apps?"
    r"|deployments?|images?|files?|logs?|calls?|downloads?|uploads?|installs?|visits?|visitors?|launches"
    r"|surveys?|recordings?|flags?|hubs?|namespaces?|databases?|tables?|shards?|partitions?|replicas?"
    r"|devices?|ips?|addresses|regions?|datacenters?|data cent(?:er|re)s?|PRs?|pull requests?|issues?|reports?|complaints?"
    r"|ユーザー?|件|人|社|名|nutzer|kunden|anfragen|utilisateurs|clients|requêtes|usuarios|clientes|peticiones"
)

#: "All users", "no data was lost": a scope without a figure that is exact all the same.
EXACT = r"\b(all|every|each|no|none|nobody|zero|entire|whole|any|only one|a single|both|everyone|everybody|no one|nothing)\b|100 ?%|全(ユーザ|て)|すべて|alle|tous|todos"

#: Sizes that say nothing until somebody counts.
ADJECTIVES = (
    r"\b(significant(?:ly)?|considerabl[ey]|substantial(?:ly)?|severe(?:ly)?|massive(?:ly)?|huge"
    r"|widespread|numerous|minimal(?:ly)?|negligible|a (?:lot|handful|fraction|portion|subset|majority|minority)"
    r" of (?:the |our )?(?:\w+ )?(?:users|customers|requests|jobs|traffic|services|sites|teams|builds|nodes|pods)|(?:a )?(?:small|large|great|vast|limited) (?:number|portion|fraction|subset|majority|percentage|amount|group) of"
    r"|(?:many|some|several|most|various|countless|certain|a few|few|lots of|a number of) (?:of (?:the|our|its|their) )?"
    r"(?:\w+ ){0,2}?(?:users|customers|clients|requests|jobs|builds|sites|services|teams|people|tenants"
    r"|orders|transactions|messages|deployments|applications|apps|pods|nodes|members|visitors|systems"
    r"|workloads|instances|queries|validators)"
    r"|(?:a )?(?:short|brief|long|prolonged|extended|considerable) (?:period|time|while|outage|downtime|interruption)"
    r"|a few (?:seconds|minutes|hours|days)(?! (?:ago|later|after|before))|several (?:minutes|hours|days)(?! (?:ago|later|after|before))|for (?:a while|some time|hours|days)"
    r"|(?:viele|einige|mehrere) (?:nutzer|kunden|dienste)|(?:de nombreux|plusieurs|quelques) (?:utilisateurs|clients)"
    r"|(?:muchos|varios|algunos) (?:usuarios|clientes))\b|多くの(?:ユーザ|お客様|方)|一部の(?:ユーザ|お客様)|多数の"
)

#: A figure somebody guessed.
ESTIMATE = (
    r"\b(estimated|estimates?|estimating|estimation|assumed|presum(?:ed|ably)|guess(?:ed|timate)?|believed to (?:be|have)"
    r"|(?:probably|likely|we (?:think|believe)) (?:about |around |some |over |less than |more than |up to |only ){0,3}~?\d[\d.,]{0,20})\b"
    r"|geschätzt|vermutlich|estimé|probablement|estimad[oa]|probablemente|推定|と思われる|おそらく"
)

#: How a figure was found.
DETERMINED = (
    r"\b(based on|according to|measured|counted|calculat\w+|derived from|from (?:the|our) (?:logs?|metrics?|dashboards?"
    r"|graphs?|analytics|database|cdn|load balancer|monitoring)|per (?:the|our) (?:logs?|metrics?|dashboards?)"
    r"|as (?:shown|seen|reported) (?:in|by|on)|logs? show\w*|metrics? show\w*|dashboards? show\w*|query|queried"
    r"|grafana|prometheus|datadog|cloudwatch|kibana|google analytics|new relic|sentry|pingdom|source:)\b|計測|集計"
)

#: What users notice.
AFFECTED = (
    r"\b(affect\w*|impact(?:ed|s|ing)?|fail\w*|unavailable|down|unable|could not|couldn't|cannot|errors?|outage|downtime|lost|loss(?:es)?|broken|stolen|exposed"
    r"|degrad\w+|disrupt\w*|interrupt\w*|slow\w*|delay\w*|unreachable|unusable|offline|crash\w*|leak\w*|drained|missing|not (?:being )?(?:able|shipped|delivered|available|accessible))\b"
    r"|影響|利用でき|betroffen|ausgefallen|affecté|indisponible|afectad"
)
#: Lengths without a number: sizes only where they tell how long it hurt.
VAGUE_TIME = r"^(?:a few|several|for|a short|a brief|short|brief|long|prolonged|extended)\b.*(?:seconds|minutes|hours|days|while|time)$"
