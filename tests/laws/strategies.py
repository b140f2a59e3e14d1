"""Generated values of floors 1 and 2: everything the types allow, awkward text included."""

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from truceline.testimony.batch import Batch
from truceline.testimony.claim import (
    CLAIM_TYPES,
    Claim,
    Degree,
    Firmness,
    Harm,
    LifeCycle,
    Modality,
    Polarity,
    Position,
    Role,
    Stage,
    Tally,
    Watched,
)
from truceline.testimony.codec import identified
from truceline.testimony.document import Document, Part, Span
from truceline.testimony.link import Aspect, Judgement, Link, LinkKind, Sameness, Subject
from truceline.testimony.register import (
    Actor,
    ActorKind,
    Affiliation,
    Alias,
    Bond,
    Handling,
    Place,
    PlaceKind,
    Source,
    SourceKind,
)
from truceline.testimony.statement import (
    Act,
    Basis,
    Binding,
    Hop,
    Mode,
    Quotation,
    Speaker,
    Stance,
    Statement,
)
from truceline.values.doubt import LARGEST, Count
from truceline.values.problems import ValueProblem
from truceline.values.when import Fills, Period
from truceline.values.where import Extent, Location, Spot
from truceline.values.who import Form, Who

AWKWARD = (
    "", " ", 'said "no"', "it's", "a\\b", "two\nlines", "\r\n", "\t", "\x00\x1f\x7f", "'''", '"""',
    "هدنة في حلب", "перемирие", "\u200f\u202e", "\U0001f54a", "é" * 3, "# no comment", "= [", "\u2028\ufeff",
    "at least 78", "75-100", "unnamed: x", "a | b", "near homs", "2016-02-27", "[UTC]",
)  # fmt: skip
ZONES = ("Asia/Damascus", "UTC", "Europe/Moscow")


def texts() -> st.SearchStrategy[str]:
    """Any Unicode text, and often a text that some format stumbles over."""
    return st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def ids() -> st.SearchStrategy[str]:
    return st.sampled_from(["a", "b", "snhr", "ucdp:300933", "near", "unknown", "x.y_z-1", "within"])


