"""Numbered sources: every claim a report uses leads to a note of the statement it is read from."""

from collections.abc import Iterable

from truceline.assessment.case import Case
from truceline.record.snapshot import Snapshot
from truceline.testimony.register import Actor, Alias, Handling, Place, Source
from truceline.workbench.reports.values import Named, Register, SourceNote


class Notes:
    """Numbers statements in the order in which their claims are first used."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._snapshot = case.shared.evidence.snapshot
        self.register = register_of(self._snapshot)
        self._claims: dict[str, dict[str, None]] = {}

    def use(self, items: Iterable[str]) -> None:
        """Note these claims, or statements that make none."""
        for item in items:
            statement = self._case.admissions.statement_behind(item)
            if statement is not None:
                claims = self._claims.setdefault(statement.id, {})
                if item != statement.id:
                    claims[item] = None

    def all(self) -> tuple[SourceNote, ...]:
        return tuple(
            self._note(number, statement, tuple(claims))
            for number, (statement, claims) in enumerate(self._claims.items(), start=1)
        )

    def _note(self, number: int, id: str, claims: tuple[str, ...]) -> SourceNote:
        statement = self._snapshot.statements[id]
        document = self._snapshot.documents.get(statement.document)
        if statement.document in self.register.documents:
            # Its title and where it is to be found would say whose it is.
            document = None
        return SourceNote(
            number=number,
            statement=id,
            claims=claims,
            speaker=statement.speaker,
            said=statement.said,
            act=statement.act,
            quotation=statement.quotation,
            content=statement.content,
            hops=tuple(hop.agent for hop in statement.chain),
            document=statement.document,
            title=document.title if document is not None else "",
            outlet=document.outlet if document is not None else None,
            published=document.published if document is not None else None,
            url=document.url if document is not None else "",
            sha256=document.sha256 if document is not None else None,
            language=document.language if document is not None else "",
            spans=statement.spans,
        )


def register_of(snapshot: Snapshot) -> Register:
    """The names of everything in the register; protected sources have none."""
    sources = snapshot.sources.values()
    protected = tuple(source.id for source in sources if source.handling is not Handling.PUBLIC)
    items: tuple[Place | Source | Actor, ...]
    items = (*snapshot.places.values(), *sources, *snapshot.actors.values())
    names = {item.id: Named(item.name, _by_language(item.aliases)) for item in items}
    return Register(
        names={id: named for id, named in names.items() if id not in protected},
        protected=protected,
        documents=tuple(one.id for one in snapshot.documents.values() if one.outlet in protected),
    )


def _by_language(aliases: Iterable[Alias]) -> dict[str, str]:
    found: dict[str, str] = {}
    for alias in aliases:
        if alias.language:
            found.setdefault(alias.language.partition("-")[0], alias.text)
    return found
