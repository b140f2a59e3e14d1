"""The program's own words as screens say them: outcomes, conditions, and the codebook's kinds.

Each entry is a message to be translated; ids of the record are never in here.
"""

from truceline.workbench.reports.vocabulary import VIEW_TITLES
from truceline.workbench.web.codebook_words import RECORD_WORDS


def _(message: str) -> str:
    """Mark a message for translation; it is looked up when it is shown."""
    return message


OUTCOMES = {
    "violation": _("violation"),
    "possible": _("possible violation"),
    "none": _("no breach"),
}
FAILED = {
    "when": _("outside the period"),
    "where": _("outside the area"),
    "what": _("conduct not covered"),
    "who": _("perpetrator not bound"),
    "whom": _("target not protected by this agreement"),
    "exception": _("an exception applies"),
    "either-way": _("no breach either way"),
}
OUT = {
    "no admitted account": _("no admitted account"),
    "too few origins": _("too few origins"),
    "only hedged": _("only hedged"),
    "withdrawn": _("withdrawn"),
    "not yet public": _("not yet public"),
    "not yet recorded": _("not yet recorded"),
}
ASIDE = {
    "only imputed by the writer": _("only imputed by the writer"),
    "speaker not taken": _("speaker not taken"),
    "passed on by somebody not taken": _("passed on by somebody not taken"),
    "basis of knowledge does not count": _("basis of knowledge does not count"),
    "withdrawn by its speaker": _("withdrawn by its speaker"),
    "hedged": _("hedged"),
    "not known when it became public": _("not known when it became public"),
}
SHARES = {
    "not attributed": _("not attributed"),
    "jointly": _("jointly"),
    "at least one of": _("at least one of"),
}
SEES = {
    "public": _("public items only"),
    "restricted": _("public and restricted items"),
    "lead": _("everything, lead-only items included"),
}
ENTRIES = {
    "source": _("source"),
    "actor": _("actor"),
    "place": _("place"),
    "document": _("document"),
    "statement": _("statement"),
    "claim": _("claim"),
    "link": _("link"),
    "judgement": _("judgement"),
    "ending": _("ending"),
    "dataset": _("data set"),
    "import": _("import"),
    "checkpoint": _("checkpoint"),
    "issued": _("issued report"),
    "custody": _("custody"),
}
BODIES = {
    "state-body": _("state body"),
    "person-in-office": _("person in office"),
    "armed-forces": _("armed forces"),
    "armed-group": _("armed group"),
    "political-body": _("political body"),
    "international-body": _("international body"),
    "monitor": _("monitor"),
    "medical": _("medical body"),
    "relief": _("relief body"),
    "media": _("media"),
    "wire": _("wire agency"),
    "data-set": _("data set"),
    "researcher": _("researcher"),
    "local-network": _("local network"),
    "unnamed": _("unnamed"),
    "other": _("other"),
}
BASES = {
    "saw": _("saw it"),
    "heard": _("heard it"),
    "instrument": _("by an instrument"),
    "examined-afterwards": _("examined it afterwards"),
    "document": _("from a document"),
    "was-told": _("was told"),
    "inferred": _("inferred it"),
    "not-stated": _("does not state how"),
}
TREATMENTS = {
    "drop": _("is left out"),
    "possible": _("counts as possible"),
    "keep": _("counts like the rest"),
}
WATCHED = {
    "complete": _("complete"),
    "partial": _("partial"),
    "prevented": _("prevented"),
}
STAGES = {
    "running": _("running"),
    "done": _("done"),
    "failed": _("failed"),
    "cancelled": _("stopped"),
}
CONDITIONS = {
    "when": _("when"),
    "where": _("where"),
    "what": _("what"),
    "who": _("who"),
    "whom": _("whom"),
    "exception": _("exception"),
}
TRUTHS = {"yes": _("yes"), "no": _("no"), "unknown": _("unknown")}
STEPS = {
    "proposed": _("proposed"),
    "announced": _("announced"),
    "in-force": _("in force"),
    "extended": _("extended"),
    "suspended": _("suspended"),
    "lapsed": _("lapsed"),
    "collapsed": _("collapsed"),
    "not-started": _("not started"),
    "withdrawn-from": _("walked out"),
}
KINDS = {
    "use-of-weapons": _("use of weapons"),
    "armed-force": _("armed force"),
    "explosion": _("explosion"),
    "ground-attack": _("ground attack"),
    "clash": _("clash"),
    "small-arms-fire": _("small-arms fire"),
    "sniper-fire": _("sniper fire"),
    "heavy-machine-gun-fire": _("heavy machine-gun fire"),
    "shelling": _("shelling"),
    "artillery-fire": _("artillery fire"),
    "mortar-fire": _("mortar fire"),
    "rocket-fire": _("rocket fire"),
    "tank-fire": _("tank fire"),
    "recoilless-fire": _("recoilless-gun fire"),
    "anti-tank-missile": _("anti-tank missile"),
    "missile-strike": _("missile strike"),
    "air-strike": _("air strike"),
    "barrel-bombing": _("barrel bombing"),
    "bombing": _("bombing"),
    "car-bomb": _("car bomb"),
    "suicide-bombing": _("suicide bombing"),
    "mine": _("mine"),
    "chemical-attack": _("chemical attack"),
    "incendiary-attack": _("incendiary attack"),
    "execution": _("execution"),
    "detention": _("detention"),
    "ill-treatment": _("ill-treatment"),
    "presence": _("presence"),
    "deployment": _("deployment"),
    "weapons-presence": _("presence of weapons"),
    "territorial-gain": _("taking of ground"),
    "siege": _("siege"),
    "obstruction": _("obstruction"),
    "access-denied": _("access denied"),
    "withdrawal": _("withdrawal"),
    "access": _("access"),
    "release": _("release"),
    "request": _("request"),
    "access-request": _("request for access"),
    "release-request": _("request for release"),
    "refusal": _("refusal"),
    "talks": _("talks"),
    "notification": _("notification"),
    "truce-signing": _("signing of a truce"),
    "monitoring": _("monitoring"),
    "recruitment": _("recruitment"),
    "child-recruitment": _("recruitment of children"),
    "defection": _("defection"),
    "displacement": _("displacement"),
    "relief-delivery": _("delivery of relief"),
}
WORK = (
    _("Checking every hash"),
    _("Flipping each answer in turn"),
    _("Indexing what was said"),
    _("Looking over issued reports"),
    _("Reading the log"),
    _("Reading the record"),
    _("Report"),
)
"""What long work is called."""
SAID: dict[str, str] = {
    **{title: title for title in (*VIEW_TITLES, *WORK)},
    **RECORD_WORDS,
    **{f"body {name}": text for name, text in BODIES.items()},
    **{f"basis {name}": text for name, text in BASES.items()},
    **{f"treatment {name}": text for name, text in TREATMENTS.items()},
    **{f"entry {name}": text for name, text in ENTRIES.items()},
    **{f"condition {name}": text for name, text in CONDITIONS.items()},
    **{f"truth {name}": text for name, text in TRUTHS.items()},
    **{f"watched {name}": text for name, text in WATCHED.items()},
    **{f"stage {name}": text for name, text in STAGES.items()},
    **{f"step {name}": text for name, text in STEPS.items()},
    **{f"see {name}": text for name, text in SEES.items()},
    **{f"failed {name}": text for name, text in FAILED.items()},
    **OUT,
    **ASIDE,
    **SHARES,
    **KINDS,
    **OUTCOMES,
}