def options(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def tuples(strategy: st.SearchStrategy[Any], size: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=size).map(tuple)


def edtf_dates() -> st.SearchStrategy[str]:
    """Days, months and years, plain or qualified."""
    plain = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)).flatmap(
        lambda day: st.sampled_from([f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"])
    )
    return st.builds(str.__add__, plain, st.sampled_from(["", "", "~", "?", "%"]))


def edtf_texts() -> st.SearchStrategy[str]:
    moments = st.sampled_from(["2016-02-27T06:25", "2016-02-27T06:25:07", "2016-02-27T06:25+03:00"])
    ranges = st.sampled_from(
        ["2016-02-27/..", "../2016-02-27", "2016-02-27/2016-02-29", "2016-02-27T06:25/2016-02-28", "XXXX"]
    )
    return edtf_dates() | moments | ranges


def periods() -> st.SearchStrategy[Period]:
    return st.builds(
        Period, edtf=edtf_texts(), zone=st.sampled_from(ZONES), fills=st.sampled_from(Fills), words=texts()
    )


def _valid(build: Any) -> Any:
    """The value, or a plain one where the types refuse the combination."""

    def tried(*args: Any) -> Any:
        try:
            return build(*args)
        except ValueProblem:
            return None

    return tried


def counts() -> st.SearchStrategy[Count]:
    numbers = st.integers(0, 300) | st.just(LARGEST)
    full = st.builds(
        _valid(lambda low, best, high, words: Count(low=low, best=best, high=high, words=words)),
        numbers,
        options(numbers),
        options(numbers),
        texts(),
    ).filter(lambda count: count is not None)
    spoken = st.sampled_from(["78", "at least 78", "75-100", "dozens", "more than 1,000", "about 40", "none"])
    return full | spoken.map(Count.parse) | st.integers(0, 99).map(Count.exactly)


def whos() -> st.SearchStrategy[Who]:
    sizes = {Form.ONE: (1, 1), Form.CLASS: (1, 1), Form.UNNAMED: (0, 0), Form.UNKNOWN: (0, 0)}

    def of(form: Form) -> st.SearchStrategy[Who]:
        low, high = sizes.get(form, (2, 3))
        members = st.lists(ids(), min_size=low, max_size=high, unique=True).map(tuple)
        return st.builds(Who, form=st.just(form), members=members, words=texts())

    return st.sampled_from(Form).flatmap(of)


def spots() -> st.SearchStrategy[Spot]:
    positions = st.sampled_from(["35.36, 35.92", "-35.360,35", " 35.0 , 36", "0, 0"])
    extents, kms = st.sampled_from(Extent), st.sampled_from([0, 1, 5, 20])
    return st.builds(Spot, place=ids(), position=st.none(), extent=extents, km=kms) | st.builds(
        Spot, place=st.none(), position=positions, extent=extents, km=kms
    )


def locations() -> st.SearchStrategy[Location]:
    several = st.lists(spots(), min_size=1, max_size=3).map(tuple)
    return st.builds(Location, alternatives=several, words=texts())


def speakers() -> st.SearchStrategy[Speaker]:
    return st.builds(Speaker, source=options(ids()), words=texts())


def aliases() -> st.SearchStrategy[Alias]:
    return st.builds(
        Alias, text=texts(), language=options(st.sampled_from(["ar", "ru"])), used=options(periods())
    )


def _hops() -> st.SearchStrategy[Hop]:
    return st.builds(
        Hop,
        agent=speakers(),
        document=options(ids()),
        date=options(periods()),
        mode=st.sampled_from(Mode),
        stance=st.sampled_from(Stance),
    )


def spans() -> st.SearchStrategy[Span]:
    exact = texts().filter(bool)
    return st.builds(
        lambda part, start, words, prefix, suffix: Span(
            part, start, start + len(words), words, prefix, suffix
        ),
        st.sampled_from(Part),
        st.integers(0, 99),
        exact,
        texts(),
        texts(),
    )


def sources() -> st.SearchStrategy[Source]:
    ties = st.builds(
        Affiliation, to=ids(), bond=st.sampled_from(Bond), period=options(periods()), stated_in=texts()
    )
    return st.builds(
        Source, id=ids(), name=texts(), aliases=tuples(aliases()), kind=st.sampled_from(SourceKind),
        compiler=st.booleans(), unaffiliated=st.booleans(), affiliations=tuples(ties), groups=tuples(ids()),
        actor=options(ids()), handling=st.sampled_from(Handling), purpose=texts(), note=texts(),
    )  # fmt: skip


def actors() -> st.SearchStrategy[Actor]:
    return st.builds(
        Actor, id=ids(), name=texts(), aliases=tuples(aliases()), kind=st.sampled_from(ActorKind),
        members=options(tuples(ids())), note=texts(),
    )  # fmt: skip


def places() -> st.SearchStrategy[Place]:
    return st.builds(
        Place, id=ids().map("place-{}".format), name=texts(), aliases=tuples(aliases()),
        kind=st.sampled_from(PlaceKind), part_of=tuples(ids()),
        outline=options(st.just("POLYGON ((36 33, 37 33, 37 34, 36 33))")),
        position=options(st.just("33.5, 36.3")), km=options(st.integers(0, 20)), approximate=st.booleans(),
        stated_in=texts(), note=texts(),
    )  # fmt: skip


def documents() -> st.SearchStrategy[Document]:
    return st.builds(
        Document, id=ids(), title=texts(), authors=tuples(texts()), outlet=options(ids()),
        published=options(periods()), retrieved=options(periods()), language=st.sampled_from(["en", "ar"]),
        media_type=st.sampled_from(["text/html", "application/pdf"]), url=texts(),
        sha256=options(st.just("0" * 64)), text=options(texts()), handling=st.sampled_from(Handling),
        purpose=texts(), note=texts(),
    )  # fmt: skip


def statements() -> st.SearchStrategy[Statement]:
    """Statements without a label, not coded from others, with their ids."""
    return st.builds(
        Statement, id=st.just(""), label=st.just(""), document=ids(), speaker=speakers(),
        content=texts().filter(bool), cue=texts(), spans=tuples(spans()), quotation=st.sampled_from(Quotation),
        reported=st.booleans(), act=st.sampled_from(Act), basis=st.sampled_from(Basis),
        said=options(periods()), in_public=st.booleans(), chain=tuples(_hops()), cites=tuples(ids()),
        binding=st.sampled_from(Binding), coded_from=st.just(()), handling=st.sampled_from(Handling),
        purpose=texts(),
    ).map(identified)  # fmt: skip


_TALLIES = st.builds(
    Tally, label=texts(), count=st.integers(0, 99), of=options(texts()), by=texts(), complete=st.booleans()
)
_KINDS = st.sampled_from(["shelling", "air-strike", "presence", "talks"])
_OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "event": {
        "incident": options(ids()), "kind": _KINDS, "means": texts(), "origin": options(locations()),
        "circumstances": tuples(texts()),
    },
    "role": {"incident": options(ids()), "actor": whos(), "role": st.sampled_from(Role)},
    "loss": {
        "incidents": tuples(ids()), "harm": st.sampled_from(Harm), "victims": texts(), "count": counts(),
    },
    "control": {"actor": whos(), "degree": st.sampled_from(Degree)},
    "relation": {"subject": ids(), "relation": st.sampled_from(["part-of", "supporting"]), "object": ids()},
    "standing": {"actor": whos(), "agreement": ids(), "position": st.sampled_from(Position)},
    "term": {
        "agreement": ids(), "provision": options(ids()), "step": st.sampled_from(LifeCycle), "text": texts(),
    },
    "compliance": {
        "agreement": options(ids()), "actor": options(whos()), "incident": options(ids()),
        "judgement": texts(), "body": texts(), "article": texts(), "standard": texts(),
        "stage": st.sampled_from(Stage), "unit": texts(), "rule": texts(), "tallies": tuples(_TALLIES),
        "exception": options(texts()),
    },
    "watch": {
        "observer": ids(), "means": texts(), "result": st.sampled_from(Watched),
        "prevented_by": options(whos()), "how": texts(), "saw": tuples(_KINDS),
    },
    "indicator": {
        "subject": texts(), "measure": texts(), "value": counts(), "unit": texts(), "compared_with": texts(),
    },
}  # fmt: skip


def claims(statement: str = "") -> st.SearchStrategy[Claim]:
    """Claims of all ten types about one statement, without a label, with their ids."""

    def of(name: str) -> st.SearchStrategy[Claim]:
        return st.builds(
            CLAIM_TYPES[name], id=st.just(""), label=st.just(""), statement=st.just(statement),
            polarity=st.sampled_from(Polarity), modality=st.sampled_from(Modality),
            firmness=st.sampled_from(Firmness), happened=options(periods()), place=options(locations()),
            **_OWN[name],
        )  # fmt: skip

    return st.sampled_from(sorted(CLAIM_TYPES)).flatmap(of).map(identified)


def _links(ends: list[str]) -> st.SearchStrategy[Link]:
    pairs = st.lists(st.sampled_from(ends), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda pair, kind, aspect, statement, asserter, firmness: identified(
            Link("", pair[0], kind, pair[1], aspect, statement, asserter, firmness)
        ),
        pairs,
        st.sampled_from(LinkKind),
        st.sampled_from(Aspect),
        options(st.sampled_from(ends)),
        speakers(),
        st.sampled_from(Firmness),
    )


def judgements() -> st.SearchStrategy[Judgement]:
    pairs = st.lists(ids(), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda about, pair, answer, coder, made, reason: identified(
            Judgement("", about, pair[0], pair[1], answer, coder, made, reason)
        ),
        st.sampled_from(Subject),
        pairs,
        st.sampled_from(Sameness),
        ids(),
        periods(),
        texts(),
    )


def _unique(items: list[Any]) -> tuple[Any, ...]:
    return tuple({item.id: item for item in items}.values())


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """A consistent batch: labels unique, claims in the order of their statements, all ids worked out."""
    said: list[Statement] = []
    claimed: list[Claim] = []
    for number, statement in enumerate(_unique(draw(st.lists(statements(), max_size=3)))):
        coded = draw(tuples(st.sampled_from([item.id for item in said]))) if said else ()
        labelled = identified(evolve(statement, label=f"s{number}", coded_from=coded))
        said.append(labelled)
        for place, claim in enumerate(_unique(draw(st.lists(claims(labelled.id), max_size=3))), start=1):
            own = draw(st.booleans())
            claimed.append(evolve(claim, label=f"own-{number}.{place}" if own else f"s{number}/{place}"))
    ends = [item.id for item in said] + [item.id for item in claimed]
    links = draw(st.lists(_links(ends), max_size=2)) if len(ends) > 1 else []
    return Batch(
        sources=_unique(draw(st.lists(sources(), max_size=2))),
        actors=_unique(draw(st.lists(actors(), max_size=2))),
        places=_unique(draw(st.lists(places(), max_size=2))),
        documents=_unique(draw(st.lists(documents(), max_size=2))),
        statements=tuple(said),
        claims=tuple(claimed),
        links=_unique(links),
        judgements=_unique(draw(st.lists(judgements(), max_size=2))),
    )
