"""The words of claims as screens say them: what the codebooks and the record's own lists call things."""


def _(message: str) -> str:
    """Mark a message for translation; it is looked up when it is shown."""
    return message


ANSWERS = {
    "yes": _("yes"),
    "no": _("no"),
    "unknown": _("unknown"),
    "nothing said": _("nothing said"),
}
CONDITIONS = {
    "when": _("in the period"),
    "where": _("in the area"),
    "what": _("conduct covered"),
    "who": _("perpetrator bound"),
    "whom": _("target protected"),
    "exception": _("no exception applies"),
}
DEONTICS = {
    "prohibits": _("prohibits"),
    "requires": _("requires"),
    "permits": _("permits"),
}
PARTS = {
    "conduct": _("conduct"),
    "of": _("the things it is about"),
    "due": _("what is owed"),
    "binds": _("whom it binds"),
    "protects": _("whom it protects"),
    "excludes": _("whom it leaves out"),
    "area": _("the area"),
    "where": _("which place counts"),
    "period": _("the period"),
    "unless": _("exceptions"),
    "provided": _("conditions of being in force"),
    "overrides": _("what it overrides"),
    "commanders": _("who answers besides"),
}
ASIDES = {
    "only imputed by the writer": _("only imputed by the writer"),
    "speaker not taken": _("speaker not taken"),
    "passed on by somebody not taken": _("passed on by somebody not taken"),
    "basis of knowledge does not count": _("basis of knowledge does not count"),
    "withdrawn by its speaker": _("withdrawn by its speaker"),
    "hedged": _("hedged"),
    "not known when it became public": _("not known when it became public"),
}
ACTORS = {
    "state": _("state"),
    "armed-forces": _("armed forces"),
    "armed-group": _("armed group"),
    "coalition": _("coalition"),
    "political-body": _("political body"),
    "international-body": _("international body"),
    "relief": _("relief organisation"),
    "medical": _("medical organisation"),
    "population": _("population"),
    "infrastructure": _("infrastructure"),
    "person-in-office": _("person in office"),
    "class": _("class of actors"),
    "list": _("list somebody keeps"),
    "other": _("other"),
}
RELATIONS = {
    "affiliated-with": _("affiliated with"),
    "part-of": _("part of"),
    "allied-with": _("allied with"),
    "supporting": _("supporting"),
    "associated-with": _("associated with"),
    "backed-by": _("backed by"),
    "formerly": _("formerly"),
    "listed-in": _("listed in"),
    "located-in": _("located in"),
    "steered-by": _("steered by"),
    "member-of": _("member of"),
    "separate-from": _("separate from"),
    "leaned-on-by": _("leaned on by"),
}
DEGREES = {
    "sole": _("holds it alone"),
    "dominant": _("holds most of it"),
    "part": _("holds a part"),
    "mixed": _("mixed among others"),
    "contested": _("fights for it"),
    "present": _("is present"),
    "none": _("is not there"),
}
POSITIONS = {
    "accepted": _("accepted"),
    "refused": _("refused"),
    "bound": _("bound"),
    "sponsor": _("sponsor"),
    "observing": _("observing"),
    "excluded": _("excluded"),
    "withdrawn": _("withdrew"),
}
ASKS = {
    "when": _("when"),
    "where": _("where"),
    "what": _("what"),
    "who": _("who"),
    "whom": _("whom"),
    "exception": _("exception"),
    "reading": _("reading"),
    "corroboration": _("corroboration"),
}
FIELDS = {
    "what": _("what"),
    "when": _("when"),
    "where": _("where"),
    "origin": _("where from"),
    "means": _("with what"),
    "circumstances": _("circumstances"),
    "perpetrated": _("who did it"),
    "ordered": _("who ordered it"),
    "commanded": _("who commanded it"),
    "supported": _("who supported it"),
    "target": _("target"),
    "participant": _("took part"),
    "sender": _("sender"),
    "recipient": _("recipient"),
    "subject": _("subject"),
    "loss": _("loss"),
}
LIKENESS = {
    "compatible": _("different, but both can be so"),
    "contrary": _("contrary"),
}
ROLES = {
    "perpetrated": _("said to have done it"),
    "ordered": _("said to have ordered it"),
    "commanded": _("said to have commanded it"),
    "supported": _("said to have supported it"),
    "target": _("said to have been hit"),
    "participant": _("said to have taken part"),
    "sender": _("said to have sent it"),
    "recipient": _("said to have received it"),
    "subject": _("said to have been its subject"),
}
ATTENDANCE = {
    "present": _("present"),
    "absent": _("absent"),
    "took part": _("took part, days not told"),
    "some day": _("on one of these days"),
    "contested": _("accounts differ"),
    "expected": _("expected"),
    "silent": _("nothing said"),
}
RECORD_WORDS: dict[str, str] = {
    **ANSWERS,
    **{f"condition {name}": text for name, text in CONDITIONS.items()},
    **DEONTICS,
    **{f"part {name}": text for name, text in PARTS.items()},
    **ASIDES,
    **{f"actor {name}": text for name, text in ACTORS.items()},
    **{f"relation {name}": text for name, text in RELATIONS.items()},
    **{f"degree {name}": text for name, text in DEGREES.items()},
    **{f"position {name}": text for name, text in POSITIONS.items()},
    **{f"asks {name}": text for name, text in ASKS.items()},
    **{f"field {name}": text for name, text in FIELDS.items()},
    **{f"likeness {name}": text for name, text in LIKENESS.items()},
    **{f"role {name}": text for name, text in ROLES.items()},
    **{f"attendance {name}": text for name, text in ATTENDANCE.items()},
}
