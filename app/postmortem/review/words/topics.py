"""What authors call their sections, in English and, where cheap, in four other languages.

Collected from some three hundred published postmortems and from the templates of Google's SRE
book, Atlassian, PagerDuty, Azure, Elastic and the Cloud book. Matching is on the heading's words,
lower case, without numbers, dates, brackets and pictures.
"""

#: Names that settle it. One heading may carry several ("Root cause and resolution").
STRONG: tuple[tuple[str, str], ...] = (
    (
        "impact avoided",
        (
            r"impact (was )?avoided|avoided impact|averted|what (could|would|might) have happened"
            r"|vermiedene auswirkung|impact évité|impacto evitado|回避(した|された)影響"
        ),
    ),
    (
        "lucky",
        (
            r"\bluck(y|ily)?\b|fortunate(ly)?\b|\bglück|chanceu[xs]|eu de la chance|\bsuerte\b"
            r"|運が?良|幸運|運に助け"
        ),
    ),
    (
        "went well",
        (
            r"\b(went|worked|did|go) (really |very )?well\b|what worked\b|went right|\bpositives\b"
            r"|\bsuccesses\b|(gut|was) (lief gut|gelaufen)|gut lief|lief gut|bien (fonctionné|marché|passé)"
            r"|(salió|funcionó|fue) bien|うまくいったこと|うまくいった|良かった(点|こと)|よかった"
        ),
    ),
    (
        "went wrong",
        (
            r"\bwent (wrong|poorly|badly|less well)\b|n't (go|work|do|went)\b|\bnot (go|work|do) (so )?well"
            r"|\b(could|can|should) (have )?(be|been|gone|go|do|done) (improved|better|differently)"
            r"|could we (have )?(do|done|improve)|(areas|room|opportunities) (for|of|to) improve"
            r"|\bchallenges\b|pain points|schief|schlecht (lief|gelaufen)|lief schlecht|mal (fonctionné|passé)"
            r"|(salió|fue) mal|no funcionó|うまくいかな|悪かった|改善点|課題"
        ),
    ),
    (
        "timeline",
        (
            r"\btime ?lines?\b|chronolog|(sequence|chain|log|course|order) of events|\bkey events\b"
            r"|event log|incident log\b|\bevents timeline|zeit(leiste|verlauf|strahl|linie)"
            r"|zeitliche[rn]? (ab|ver)lauf|\b(ab|ver)lauf\b|línea de tiempo|cronolog|linea temporal"
            r"|タイムライン|時系列|経緯|経過"
        ),
    ),
    (
        "factors",
        (
            r"root[ -]?causes?\b|\bcauses?\b|contribut\w+|\bfactors?\b|\bwhys?\b|caused\b|\brca\b"
            r"|\btriggers?\b|causal|\bfault\b|what failed|really going on|root problem"
            r"|analysis of (the )?(bug|attack|issue|problem|failure|incident)"
            r"|ursache|auslöser|\bcausas?\b|cause racine|facteurs|factores|原因|要因|なぜ"
        ),
    ),
    (
        "details",
        (
            r"detail\w* of (the |this )?(exploit|vulnerability|bug|attack|issue|problem|hack|incident)|technical (details?|explanation|background)"
            r"|how (did|does) (it|this) (happen|work)|deep[ -]dive|step by step"
        ),
    ),
    (
        "impact",
        (
            r"\bimpacts?\b|\bimpacted\b|(who|users?|customers?|services?|systems?|what) (was|were|is)? ?"
            r"affected|\baffected (users?|customers?|systems?|services?|versions?|parties)|blast radius"
            r"|\bscope\b|\bdamages?\b|consequences?\b|risks and hazards|\bfunds lost|auswirkung|impacto"
            r"|conséquences|影響|被害"
        ),
    ),
    (
        "detection",
        (
            r"\bdetect\w*|\bidentified\b|(how|when) (did|was|were) (we|it|you|this|the) .*(notice|find|found"
            r"|discover|learn)|\bdiscovery\b|erkennung|entdeckung|détection|detección|検知|検出|発覚"
        ),
    ),
    (
        "resolution",
        (
            r"\bresol(ution|ved?|ving)\b|\brecover\w*|\bmitigat(ion|e|ed|ing)s?\b|\bfix(es|ed)?\b"
            r"|\bresponse\b|\brepair\w*|\brestor\w+|\bsolutions?\b|\bworkaround|actions? taken|behebung"
            r"|lösung|wiederherstellung|rétablissement|résolution|resolución|solución|対応|復旧|対処|解決"
        ),
    ),
    (
        "lessons",
        (
            r"\blessons?\b|\blearnings?\b|\btake-? ?aways?\b|what (did |have )?we (learn|learnt|learned)\b"
            r"|generali[sz]able|reflections?\b|lehren|erkenntnis|gelernt|leçons|enseignements|lecciones"
            r"|aprendi|教訓|学び|学んだ"
        ),
    ),
    (
        "actions",
        (
            r"\b(?:long|medium|mid)[- ]?term (?:solutions?|remed(?:y|ies)|measures?)\b|\b(?:permanent|lasting) (?:fix(?:es)?|solutions?)\b|"
            r"\baction(s|able)?\b(?! taken)|\bfollow[ -]?ups?\b|\bcorrecti(ve|ons?)\b"
            r"|\bprevent\w*|next steps?\b|\brecommend\w+|\bremedia\w+|\bremed(y|ies)\b|\bcounter-?measures?\b|(preventive|remedial|further|future|planned|protective) (steps|measures|work)|(way|moving|going) forward|\bimprovements?\b(?! (point|area))|\bto-? ?dos?\b"
            r"|\btasks?\b|what (are|will|have) we (do|chang|go|going|fix)|what (we are|we're|we will|we'll|we"
            r" have|we've) (do|going|chang|done|fix)|future (work|plans?)|(our|the) plans?\b"
            r"|maßnahmen|massnahmen|aktionspunkte|nächste schritte|mesures|acciones|medidas|próximos pasos"
            r"|prochaines étapes|再発防止|対策|アクション|今後の(対応|予定)|やること"
        ),
    ),
    (
        "distribution",
        (
            r"\bdistribut(ion|ed to)|\baudience\b|shared with|\bcirculation\b|who should read|mailing list"
            r"|verteiler|\bdiffusion\b|distribución|配布先|共有先|公開範囲"
        ),
    ),
    (
        "summary",
        (
            r"\bsummary\b|\boverview\b|\btl ?;?dr\b|\babstract\b|\bsynopsis\b|what happened|\bin short\b"
            r"|zusammenfassung|überblick|was ist passiert|résumé|synthèse|\bresumen\b|qué (pasó|sucedió)"
            r"|概要|サマリ|要約|何が(起|お)き"
        ),
    ),
)

