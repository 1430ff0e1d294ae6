"""Words too common to tell that two texts are about the same thing."""

#: In actions and causes: they stand in nearly all of them.
_IN_ACTIONS = (
    "about action actions added adding after again alert allow also always another because been",
    "before being better both cause caused change changes check could create current currently",
    "different does done each ensure environment every fail failed failing failure first follow",
    "from future have having help impact implement improve incident into issue issues item just",
    "keep later like long make making more most need needs next only other over possible",
    "prevent problem process production service services should since some soon still such sure",
    "system systems take team term test than that their them then there these they this those",
    "through time under update used user users using very want were what when where which while",
    "will with within without work working would your",
)
IN_ACTIONS = frozenset(word for line in _IN_ACTIONS for word in line.split())

#: In timeline rows and log entries.
_IN_ENTRIES = (
    "and are been but for from had has have into its not our that the they this was were who",
    "with",
)
IN_ENTRIES = frozenset(word for line in _IN_ENTRIES for word in line.split())
