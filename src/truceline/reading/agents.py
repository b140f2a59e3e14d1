"""Who is said to have struck, in a report's own words: for reports on one incident, without a register.

Words only; whom they mean is the register's and the reader's to say. Nothing here enters a claim.
"""

import re

_HEAD = r"\b(?:[A-Z][\w’']{0,30}(?:-\w{1,20}){0,2}|U\.S\.|US-led|[Rr]egime|[Gg]overnment|[Rr]ebels?|[Oo]pposition|[Aa]rmy|[Cc]oalition|[Jj]ihadists?|[Mm]ilitants?|[Tt]errorists?)"
_TAIL = r"(?:[- ](?:[A-Z][\w’']{0,30}(?:-\w{1,20}){0,2}|led|regime|government|army|air ?force|forces?|troops|coalition|rebels?|opposition|fighters|militants|jihadists?|militias?|group|and|state|units|loyalists)){0,4}"
_WHO = rf"(?P<who>{_HEAD}{_TAIL})"
_ARMS = r"(?:war ?planes?|war ?jets?|jets?|helicopters?|aircraft|air ?strikes?|air[- ]strikes?|air ?raids?|raids?|strikes?|shelling|bombardments?|bombings?|barrel bombs?|artillery|rockets?|missiles?|mortars?|offensive|attacks?|snipers?)"
_VERBS = r"(?:kill(?:s|ed)|bomb(?:s|ed)|shell(?:s|ed)|str(?:ikes|uck)|hits?|execute[sd]?|behead(?:s|ed)|launch(?:es|ed)|fire[sd]|drop(?:s|ped)|target(?:s|ed)|attack(?:s|ed)|pound(?:s|ed)|slaughter(?:s|ed)|murder(?:s|ed)|massacre[sd]|shot|carr(?:ies|ied) out|claim(?:s|ed) responsibility)"
_AGENTS = (
    re.compile(
        rf"\b(?:kill(?:ed|ing)?|carried out|conducted|launched|fired|shelled|bombed|hit|targeted|attack(?:s|ed)?|strikes?|raids?|shelling|bombardment|bombing|"
        rf"massacre|perpetrated|committed|executed|beheaded|claimed|dropped)\b[^.;]{{0,50}}? by (?:the |a |an )?{_WHO}"
    ),
    re.compile(rf"{_WHO}(?:[’']s?)? (?:\w+ ){{0,1}}?{_ARMS}\b"),
    re.compile(rf"{_WHO} (?:(?:has|have|had) )?{_VERBS}\b"),
)
_NOBODY = frozenset(
    "at in on the a an it he she they this that these those no syria syrias tags posted published date video photo monitor report two three four five six seven "
    "eight nine ten eleven twelve dozens scores hundreds several many some nearly about more most deadly heavy fresh twin double triple suicide car truck rocket "
    "rockets bomb bombs bombing barrel gas chemical chlorine toxic sarin napalm aerial air airstrike airstrikes strike strikes shelling raids missile mortar attack "
    "civilians children people students medics residents state media un unicef january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun afp reuters".split()
)  # fmt: skip
"""Words with a capital that name nobody who strikes."""


def agent_in(text: str, places: frozenset[str]) -> str:
    """The words for whoever is first said to have struck; "" where nobody is. ``places`` are names of places, in small letters."""
    found = [
        (match.start("who"), match["who"])
        for pattern in _AGENTS
        for match in pattern.finditer(text)
        if _is_somebody(match["who"], places)
    ]
    return min(found)[1] if found else ""


def _is_somebody(words: str, places: frozenset[str]) -> bool:
    plain = [re.sub(r"[’']s?$", "", word) for word in words.lower().split()]
    return bool([word for word in plain if word not in _NOBODY and word not in places])
