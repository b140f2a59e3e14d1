"""Puts values of the record into lines of a language: names, times, places, counts, findings."""

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from truceline.assessment.account import Scope
from truceline.assessment.finding import Doubt, Outcome, Responsible, Share
from truceline.assessment.loss import Loss
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Count
from truceline.values.when import Period
from truceline.values.where import Extent, Location, Spot
from truceline.values.who import Form, Who
from truceline.workbench.charts import GLYPHS
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.lines import NOTHING, Data, Line, Reference, Words, data, plain, together
from truceline.workbench.reports.tongue import N_, Tongue
from truceline.workbench.reports.values import Register, SourceNote


@frozen
class Phrases:
    """One language over one report's register and numbered sources."""

    tongue: Tongue
    register: Register
    numbers: Mapping[str, int]

    def name(self, id: str) -> Line:
        """What something is called in this language, else as the register has it, else its id."""
        if id in self.register.protected:
            return self.tongue.say(N_("protected source %(n)s"), n=1 + self.register.protected.index(id))
        named = self.register.names.get(id)
        if named is None:
            return data(id)
        return data(named.others.get(self.tongue.language, named.name))

    def document(self, id: str, title: str = "") -> str:
        """What a document is called, or its id; one of a protected source only by a number."""
        if id not in self.register.documents:
            return title or id
        number = 1 + self.register.documents.index(id)
        return plain(self.tongue.say(N_("document %(n)s of a protected source"), n=number))

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return self.tongue.plain(N_(", "))

    def listed(self, values: Iterable[str], *, strong: bool = False) -> Line:
        """Values one after another."""
        return together((data(value, strong=strong) for value in values), self.comma)

    def view_title(self, title: str) -> Line:
        """What a view is called: a shipped one in this language, anybody's own as it is."""
        return (Words(self.tongue.plain(title)),) if title in vocabulary.VIEW_TITLES else data(title)

    def names(self, ids: Iterable[str]) -> Line:
        return together(map(self.name, ids), self.comma)

    def speaker(self, speaker: Speaker) -> Line:
        if speaker.source is not None:
            return self.name(speaker.source)
        if speaker.words:
            return self.tongue.say(N_("unnamed (%(words)s)"), words=speaker.words)
        return self.tongue.say(N_("unnamed"))

    def word(self, words: Mapping[str, str], key: str) -> Line:
        """A fixed word of the record in this language; one that is not known, as it is."""
        if key not in words:
            return data(key.replace("-", " "))
        return (Words(self.tongue.plain(words[key])),) if words[key] else NOTHING

    def who(self, who: Who) -> Line:
        """Actors, in the form they were named in."""
        if who.form in (Form.UNNAMED, Form.UNKNOWN):
            unnamed = who.form is Form.UNNAMED
            if who.words:
                said = N_("unnamed (%(words)s)") if unnamed else N_("not known (%(words)s)")
                return self.tongue.say(said, words=who.words)
            return self.tongue.say(N_("unnamed") if unnamed else N_("not known"))
        if who.form is Form.CLASS:
            return self.tongue.say(N_("some of %(actors)s"), actors=self.name(who.members[0]))
        between = N_(" and ") if who.form is Form.JOINT else N_(" or ")
        return together(map(self.name, who.members), self.tongue.plain(between))

    def period(self, period: Period) -> Line:
        """When, in words where EDTF has signs."""
        return self.edtf(period.edtf)

    def edtf(self, text: str) -> Line:
        first, slash, last = text.partition("/")
        if not slash:
            return self._moment(first)
        if last == "..":
            return self.tongue.say(N_("from %(start)s"), start=self._moment(first))
        if first == "..":
            return self.tongue.say(N_("until %(end)s"), end=self._moment(last))
        return self.tongue.say(N_("%(start)s to %(end)s"), start=self._moment(first), end=self._moment(last))

    def _moment(self, text: str) -> Line:
        if text == "XXXX":
            return self.tongue.say(N_("date not known"))
        shown = text.rstrip("~?%").replace("T", " ")
        return data(shown) if text[-1] not in "~?%" else self.tongue.say(N_("about %(date)s"), date=shown)

    def days(self, days: Iterable[str]) -> Line:
        """The local days it may have been on: one, or from the first to the last."""
        first, *rest = tuple(days) or ("",)
        if not first:
            return self.tongue.say(N_("date not known"))
        return self.edtf(f"{first}/{rest[-1]}") if rest else data(first)

    def location(self, location: Location) -> Line:
        return together(map(self._spot, location.alternatives), self.tongue.plain(N_(" or ")))

    def locations(self, locations: Iterable[Location]) -> Line:
        found = together(map(self.location, locations), self.tongue.plain(N_(" or ")))
        return found or self.tongue.say(N_("place not known"))

    def _spot(self, spot: Spot) -> Line:
        if spot.place is None:
            near = N_("within %(km)s km of %(place)s")
            return self.tongue.say(near, km=spot.km, place=str(spot.position))
        place = self.name(spot.place)
        if spot.extent is Extent.NEAR:
            return self.tongue.say(N_("within %(km)s km of %(place)s"), km=spot.km, place=place)
        if spot.extent is Extent.PART:
            return self.tongue.say(N_("part of %(place)s"), place=place)
        return place

    def count(self, count: Count) -> Line:
        return self._bounds(count.low, count.high)

    def _bounds(self, low: int, high: int | None) -> Line:
        if high is None:
            return self.tongue.say(N_("%(low)s or more"), low=low)
        return data(low) if low == high else self.tongue.say(N_("%(low)s to %(high)s"), low=low, high=high)

    def loss(self, loss: Loss) -> Line:
        """Best (low to high); the best figure only where every toll has one."""
        if not loss.incidents:
            return self.tongue.say(N_("no figure"))
        span = self._bounds(loss.low, loss.high)
        if loss.best_of != loss.incidents or loss.low == loss.best == loss.high:
            return span
        return self.tongue.say(N_("%(best)s (%(bounds)s)"), best=loss.best, bounds=span)

    def scope(self, scope: Scope) -> Line:
        """What a toll is a toll of."""
        harm = self.word(vocabulary.HARMS, scope.harm)
        found = self.tongue.say(
            N_("%(victims)s %(harm)s"), victims=self.word(vocabulary.VICTIMS, scope.victims), harm=harm
        )
        if not scope.victims:
            found = self.tongue.say(N_("people %(harm)s"), harm=harm)
        if not scope.place:
            return found
        return self.tongue.say(N_("%(toll)s in %(place)s"), toll=found, place=self.locations(
            [Location.parse(scope.place)]))  # fmt: skip

    def range(self, definite: int, possible: int) -> Line:
        """Worst-case bounds: what is definite, and that with what is possible."""
        return self._bounds(definite, definite + possible)

    def kinds(self, kinds: Iterable[str]) -> Line:
        found = together((self.word(vocabulary.KINDS, kind) for kind in kinds), self.tongue.plain(N_(" or ")))
        return found or self.tongue.say(N_("incident of a kind not stated"))

    def outcome(self, outcome: Outcome | None, failed: str | None, out: str | None) -> Line:
        """Whether it is a breach: a glyph and words; why it is none, or why it is out."""
        if outcome is None:
            reason = self.word(vocabulary.OUT, out or "")
            return (
                Words(f"{GLYPHS['out']} "),
                *self.tongue.say(N_("not in this view: %(reason)s"), reason=reason),
            )
        found = self.word(vocabulary.OUTCOMES, outcome.value)
        if outcome is Outcome.NONE:
            reason = self.word(vocabulary.FAILED, failed or "")
            found = self.tongue.say(N_("%(outcome)s: %(reason)s"), outcome=found, reason=reason)
        return (Words(f"{GLYPHS[outcome.value]} "), *found)

    def responsible(self, responsible: Responsible | None) -> Line:
        """Who answers for it, apart from whether it is a breach."""
        if responsible is None or not responsible.actors or responsible.share is Share.NOT_ATTRIBUTED:
            return self.tongue.say(N_("not attributed"))
        names = self.names(responsible.actors)
        if responsible.share is Share.ONE:
            return names
        shared = N_("at least one of: %(names)s")
        if responsible.share is Share.JOINTLY:
            shared = N_("jointly: %(names)s")
        return self.tongue.say(shared, names=names)

    def references(self, items: Iterable[str]) -> Line:
        """The numbers of the sources behind claims or statements, each once, in order."""
        numbers = sorted({self.numbers[item] for item in items if item in self.numbers})
        return tuple(Reference(number) for number in numbers)

    def settle(self, doubt: Doubt) -> Line:
        """What would settle a doubt; words nobody foresaw stay in English, marked as such."""
        for pattern, message in _SETTLES:
            if match := pattern.fullmatch(doubt.settle):
                values: dict[str, Line | str | int] = {
                    key: self._meant(key, value) for key, value in match.groupdict().items()
                }
                return self.tongue.say(message, **values)
        return (Data(doubt.settle, "en"),)

    def _meant(self, key: str, value: str) -> Line:
        if key == "kinds":
            return self.kinds(value.split(" or "))
        if key in ("actors", "words"):
            return self.names(value.split(", "))
        return data(value) if key in ("versions", "clause") else self.name(value)


