"""What a header should give, and what counts as nothing."""

#: A value, an item or a section that says nothing.
EMPTY = (
    r"[\W_]{0,40}(?:n/?\.?a\.?|none|nil|nothing|no|unknown|tbd|tba|tbc|tk\b.{0,60}|todo|pending|to be (?:added|completed|confirmed|determined|filled)(?: in)?"
    r"|not applicable|xxx+|yyy+|zzz+|lorem ipsum.{0,200}|keine|aucune?|ninguno|なし|特になし|未定)?[\W_]{0,40}"
)

#: Fields, and the words in a field's name, a heading or the opening lines that give them.
HEADER: dict[str, str] = {
    "severity": r"\bsev(?:erity)?[ -]?\d?\b|\bpriority\b|\bP[0-4]\b|\bcritical(?:ity)?\b|\b(?:major|minor) (?:incident|outage)\b|schweregrad|gravité|severidad|重要度|深刻度",
    "start and end": r"\b(?:start|began|detected|declared|fault occurs|outage begins?|resolved|ended|end time|duration|from \d|between \d|time to|at \d{1,2}:\d\d|\d{1,2}:\d\d)|検知|発生日時|durée|dauer|duración",
    "people by role": r"\b(?:incident (?:commander|lead|manager)|commander|on-?call|responders?|owner|authors?|attendees|participants|involved|lead|scribe|reviewers?|by:|team|people|raised by)\b|担当|報告者|作成者|auteurs?|teilnehmer|responsables?",
}

#: Sentences that say what a section would, without the section.
LUCK = r"\b(?:luck(?:y|ily)|fortunate(?:ly)?|by chance|happened to be|could have been (?:much |far )?worse|glücklicherweise|heureusement|por suerte|afortunadamente)\b|幸い|運良く"
LESSON = r"\b(?:lessons? (?:that |which )?(?:we|is|are|from|for|here)|we(?:'ve| have)? (?:learnt|learned)|take-?aways?|this (?:incident|outage) (?:taught|highlighted|showed|underlined|revealed|exposed|reminded))\b"
WELL = r"\b(?:went well|worked (?:well|as (?:expected|intended|designed)))\b"
