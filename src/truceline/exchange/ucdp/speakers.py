"""Who speaks in a row: ``source_original`` split as written and folded by the register.

Rules: semantics 3 and ruling 8. One chain per named source, at most one unnamed speaker a
row; UCDP is the outermost hop, the outlets of the articles come next. Which article carried
whom is not said: an outlet that is a named source of the row is taken to have spoken for
itself; of the others, each that may have carried a source is a hop of it, so that doubt
never makes two origins independent.
"""

import hashlib
import re

from truceline.exchange.ucdp.codebook import Codebook
from truceline.exchange.ucdp.names import fold_name, slug
from truceline.exchange.ucdp.register import Register, by_name
from truceline.testimony.register import Handling, Source, SourceKind
from truceline.testimony.statement import Hop, Mode, Speaker, Stance

_SEPARATORS = re.compile(r"[;,/]|\band\b", re.IGNORECASE)
_WORD = re.compile(r"[\w']+")
_UNNAMED = Speaker(source=None, words="")


class Speakers:
    """Folds the sources of rows; ``made`` are those that the register did not have."""

    def __init__(self, register: Register, codebook: Codebook, document: str) -> None:
        self.made: dict[str, Source] = {}
        self._known = register.sources
        self._rules = codebook.sources
        self._names = by_name(register.sources.values())
        self._speakers: dict[str, tuple[Speaker, ...]] = {}
        self._outlets: dict[str, tuple[Speaker, ...]] = {}
        self._chains: dict[tuple[str, str], tuple[tuple[Hop, ...], ...]] = {}
        self._coder = Hop(
            agent=Speaker(source=codebook.publisher, words=""),
            document=document,
            date=None,
            mode=Mode.CODES,
            stance=Stance.NEUTRAL,
        )
        self._made_of_publisher(codebook.publisher)

    def _made_of_publisher(self, name: str) -> None:
        if name not in self._known:
            source = _source(name, "Uppsala Conflict Data Program", SourceKind.DATA_SET)
            self.made[name] = source

    def of(self, original: str) -> tuple[Speaker, ...]:
        """The speakers a cell names, each once, one unnamed at most and always at least one."""
        found = self._speakers.get(original)
        if found is None:
            named = dict.fromkeys(
                self._folded(part) for part in _SEPARATORS.split(original) if fold_name(part)
            )
            unnamed = [speaker for speaker in named if speaker.source is None]
            kept = [speaker for speaker in named if speaker.source is not None] + unnamed[:1]
            found = self._speakers[original] = tuple(kept) or (_UNNAMED,)
        return found

    def chains(self, original: str, office: str) -> tuple[tuple[Hop, ...], ...]:
        """For each speaker of :meth:`of`, in that order, the hops through which it reached us."""
        key = (original, office)
        found = self._chains.get(key)
        if found is None:
            speakers, outlets = self.of(original), self._outlets_of(office)
            free = tuple(outlet for outlet in outlets if outlet not in speakers) or outlets
            found = self._chains[key] = tuple(
                (self._coder, *(() if speaker in outlets else map(_republished, free)))
                for speaker in speakers
            )
        return found

    def _outlets_of(self, office: str) -> tuple[Speaker, ...]:
        found = self._outlets.get(office)
        if found is None:
            parts = (part for part in office.split(";") if fold_name(part))
            found = self._outlets[office] = tuple(dict.fromkeys(self._folded(part) for part in parts))
        return found

    def _folded(self, text: str) -> Speaker:
        """Whom a spelling means: by the register, by the codebook, a description, or a new source."""
        folded = fold_name(text)
        entry = self._names.get(folded)
        if entry is not None:
            return _speaker(entry)
        name = self._rules.spellings.get(folded)
        if name is None:
            name = self._rules.unprinted.get(hashlib.sha256(folded.encode()).hexdigest())
        if name == "":
            return Speaker(source=None, words="somebody named in the report")
        if name is not None:
            return _speaker(self._known[name]) if name in self._known else self._new(name, name)
        if set(_WORD.findall(folded)) <= self._rules.plain_words:
            return Speaker(source=None, words=folded)
        return self._new(slug(text), text.strip())

    def _new(self, end: str, title: str) -> Speaker:
        name = f"ucdp:{end}"
        if name not in self._known:
            self.made.setdefault(name, _source(name, title, SourceKind.OTHER))
        return Speaker(source=name, words="")


def _speaker(source: Source) -> Speaker:
    if source.kind is SourceKind.UNNAMED:
        return Speaker(source=None, words=source.name)
    return Speaker(source=source.id, words="")


def _republished(outlet: Speaker) -> Hop:
    return Hop(agent=outlet, document=None, date=None, mode=Mode.REPUBLISHES, stance=Stance.NEUTRAL)


def _source(name: str, title: str, kind: SourceKind) -> Source:
    return Source(
        id=name,
        name=title,
        aliases=(),
        kind=kind,
        compiler=kind is SourceKind.DATA_SET,
        unaffiliated=False,
        affiliations=(),
        groups=(),
        actor=None,
        handling=Handling.PUBLIC,
        purpose="",
        note="Named by UCDP; the register states nothing about it.",
    )
