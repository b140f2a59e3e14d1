"""A file of decisions about proposals, for a review without a record: one JSON line each, appended.

Invariant: lines are only ever added; the last line on a proposal counts, so a review can be
broken off, resumed and changed, and who decided when stays readable.
"""

import json
from typing import Any

from attrs import frozen

from truceline.testimony.decision import Answer
from truceline.values.problems import Problem, Problems


@frozen
class Line:
    """One answer about one proposal; ``fields`` holds what was edited, "" for nothing said."""

    proposal: str
    answer: Answer
    who: str
    when: str
    fields: dict[str, Any]
    speaker: str
    reason: str

    def to_text(self) -> str:
        """Its line in the file."""
        plain = {
            "proposal": self.proposal, "answer": self.answer.value, "who": self.who, "when": self.when,
            "fields": self.fields, "speaker": self.speaker, "reason": self.reason,
        }  # fmt: skip
        return json.dumps(plain, ensure_ascii=False) + "\n"


def read_decisions(text: str) -> dict[str, Line]:
    """The last decision on each proposal in a file.

    Raises:
        Problems: ``decisions.unreadable`` with every damaged line.
    """
    faults: list[Problem] = []
    found: dict[str, Line] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            raw = json.loads(line)
            found[str(raw["proposal"])] = Line(**{**raw, "answer": Answer(raw["answer"])})
        except (ValueError, KeyError, TypeError) as error:
            faults.append(Problem("decisions.unreadable", str(error)[:100], line=number))
    if faults:
        raise Problems(faults)
    return found
