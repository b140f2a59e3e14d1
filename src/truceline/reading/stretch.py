"""One sentence or content with everything recognised in it, and the fields all its claims share."""

from typing import Any

from attrs import frozen

from truceline.reading.dates import DateFound
from truceline.reading.names import NameFound
from truceline.reading.result import Range
from truceline.reading.tolls import Toll
from truceline.testimony.claim import Claim, Firmness, Modality, Polarity
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Form, Who

Made = tuple[Claim, str, Range]


@frozen(eq=False)
class Stretch:
    """One sentence or content, with everything recognised in it."""

    text: str
    start: int
    end: int
    statement: str
    firmness: Firmness
    names: tuple[NameFound, ...]
    dates: tuple[DateFound, ...]
    tolls: tuple[Toll, ...]


def common(
    stretch: Stretch, happened: Period | None, place: Location | None, *, denied: bool = False
) -> dict[str, Any]:
    """The fields every claim about this stretch shares."""
    return {
        "id": "", "label": "", "statement": stretch.statement, "polarity": Polarity.DENIED if denied else Polarity.AFFIRMED,
        "modality": Modality.ACTUAL, "firmness": stretch.firmness, "happened": happened, "place": place,
    }  # fmt: skip


def who(name: NameFound) -> Who:
    """The actor a name means: one of several when it is ambiguous."""
    if name.is_ambiguous:
        return Who(form=Form.ALTERNATIVES, members=name.ids, words=name.words)
    return Who(form=Form.ONE, members=name.ids, words=name.words)
