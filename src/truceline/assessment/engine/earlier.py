"""Framings made before a record changed, and what of them still holds."""

from attrs import frozen

from truceline.agreement.terms import Agreement
from truceline.assessment.admission import Admissions
from truceline.assessment.case import Shared
from truceline.assessment.engine.changes import Change
from truceline.assessment.framing import Frame, Framing, frame_of, known_beside, known_from
from truceline.assessment.view import View


@frozen(eq=False)
class Earlier:
    """A framing of a record before it changed, and the claims on the framework changed since."""

    framing: Framing
    changed: frozenset[str]
    terms: bool


def read_framing(shared: Shared, agreement: Agreement, view: View, earlier: tuple[Earlier, ...]) -> None:
    """Have the record remember its framing under a view, made from one that is alike if there is one."""
    frame = frame_of(agreement, view, ())
    if any(known.frame == frame for known in shared.framings):
        return
    kin = _kin_of(frame, shared, earlier)
    if kin is not None:
        known = known_from(kin.framing, frame, kin.changed, terms=kin.terms)
    elif shared.framings:
        known = known_beside(shared.framings[-1], frame)
    else:
        return
    admissions = Admissions(shared.evidence, shared.origins, view)
    shared.remember(Framing(shared.evidence, shared.geography, admissions, frame, plain=known))


def _kin_of(frame: Frame, shared: Shared, earlier: tuple[Earlier, ...]) -> Earlier | None:
    """A framing of the same view, before a change or of another agreement."""
    own = (Earlier(framing, frozenset(), terms=False) for framing in shared.framings)
    return next((each for each in (*own, *earlier) if _asks(each.framing.frame) == _asks(frame)), None)


def _asks(frame: Frame) -> tuple[object, ...]:
    """What a frame asks of the record, whatever the agreement."""
    return frame.rule, frame.persists, frame.published_by


def earlier_of(shared: Shared, before: tuple[Earlier, ...], change: Change) -> tuple[Earlier, ...]:
    """The framings made so far, with what is changed of them by now."""
    own = [Earlier(framing, frozenset(), terms=False) for framing in shared.framings]
    asked = [_asks(each.framing.frame) for each in own]
    every = [*own, *(each for each in before if _asks(each.framing.frame) not in asked)]
    return tuple(
        Earlier(each.framing, each.changed | change.framework, terms=each.terms or change.terms)
        for each in every
    )
