"""What a report says, as plain values: no language, no layout, no clock."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeAlias

from attrs import frozen

from truceline.assessment.account import Toll
from truceline.assessment.dues import DueFinding
from truceline.assessment.finding import Outcome, Responsible
from truceline.assessment.ledger import Ledger
from truceline.testimony.claim import Tally, Watched
from truceline.testimony.document import Span
from truceline.testimony.register import Handling
from truceline.testimony.statement import Act, Quotation, Speaker
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who
from truceline.workbench.charts import Day
from truceline.workbench.dossiers.values import Dossier, Head


@frozen
class Days:
    """Days from the first to the last, both included, local to each incident's place."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Days":
        """As many days, just before."""
        return Days(self.first - timedelta(days=self.length), self.first - timedelta(days=1))

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


@frozen
class Making:
    """What is not in the record: for whom a report is made, what they may see, by whom, and when.

    ``made`` and ``by`` are as given, "" for not said.
    """

    audience: str
    handlings: frozenset[Handling]
    by: str
    made: str


@frozen
class Under:
    """One view a report is made under."""

    name: str
    title: str
    published_by: str
    known_by: str
    origins: int
    hedged: str
    retracted: str
    unfiltered: bool
    not_assessed: tuple[str, ...]


@frozen
class Foot:
    """What stands below every report: without it no figure in it means anything."""

    head: Head
    agreement: str
    agreement_title: str
    zone: str
    breach_word: str
    views: tuple[Under, ...]
    making: Making


@frozen
class Named:
    """What something of the register is called; ``others`` are names by language."""

    name: str
    others: Mapping[str, str]


@frozen
class Register:
    """The names a report needs, by id.

    ``protected`` sources, in order, are never named, nor are the ``documents`` they brought out.
    """

    names: Mapping[str, Named]
    protected: tuple[str, ...]
    documents: tuple[str, ...]


@frozen
class SourceNote:
    """One numbered source: a statement, with the document it stands in and how it got there.

    ``hops`` are agents, outermost first. ``stands`` is False for words a later entry ended.
    """

    number: int
    statement: str
    claims: tuple[str, ...]
    speaker: Speaker
    said: Period | None
    act: Act
    quotation: Quotation
    content: str
    hops: tuple[Speaker, ...]
    document: str
    title: str
    outlet: str | None
    published: Period | None
    url: str
    sha256: str | None
    language: str
    spans: tuple[Span, ...]


@frozen
class Compared:
    """One view's ledger of the period beside that of as many days before."""

    now: Ledger
    before: Ledger


@frozen
class Fate:
    """What becomes, under one view, of the incidents a recorder describes.

    ``beside`` are breaches, definite or possible, that our ledger counts in the period and the
    recorder does not describe. ``elsewhere`` begin outside the period or are counted in a whole.
    """

    view: str
    violation: int
    possible: int
    none: Mapping[str, int]
    out: Mapping[str, int]
    elsewhere: int
    beside: int


@frozen
class Recorder:
    """One count that a source publishes, and what lies between it and our findings.

    ``undescribed`` is how many of those it states it gives no account of here. ``inside`` is
    whether its window lies within the period.
    """

    claim: str
    counter: Speaker
    judgement: str
    unit: str
    rule: str
    window: str
    stated: int | None
    tallies: tuple[Tally, ...]
    described: tuple[str, ...]
    undescribed: int | None
    inside: bool
    fates: tuple[Fate, ...]


@frozen
class Brief:
    """A finding in short: breach, and apart from it who is responsible."""

    view: str
    out: str | None
    outcome: Outcome | None
    failed: str | None
    responsible: Responsible | None
    capped: tuple[str, ...]
    provisions: tuple[str, ...]


@frozen
class Told:
    """What one account says of an incident, by the claims it rests on."""

    speaker: Speaker
    claims: tuple[str, ...]
    kinds: tuple[str, ...]
    perpetrators: tuple[Who, ...]
    denied: bool
    hedged: bool
    aside: str | None


@frozen
class Reported:
    """One incident of the period."""

    incident: str
    days: tuple[str, ...]
    places: tuple[Location, ...]
    kinds: tuple[str, ...]
    targets: tuple[Who, ...]
    findings: tuple[Brief, ...]
    tolls: tuple[Toll, ...]
    told: tuple[Told, ...]


@frozen
class Watching:
    """One watch of the period that was prevented, or partly so."""

    claim: str
    observer: str
    place: Location | None
    happened: Period | None
    result: Watched
    prevented_by: Who | None
    how: str


@frozen
class Owed:
    """One due that is not met, with its clause."""

    due: DueFinding
    text: str
    by: Period | None
    within_days: int | None
    is_pending: bool


@frozen
class Daily:
    """The report of a day, or of several in a row."""

    days: Days
    compared: tuple[Compared, ...]
    course: tuple[Day, ...]
    recorders: tuple[Recorder, ...]
    incidents: tuple[Reported, ...]
    watched: Mapping[str, int]
    watches: tuple[Watching, ...]
    owed: tuple[Owed, ...]
    met: int
    notes: tuple[SourceNote, ...]
    register: Register
    foot: Foot


@frozen
class Violation:
    """The report of one incident: its dossier, with numbered sources."""

    dossier: Dossier
    notes: tuple[SourceNote, ...]
    register: Register
    foot: Foot


Report: TypeAlias = Daily | Violation