#: Names that count only where nothing above is named.
WEAK: tuple[tuple[str, str], ...] = (
    (
        "references",
        (
            r"\breferences?\b|\blinks?\b|\bappendi|\bresources?\b|\bsupporting\b|\brelated\b|see also"
            r"|\bfootnotes?\b|\bevidence\b|\bglossary\b|acknowledg|\bthanks?\b|third party disclosure"
            r"|\bchangelog\b|\b(chat )?logs?\b|\bfiles\b|\bscreenshots?\b|\bgraphs?\b|anhang|quellen"
            r"|annexe|référence|referencias|anexo|参考|付録|関連"
        ),
    ),
    (
        "header",
        (
            r"\bmeta ?data\b|\bmeta\b|\bstats\b|\bstatistics\b|\battendees\b|\bauthors?\b|\bstatus\b|\bdate\b"
            r"|\bseverity\b|\bpriority\b|\bparticipants\b|\bpeople\b|\broles?\b|\bresponders?\b|\binvolved\b"
            r"|\bowners?\b|\breview(ers?|ed)\b|\bcategory\b|\bduration\b|time to \w+|\b(start|end) (date|time)"
            r"|security related|incident (details|id|number|commander|lead)|teilnehmer|beteiligte|schweregrad"
            r"|participants|auteurs?|gravité|asistentes|severidad|fecha|ステータス|参加者|作成者|重要度|発生日"
        ),
    ),
    (
        "summary",
        (
            r"\bdescription\b|\bissue\b|\bintroduction\b|\bsymptoms?\b|\bcontext\b|\bproblem\b"
            r"|incident details|beschreibung|description|descripción|contexto"
        ),
    ),
)

#: Headings that divide a section and do not end it: "Process improvements" below "Action items",
#: "Short-term", "Technical", "Day 2".
DETAIL = (
    r"(the )?(immediate|short|medium|mid|long|near)([ -]?term)?( actions?| improvements?| fix(es)?| plans?)?"
    r"( completed)?|(process|technical|documentation|tooling|infrastructure|people|communication|team|code"
    r"|testing|monitoring|policy|organi[sz]ational|other)( improvements?| changes?| actions?| factors?"
    r"| issues?)?|(primary|secondary|direct|indirect|underlying|immediate|systemic|latent)( causes?)?"
    r"|day( one| two| three)?|phase|part|completed|done|pending|in progress|open|prevent|detect|mitigate|learn"
)

#: Words that may stand beside a section's name without making it something else.
FILLERS = (
    r"\b(the|a|an|of|and|or|for|to|on|in|our|we|what|how|did|do|was|were|is|it|this|incident|outage"
    r"|issue|event|customer|user|business|service|technical|initial|key|full|detailed|brief|executive"
    r"|analysis|identification|all|times?|utc|gmt|cet|pst|pt|review|measures?|items?|preventative"
    r"|learn(ed|t)?|section|main|primary|immediate|possible|potential|post ?mortem|report|high ?level"
    r"|details?|information|list|status|update|internal|external|type|concerns?|date|name|level)\b"
    r"|[?'s]"
)
