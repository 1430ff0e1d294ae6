"""What a timeline row tells: the words by which its part in the incident is known."""

#: Somebody or something notices.
DETECTED = (
    r"\balert\w*|\balarm\w*|\bdetect\w*|\bnotic\w+|\breport(s|ed|ing)?\b|\bpag(ed|er\w*|es|ing)\b"
    r"|\bdiscover\w*|\bidentif\w+|\binformed\b|\bnotif\w+|\bobserv\w+|\bcomplain\w*|\bsees?\b|\bsaw\b"
    r"|\brealis\w+|\brealiz\w+|\baware\b|\bpingdom\b|\bpagerduty\b|\bmonitoring\b|\bspott?ed\b|\bfound\b"
    r"|\bfiring\b|\bfired\b|\btickets?\b|検知|報告|気づ|alarm|bemerkt|signal|détect|detect|alerta"
)

#: An alert or a report, as against somebody finding the cause later.
ALERTED = (
    r"\balert(s|ed|ing)?\b|\balarms?\b|\bpag(ed|er|erduty|es)\b|\bpingdom\b|\bfirst detected\b"
    r"|\b(users?|customers?|developers?|clients?|members?|team) (reports?|reported|notif\w+|complain\w*)"
    r"|\breports? (of|by|from|that)\b|\bnotified (us|the team|of)\b"
    r"|\bnotices?\b|\bnoticed\b|\breported\b|\bdetected\b|検知|アラート"
)

#: Something breaks, or a change is made: an outage may begin here.
BEGUN = (
    r"\b(?:begins?|began|starts?|started|starting|onset|outage|incident|downtime|down|offline|unavailable|unreachable|inaccessible|errors?|fail(?:s|ed|ing|ures?)?"
    r"|broken?|breaks?|crash\w*|stopp?(?:s|ed)|degrad\w*|spik\w*|timeouts?|halt\w*|deploy\w*|merg\w*|release[ds]?|roll(?:s|ed)? ?out|appl(?:y|ied|ies)|upgrad\w*|migrat\w*|restart\w*|delet\w*"
    r"|drop\w*|expir\w*|trigger\w*|impact\w*|affect\w*|first|attack\w*|exploit\w*|changed?|updat\w*|launch\w*|ran|runs?|executed?|maintenance|shut ?down|switch\w*|decommission\w*|paused?)\b"
    r"|発生|停止|障害|開始|beginn\w*|ausfall|gestört|panne|début|inicio|caíd"
)

#: Users feel it.
FAILING = r"\b(?:errors? (?:begin|begins|began|start\w*|rise|rose|rate)|outage (?:begins?|began|starts?|started)|(?:goes|went|is|are|was) (?:down|offline|unavailable|unreachable)|start\w* (?:to fail|failing|returning|throwing|erroring)|fails? for|impact (?:begins?|starts?|began|started))\b"

#: The service is back.
RESOLVED = (
    r"\bresolv(ed|es)\b|\bresolution\b|\brecover(ed|s|y)?\b|\brestor(ed|es|ation)\b"
    r"|\bback (to normal|up|online|in)\b|\b(fully |up and )?operational\b|\bfixed\b|\brepaired\b"
    r"|\bcomplet(ed|es|ely)\b|\bend of (the )?(outage|incident|impact)|\b(outage|incident) (ends?|over|closed)"
    r"|\breturn(ed|s)? to normal\b|\bsucceed(s|ed)\b|\bworking again\b|\bhealthy\b|\bstable\b|\bconfirm\w*"
    r"|\bvalidat\w+|\bverif\w+|\bmitigated\b|\bfinished\b|\brunning\b|\bavailable again\b|\bback\b|\bup again\b"
    r"|\bsolved\b|\bfix (was |has been |is )?(deployed|applied|rolled out|implemented|in place|live)\b|\bdeployed (in|to) (\w+ )?prod"
    r"|復旧|解決|behoben|rétabli|résolu|resuelto|restablecid"
)

#: Column names of a timeline table.
TIME_COLUMNS = (
    r"\b(date|time|when|day|timestamp|utc|gmt|cet|pst|pt|zeit|uhrzeit|datum|heure|date et heure|hora|fecha)\b"
    r"|時刻|日時|時間"
)
SOURCE_COLUMNS = (
    r"\b(sources?|links?|refs?|references?|evidence|ticket|quelle|fuente|lien)\b|出典|リンク"
)
EVENT_COLUMNS = (
    r"\b(events?|descriptions?|what|actions?|details?|notes?|entry|ereignis|événement|evento|comment\w*"
    r"|action/ impact)\b|出来事|内容|イベント"
)
