"""What stands below a report: record, agreement, views, and who may read it."""

from collections.abc import Sequence

from truceline.assessment.case import Case
from truceline.workbench.dossiers.make import head_of
from truceline.workbench.reports.values import Foot, Making, Under


def foot_of(cases: Sequence[Case], making: Making) -> Foot:
    """The foot of a report made from these cases."""
    agreement = cases[0].agreement
    return Foot(
        head=head_of(cases[0]),
        agreement=agreement.id,
        agreement_title=agreement.title,
        zone=agreement.zone,
        breach_word=agreement.breach_word,
        views=tuple(_under(case) for case in cases),
        making=making,
    )


def _under(case: Case) -> Under:
    view, rule = case.view, case.view.accounts
    return Under(
        name=view.name,
        title=view.title,
        published_by=view.published_by,
        known_by=view.known_by,
        origins=rule.origins,
        hedged=rule.hedged.value,
        retracted=rule.retracted.value,
        unfiltered=rule.takes.any and not rule.takes.named and rule.origins == 1 and rule.refuses is None,
        not_assessed=case.framing.not_assessed,
    )
