"""The words of reports for the fixed words of the record: outcomes, conditions, kinds, roles."""

from truceline.workbench.reports.tongue import N_

OUTCOMES = {"violation": N_("violation"), "possible": N_("possible violation"), "none": N_("no breach")}

FAILED = {
    "when": N_("outside the period in force"),
    "where": N_("outside the area"),
    "what": N_("conduct not covered"),
    "who": N_("perpetrator not bound"),
    "whom": N_("target not protected by this agreement"),
    "exception": N_("an exception applies"),
    "either-way": N_("not a breach either way"),
}

CONDITIONS = {
    "when": N_("when"), "where": N_("where"), "what": N_("what"), "who": N_("who"), "whom": N_("whom"),
    "exception": N_("exception"), "reading": N_("reading"), "corroboration": N_("corroboration"),
}  # fmt: skip

ASKS = {
    "when": N_("Was it while the clause was in force?"),
    "where": N_("Was it in the area of the clause?"),
    "what": N_("Is the conduct covered?"),
    "who": N_("Is whoever did it bound?"),
    "whom": N_("Is the target protected by this clause?"),
    "exception": N_("Is it clear that no exception applies?"),
}

TRUTHS = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("unknown")}

OUT = {
    "no admitted account": N_("no admitted account"),
    "too few origins": N_("too few independent origins"),
    "only hedged": N_("only hedged accounts"),
    "withdrawn": N_("withdrawn by its speaker"),
    "not yet public": N_("not yet public then"),
    "not yet recorded": N_("not yet recorded then"),
    "only imputed by the writer": N_("only imputed by the writer"),
    "speaker not taken": N_("this view does not take its speaker's word"),
    "passed on by somebody not taken": N_("passed on by somebody whose word this view does not take"),
    "basis of knowledge does not count": N_("its basis of knowledge does not count in this view"),
    "withdrawn by its speaker": N_("withdrawn by its speaker"),
    "hedged": N_("hedged"),
    "not known when it became public": N_("not known when it became public"),
}
"""Why incidents are out of a view, and why claims are set aside."""

CAPS = {
    "its occurrence is denied": N_("its occurrence is denied"),
    "origins perhaps not independent": N_("its origins are perhaps not independent"),
    "it sums up several incidents or more than 31 days": N_(
        "it sums up several incidents or more than 31 days"
    ),
    "it may be the same as another incident": N_("it may be the same as another incident"),
    "enough only with claims that are hedged": N_("enough accounts only with hedged ones"),
    "enough only with claims that are withdrawn": N_("enough accounts only with withdrawn ones"),
}

KINDS = {
    "access": N_("access"), "access-denied": N_("access denied"), "access-request": N_("request for access"),
    "air-strike": N_("air strike"), "anti-tank-missile": N_("anti-tank missile fire"),
    "armed-force": N_("use of armed force"), "artillery-fire": N_("artillery fire"),
    "barrel-bombing": N_("barrel bombing"), "bombing": N_("bombing"), "car-bomb": N_("car bomb"),
    "chemical-attack": N_("chemical attack"), "child-recruitment": N_("recruitment of children"),
    "clash": N_("clash"), "defection": N_("defection"), "deployment": N_("deployment"),
    "detention": N_("detention"), "displacement": N_("displacement"), "execution": N_("execution"),
    "explosion": N_("explosion"), "ground-attack": N_("ground attack"),
    "heavy-machine-gun-fire": N_("heavy machine gun fire"), "ill-treatment": N_("ill-treatment"),
    "incendiary-attack": N_("incendiary attack"), "mine": N_("mine"), "missile-strike": N_("missile strike"),
    "monitoring": N_("monitoring"), "mortar-fire": N_("mortar fire"), "notification": N_("notification"),
    "obstruction": N_("obstruction"), "presence": N_("presence"), "recoilless-fire": N_("recoilless rifle fire"),
    "recruitment": N_("recruitment"), "refusal": N_("refusal"), "release": N_("release of detainees"),
    "release-request": N_("request for release"), "relief-delivery": N_("delivery of relief"),
    "request": N_("request"), "rocket-fire": N_("rocket fire"), "shelling": N_("shelling"),
    "siege": N_("siege"), "small-arms-fire": N_("small arms fire"), "sniper-fire": N_("sniper fire"),
    "suicide-bombing": N_("suicide bombing"), "talks": N_("talks"), "tank-fire": N_("tank fire"),
    "territorial-gain": N_("territorial gain"), "truce-signing": N_("signing of a truce"),
    "use-of-weapons": N_("use of weapons"), "weapons-presence": N_("presence of weapons"),
    "withdrawal": N_("withdrawal"),
}  # fmt: skip