_SETTLES = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (
            r"a claim on the standing of (?P<actor>\S+) under (?P<agreement>\S+), or on whom it is associated with",
            N_("a claim on the standing of %(actor)s under %(agreement)s, or on whom it is associated with"),
        ),
        (
            r"whether (?P<actor>\S+) belongs to an excluded group: accounts differ",
            N_("whether %(actor)s belongs to an excluded group: accounts differ"),
        ),
        (r"an account that tells (?P<actors>.+) apart", N_("an account that tells %(actors)s apart")),
        (r"an admitted account of when it happened", N_("an admitted account of when it happened")),
        (
            r"a closer time, inside or outside the period in force",
            N_("a closer time, inside or outside the period in force"),
        ),
        (r"which of the rival times is right", N_("which of the rival times is right")),
        (r"which of the times is right", N_("which of the rival times is right")),
        (r"which of the places is right", N_("which of the rival places is right")),
        (
            r"which of the kinds of conduct, or whether a permission covers it is right",
            N_("which kind of conduct it was, or whether a permission covers it"),
        ),
        (r"which of the accounts of who did it is right", N_("which of the accounts of who did it is right")),
        (
            r"which of the accounts of whom it hit is right",
            N_("which of the accounts of whom it hit is right"),
        ),
        (
            r"whether the clause was still in force: accounts differ",
            N_("whether the clause was still in force: accounts differ"),
        ),
        (
            r"a closer position, inside or outside (?P<place>\S+)",
            N_("a closer position, inside or outside %(place)s"),
        ),
        (r"an admitted account of where it happened", N_("an admitted account of where it happened")),
        (
            r"which of the rival places is right, for (?P<place>\S+)",
            N_("which of the rival places is right, for %(place)s"),
        ),
        (r"whether it was (?P<kinds>.+)", N_("whether it was %(kinds)s")),
        (r"an inquiry into the claimed (?P<words>.+)", N_("an inquiry into the claimed %(words)s")),
        (r"an admitted account that names who did it", N_("an admitted account that names who did it")),
        (r"an admitted account that names whom it hit", N_("an admitted account that names whom it hit")),
        (
            r"another origin, known to be independent of the others",
            N_("another origin, known to be independent of the others"),
        ),
        (
            r"another independent origin, or a firm account",
            N_("another independent origin, or a firm account"),
        ),
        (
            r"which reading of (?P<clause>\S+) applies: (?P<versions>.+)",
            N_("which reading of %(clause)s applies: %(versions)s"),
        ),
        (r"a visit, or an uninterrupted watch", N_("a visit, or an uninterrupted watch")),
        (
            r"a closer time of the performance, before or after the deadline",
            N_("a closer time of the performance, before or after the deadline"),
        ),
        (r"whether what some say was done was done", N_("whether what some say was done was done")),
    )
)


def numbers_of(notes: Iterable[SourceNote]) -> dict[str, int]:
    """The note of every statement and claim, by id."""
    return {id: note.number for note in notes for id in (note.statement, *note.claims)}
