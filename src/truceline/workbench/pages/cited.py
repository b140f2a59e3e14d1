"""Claims as a page quotes them: what is claimed, who says so, where it can be read, whether it stands."""

from collections.abc import Iterable

from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.explain import hearing
from truceline.testimony.claim import Claim, Polarity
from truceline.workbench.testimony_text import Teller


@frozen
class Cited:
    """One claim: ``aside`` is why the view does not take it, or only as possible; "" where it stands.

    ``through`` are those it was passed on by, ``title`` the document's.
    """

    claim: str
    type: str
    says: str
    denied: bool
    speaker: str
    source: str
    said: str
    through: tuple[str, ...]
    statement: str
    document: str
    title: str
    aside: str


class Quoter:
    """Quotes the claims of one case."""

    def __init__(self, case: Case, teller: Teller) -> None:
        self._case = case
        self.teller = teller

    @property
    def case(self) -> Case:
        return self._case

    def quote(self, claim: Claim) -> Cited:
        """One claim of the record."""
        snapshot = self._case.shared.evidence.snapshot
        statement = snapshot.statements[claim.statement]
        document = snapshot.documents.get(statement.document)
        return Cited(
            claim=claim.id,
            type=claim.type,
            says=self.teller.content(claim),
            denied=claim.polarity is Polarity.DENIED,
            speaker=self.teller.speaker(statement.speaker),
            source=statement.speaker.source or "",
            said=str(statement.said) if statement.said is not None else "",
            through=tuple(self.teller.speaker(hop.agent) for hop in statement.chain),
            statement=statement.id,
            document=statement.document,
            title=document.title if document is not None else statement.document,
            aside=hearing(self._case, claim.id) or "",
        )

    def quoted(self, ids: Iterable[str]) -> tuple[Cited, ...]:
        """The claims of these ids, each once; what is no claim of the record is left out."""
        known = self._case.shared.evidence.claims_by_id
        return tuple(self.quote(known[id]) for id in dict.fromkeys(ids) if id in known)

    def name(self, id: str) -> str:
        """What the register calls somebody or something."""
        return self.teller.names.get(id, id)
