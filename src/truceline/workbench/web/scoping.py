"""A question put to a sight: the columns it is about, the rows it chooses, and its form's choices."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from truceline.values.problems import Problem, Problems
from truceline.workbench.web.asked import Asked, Basis
from truceline.workbench.web.columns import Chosen, Columns, Figures
from truceline.workbench.web.counting import Mask, Scoped
from truceline.workbench.web.sight import Sight


@frozen(eq=False)
class Question:
    """What was asked, of which sight, and the columns that answer it."""

    asked: Asked
    sight: Sight
    columns: Columns

    def scoped(self, asked: Asked | None = None) -> Scoped:
        """The rows the question, or a variant of it, is about."""
        what = asked or self.asked
        key, chosen = self._key(what), self._chosen(what)
        return self.columns.once(("scope", key), lambda: self.columns.chosen(chosen, self._found(what.q)))

    def headline(self, asked: Asked) -> Figures:
        """The figures of a period, whatever outcome the list below is narrowed to."""
        what = evolve(asked, outcome="", failed="")
        return self.columns.once(
            ("figures", self._key(what)), lambda: self.columns.figures(self.scoped(what))
        )

    def facet(self, column: str, most: int) -> list[tuple[str, int]]:
        """The values of a column that most of the rows asked for hold."""
        make = self.columns.facet
        key = ("facet", column, most, self._key(self.asked))
        return self.columns.once(key, lambda: make(column, self.scoped(), most))

    def _key(self, what: Asked) -> Asked:
        """What an answer depends on: a place in the list changes none of them."""
        return evolve(what, after="")

    def _chosen(self, what: Asked) -> Chosen:
        return Chosen(
            window=what.window,
            outcome=what.outcome,
            failed=what.failed,
            provision=what.provision,
            actor=what.actor,
            places=self.sight.within(what.place) if what.place else frozenset(),
            kind=what.kind,
        )

    def _found(self, words: str) -> Mask | None:
        if not words:
            return None
        index = self.sight.text_index(self.asked.basis.known_by)
        return index.find(words, len(self.columns.table))


def basis_of(sight: Sight, what: Asked) -> Basis:
    """What findings are made under; with several agreements on record the first, and the form says which."""
    basis = what.basis
    if basis.agreement:
        return basis
    return evolve(basis, agreement=next(iter(sight.agreements), ""))


def question(sight: Sight, what: Asked) -> Question:
    """A question with the columns that answer it.

    Raises:
        StillWorking: while they are being worked out.
        Problems: where there is no such agreement or view, or none at all.
    """
    basis = basis_of(sight, what)
    if not basis.agreement:
        raise Problems([Problem("cli.without_agreement", "none")])
    return Question(evolve(what, basis=basis), sight, sight.columns(basis))


def scope_form(found: Question) -> Mapping[str, Any]:
    """What the scope form offers and holds."""
    sight, what = found.sight, found.asked
    return {
        "asked": what,
        "basis": what.basis,
        "agreements": [(one.id, one.title) for one in sight.agreements.values()],
        "views": [(one.name, one.title) for one in sight.views.values()],
        "agreement": sight.agreements.get(what.basis.agreement),
        "view": sight.views.get(what.basis.view),
        "head": sight.head,
        "names": sight.names,
    }