FIELDS = {
    "what": N_("what"), "when": N_("when"), "where": N_("where"), "origin": N_("where from"),
    "means": N_("with what"), "circumstances": N_("circumstances"), "perpetrated": N_("who did it"),
    "ordered": N_("who ordered it"), "commanded": N_("who commanded it"), "supported": N_("who supported it"),
    "target": N_("target"), "participant": N_("took part"), "sender": N_("sender"),
    "recipient": N_("recipient"), "subject": N_("subject"), "loss": N_("loss"),
}  # fmt: skip

HARMS = {
    "killed": N_("killed"), "injured": N_("injured"), "missing": N_("missing"), "detained": N_("detained"),
    "displaced": N_("displaced"), "damaged": N_("damaged"),
}  # fmt: skip

VICTIMS = {
    "civilians": N_("civilians"), "medical staff": N_("medical staff"), "fighters": N_("fighters"),
    "children": N_("children"), "women": N_("women"), "soldiers": N_("soldiers"),
    "people": N_("people"),
}  # fmt: skip
"""Those that tolls are commonly of; others stand as their coder wrote them."""

FIRMNESS = {"probable": N_("probable"), "possible": N_("possible"), "uncommitted": N_("not committed to")}

MODES = {
    "quotes": N_("quotes"), "paraphrases": N_("paraphrases"), "translates": N_("translates"),
    "summarises": N_("summarises"), "republishes": N_("republishes"), "codes": N_("codes"),
}  # fmt: skip

LIKENESS = {
    "alone": "", "same": N_("all say the same"), "compatible": N_("different, but both can be so"),
    "contrary": N_("contrary"),
}  # fmt: skip

WATCHED = {"complete": N_("complete"), "partial": N_("partial"), "prevented": N_("prevented")}

STANDINGS = {
    "pending": N_("pending"), "performed": N_("performed"), "performed late": N_("performed late"),
    "refused": N_("refused"), "seen not to be done": N_("seen not to be done"),
    "watched and not seen done": N_("watched and not seen done"), "not known": N_("not known"),
}  # fmt: skip

STAGES = {
    "alleged": N_("alleged"), "under-inquiry": N_("under inquiry"), "substantiated": N_("substantiated"),
    "not-substantiated": N_("not substantiated"), "not-attributable": N_("not attributable"),
}  # fmt: skip

ACTS = {
    "assertion": N_("assertion"), "denial": N_("denial"), "accusation": N_("accusation"),
    "admission": N_("admission"), "retraction": N_("retraction"), "commitment": N_("commitment"),
    "threat": N_("threat"), "request": N_("request"), "condition": N_("condition"),
    "prediction": N_("prediction"), "profession-of-ignorance": N_("profession of ignorance"),
    "question": N_("question"),
}  # fmt: skip

ENTRIES = {
    "statement": N_("statement entered"), "claim": N_("claim entered"), "link": N_("link entered"),
    "judgement": N_("judgement entered"), "ending": N_("ended"),
}  # fmt: skip

HISTORY = {
    "event": N_("on what happened"), "role": N_("on who took part"), "loss": N_("on losses"),
    "compliance": N_("a source's own judgement"), "retracts": N_("retracts"), "corrects": N_("corrects"),
    "denies": N_("denies"), "contradicts": N_("contradicts"), "corroborates": N_("corroborates"),
    "responds-to": N_("responds to"), "restates": N_("restates"), "evidence-for": N_("is evidence for"),
    "counts": N_("counts"), "same-incident": N_("says it is the same incident"), "same": N_("the same"),
    "part-of": N_("part of"), "different": N_("different"), "unsure": N_("unsure"),
    "corrected": N_("as entered wrongly"), "re-identified": N_("as about something else"),
    "sealed-part-destroyed": N_("as its sealed part was destroyed"), **ACTS,
}  # fmt: skip

HANDLINGS = {"public": N_("public"), "restricted": N_("restricted"), "lead-only": N_("lead-only")}

VIEW_TITLES = (
    N_("Every source, nothing filtered out; only what its own speaker withdrew is left out"),
    N_("Two independent origins, nothing retracted"),
    N_("Named speakers only, one origin is enough"),
    N_("By the word of medical organisations"),
    N_("By the word of the Russian reconciliation centre at Hmeimim and of the ministry that hosts it"),
    N_("By the word of the Syrian National Coalition (Etilaf)"),
    N_("By the word of the Syrian Network for Human Rights"),
    N_("By the word of the Syrian Observatory for Human Rights"),
    N_("By the word of the Syrian government, its news agency and its envoys"),
    N_("By the word of the United Nations envoy and secretariat"),
    N_("By the word of United States officials"),
)
"""Titles of the shipped views, as their files have them; those of anybody's own are shown as they are."""
