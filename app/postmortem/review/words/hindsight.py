"""Knowledge from later, put where nobody had it yet."""

#: Judgements that only the outcome makes possible.
PHRASES = (
    r"\b(?:(?<!very )(?<!nothing )(?<!anything )(?<!not )(?<!no )(?<!most )obviously(?! (?:wrong|bad|broken|visible|related|malicious|crafted))|in hindsight|with (?:the benefit of )?hindsight|hindsight (?:shows|tells)|in retrospect|retrospectively|of course,?"
    r"|needless to say|it goes without saying|(?:as )?we now know|common sense|it (?:is|was|should be|should have been) (?:now |painfully )?(?:obvious|self-evident)"
    r"|(?:trivially|easily) (?:have been |been |be )?(?:avoid\w*|prevent\w*|caught|spotted|noticed)|any(?:one|body) (?:could|would) (?:have|see|know)|should be obvious"
    r"|naturally,|im nachhinein|rückblickend|offensichtlich|rétrospectivement|avec le recul|évidemment|en retrospectiva|obviamente)\b|今思えば|明らかに"
)

_PREVENTED = (
    r"(?:avoided|prevented|caught|detected|noticed|discovered|identified|mitigated|resolved|spotted|shortened|reduced|stopped|averted"
    r"|alerted|flagged|tested|reviewed|checked|communicated|escalated|anticipated|foreseen|recovered|contained|limited|helped|informed"
    r"|faster|quicker|sooner|earlier|shorter|smoother)"
)
_PARTICIPLE = r"(?:\w{2,}ed|been|known|seen|done|taken|gone|had|made|caught|thought|found|got|gotten|kept|run|told|put|read|written|chosen|understood|begun|left|sent|built|set)"

#: What did not happen, told as if it explained what did.
COUNTERFACTUAL = (
    rf"\b(?<!no )(?:could|would|might|should)(?:n't| not)? ?(?:have|'ve) (?:(?:been|also|much|\w+ly) ){{0,5}}{_PREVENTED}\b"
    r"|\bwould(?:n't| not) have (?:happened|occurred|been (?:affected|possible|necessary|needed|an issue|a problem)|caused|resulted|gone|existed|mattered|broken|failed)\b"
    rf"|\b(?:we|they|he|she|i|somebody|someone|the team|(?:the |our |an |one )(?:[\w-]+ ){{0,2}}(?:engineers?|developers?|operators?|responders?|team|on-call|admins?|employees?)) (?:\w+ly )?(?:should(?:n't| not)?|ought to) (?:have|'ve) (?:\w+ly )?{_PARTICIPLE}\b"
    rf"|(?:^|,) ?should have {_PARTICIPLE}\b"
    r"|\bwe (?:had )?(?:failed|neglected|omitted|forgot|forgotten) to (?!reproduce|find|obtain|reach|get)\w+"
    r"|\bshould(?:n't| not)? (?:have|'ve) been (?:\w+ly )?(?:addressed|handled|done|fixed|seen|known|clear|obvious|documented|monitored|automated|investigated|prioriti[sz]ed|updated earlier)\b"
    r"|\bif (?:only )?(?:we|they|he|she|somebody|someone|there|the team|i) had(?:n't)?\b(?! not\b).{0,200}?\bwould\b|\bhad (?:we|they|he|she|there)(?! not) \w+.{0,200}?\bwould have\b"
    r"|\bhätten? (?:\w+ ){0,6}(?:verhindert|vermieden|bemerkt|erkannt)\b|\baurait (?:pu|dû)\b|\b(?:podría|debería) haber(?:se)?\b"
)
#: Said of what would have made no difference, or of what was in nobody's power.
COUNTERFACTUAL_SPARED = r"\b(?:would not have (?:prevented|helped|caught|detected|stopped)|wouldn't have (?:prevented|helped|caught)|(?:no|nothing|none)\b.{0,60}\b(?:that )?(?:could|would) have|third part(?:y|ies) could have|(?:users?|customers?|clients?)\b(?:(?!\b(?:we|team|engineers?)\b).){0,80}\bshould have (?:received|seen|got|had|been))\b"

#: A timeline row that knows how the story ends.
LEAK = (
    r"\b(?:(?:which|that|who|what|it|this) (?:was |were |is )?(?:later|subsequently|eventually|ultimately) (?:turned out|found|discovered|determined|proved|learned|identified|confirmed|became|revealed|realised|realized)"
    r"|(?:later|subsequently) (?:found|discovered|determined|revealed|traced|turned out|proved)|(?:we|they|he|she) (?:would )?later (?:learn|learned|found|find|discover|discovered|realise|realised|realize|realized|determined)"
    r"|(?:as it )turned out|unbeknownst|unknown to (?:us|the team|anyone|everyone)|at (?:this|that) (?:point|time|stage),? (?:we|nobody|no one|the team) (?:did not|didn't|do not|don't|had not|hadn't) (?:yet )?(?:know|realise|realize|notice|known|realised|realized|noticed)"
    r"|(?:the )?(?:real|actual|true) (?:root )?cause|in (?:hindsight|retrospect)|obviously)\b"
)
