"""Deeds of people, as participles: the words an evasive passive is made of.

Only verbs that a person does in an incident; "was affected" or "was called X" names no deed.
"""

PARTICIPLES = (
    "deployed|made|run|executed|deleted|merged|changed|modified|reverted|decided|restarted|rebooted|applied|configured|created|added|disabled"
    "|enabled|rolled|switched|moved|migrated|dropped|killed|terminated|stopped|started|approved|reviewed|published|released|committed|pushed|edited"
    "|scaled|triggered|opened|closed|found|noticed|discovered|identified|reported|investigated|proposed|suggested|contacted|paged|asked|posted|announced"
    "|confirmed|verified|checked|attempted|begun|taken|given|sent|received|escalated|acknowledged|fixed|patched|restored|determined|observed|seen|done"
    "|performed|carried|updated|upgraded|installed|removed|raised|informed|notified|scanned|conducted|set|introduced|implemented|missed|overlooked|forgotten"
)

#: Somebody who acts.
ACTORS = (
    r"\b(?:we|i|he|she|they|the (?:[\w-]+ ){0,3}(?:team|engineer|engineers|developer|developers|operator|responder|responders|on-call|employee|employees|member|members|admin|admins|maintainers?|developers)"
    r"|(?:an?|another|one|our|some|two|three|several) (?:[\w-]+ ){0,3}(?:team|engineers?|developers?|operators?|responders?|employees?|members?|admins?|maintainers?|customers?|users?)|engineers|responders|developers|teams?|employee (?:one|two))\b"
)
PAST = (
    "deploy|delet|merg|chang|modif|revert|decid|restart|reboot|appl|configur|creat|add|disabl|enabl|roll|switch|mov|migrat|dropp|kill|terminat|stopp|start"
    "|approv|review|publish|releas|commit|push|edit|scal|trigger|open|clos|notic|discover|identif|report|investigat|propos|suggest|contact|pag|ask|post|announc"
    "|confirm|verif|check|attempt|look|join|tri|determin|observ|perform|updat|upgrad|install|remov|rais|inform|notif|scann|implement|forward|respond|copi|restor|fix|patch|wait|continu|work|realis|realiz|use"
)
IRREGULAR = "ran|made|found|saw|began|took|gave|sent|wrote|got|went|told|knew|set|put|spun|brought|built|chose|held|kept|led|thought"
