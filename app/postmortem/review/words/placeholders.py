"""Words that a template or a draft leaves behind."""

#: Left in a text, these are always unfinished business.
LEFTOVER = (
    r"\bTK\b|\bT\.?B\.?[DAC]\b|\bFIXME\b|\bXXX+\b|\?{3,}|\bHH:MM\b|\b[YA]{4}-M{2}-[DJ]{2}\b|\bYYYY\b|\bDD/MM/YYYY\b"
    r"|\b[Ll]orem ipsum\b|\bTODO\b(?!\s*list)|\(to be (?:filled(?: in)?|completed|added|written|determined|confirmed|announced)\b|\{\{ ?[A-Za-z][\w :/-]{0,80}\}\}"
    r"|\b(?:20)?XX-XX\b|\b\d?X:XX\b|\b20xx\b|(?<![\w?])\?{2}(?![\w?])|<(?!https?:)[A-Z][^<>`|]{12,600}>|<(?:insert|your|add|name|date|time|link|describe|list|put|short|include|fill)\b[^<>\n]{0,200}>"
    r"|\b[Ii]nsert (?:here|text|name|date|link)\b|未記入|要記入"
)
#: In square brackets or braces: a template's own words ("[Insert impact]", "{summary}", "[Name]").
BRACKETED = (
    r"(?<!\])[\[{<](?:insert|describe|list|add|enter|provide|explain|include|name|names|title|date|time|your|team|owner|link|number|brief|short|summary"
    r"|detail|details|what|who|when|how|why|which|yes/no|high/medium|severity|status|service|incident|impact|user|root cause|resolution|action(?! items?\])|x{2,}"
    r"|duration|start|end|event|author|description|lead|role|item|percentage|e\.g|hh|mm|yyyy|tbd|todo|example|template|placeholder|fill)"
    r"\b[^\[\]{}<>\n]{0,160}[\]}>](?![(\[:])"
)
#: A value that is only a mark of ignorance ("Time to detection: ?").
BARE_QUESTION = r"^\W*(?:\?+|TBD|TBA|TK|TODO|XXX|YYY|ZZZ|to be (?:filled(?: in)?|completed|added|written|determined|confirmed|announced))\W*$"
