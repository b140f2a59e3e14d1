"""The entry that says a report left the house."""

from truceline.record.entries import Issued
from truceline.values.seal import file_hash
from truceline.workbench.reports.asking import Order
from truceline.workbench.reports.lines import plain
from truceline.workbench.reports.rendering import page_of
from truceline.workbench.reports.values import Report


def issued(found: Report, order: Order, content: bytes) -> Issued:
    """The entry of a report: the hash of its bytes, and all that it takes to make them again."""
    head = found.foot.head
    return Issued(
        report_sha256=file_hash(content),
        title=plain(page_of(found, "en").title),
        view=" ".join(order.asked.views),
        agreement=found.foot.agreement,
        size=head.size,
        root=head.root,
        assessment_version=head.assessment_version,
        audience=order.audience,
        asked=order.asked,
    )
