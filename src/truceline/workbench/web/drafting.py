"""A view as somebody drafts it in a form: read from its fields, over the view it starts from."""

from attrs import evolve, frozen

from truceline.agreement.terms import Agreement
from truceline.assessment.view import Treatment, View, Whom
from truceline.assessment.view_file import print_view, read_view
from truceline.testimony.register import SourceKind
from truceline.testimony.statement import Basis

ANY, NAMED, LISTED = "any", "named", "listed"


@frozen
class Draft:
    """The fields of the form as they came; ``whose`` is one of any, named, listed."""

    name: str
    title: str
    whose: str
    sources: tuple[str, ...]
    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    refuses: tuple[str, ...]
    bases: tuple[str, ...]
    origins: int
    retracted: str
    hedged: str
    versions: tuple[str, ...]


def drafted(draft: Draft, start: View, *, known_by: str, published_by: str) -> View:
    """The view that a draft states.

    It is read back from its own file, so that what is shown is what the file would say.

    Raises:
        InvalidView: every fault of it.
    """
    accounts = evolve(
        start.accounts,
        takes=_whom(draft),
        refuses=_listed(draft.refuses) if draft.refuses else None,
        origins=draft.origins,
        bases=tuple(Basis(one) for one in draft.bases if one in _BASES),
        retracted=Treatment(draft.retracted) if draft.retracted in _TREATMENTS else start.accounts.retracted,
        hedged=Treatment(draft.hedged) if draft.hedged in _TREATMENTS else start.accounts.hedged,
    )
    view = evolve(
        start,
        name=draft.name or "draft",
        title=draft.title or "A draft",
        known_by=known_by,
        published_by=published_by,
        accounts=accounts,
        framework=evolve(start.framework, versions=_versions(draft.versions)),
    )
    return read_view(print_view(view), "view.toml")


_BASES = frozenset(one.value for one in Basis)
_TREATMENTS = frozenset(one.value for one in Treatment)
_KINDS = frozenset(one.value for one in SourceKind)


def _whom(draft: Draft) -> Whom:
    if draft.whose == LISTED:
        kinds = tuple(SourceKind(one) for one in draft.kinds if one in _KINDS)
        return Whom(any=False, named=False, sources=draft.sources, groups=draft.groups, kinds=kinds)
    return Whom(any=draft.whose == ANY, named=draft.whose == NAMED, sources=(), groups=(), kinds=())


def _listed(sources: tuple[str, ...]) -> Whom:
    return Whom(any=False, named=False, sources=sources, groups=(), kinds=())


def _versions(chosen: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Readings chosen of each clause, ``clause@version`` each; a clause of which none is chosen keeps all."""
    found: dict[str, tuple[str, ...]] = {}
    for one in chosen:
        clause, _, version = one.partition("@")
        found[clause] = (*found.get(clause, ()), version)
    return found


def draft_of(view: View) -> Draft:
    """The form's fields for a view."""
    takes, refuses = view.accounts.takes, view.accounts.refuses
    return Draft(
        name="",
        title="",
        whose=ANY if takes.any else NAMED if takes.named else LISTED,
        sources=takes.sources,
        groups=takes.groups,
        kinds=tuple(one.value for one in takes.kinds),
        refuses=() if refuses is None else refuses.sources,
        bases=tuple(one.value for one in view.accounts.bases),
        origins=view.accounts.origins,
        retracted=view.accounts.retracted.value,
        hedged=view.accounts.hedged.value,
        versions=tuple(
            f"{clause}@{one}" for clause, several in view.framework.versions.items() for one in several
        ),
    )


def rival_readings(agreement: Agreement | None) -> dict[str, tuple[str, ...]]:
    """The clauses of which there are several readings, with the versions there are."""
    found: dict[str, tuple[str, ...]] = {}
    for clause in agreement.provisions if agreement is not None else ():
        found[clause.id] = (*found.get(clause.id, ()), clause.version)
    return {clause: versions for clause, versions in found.items() if len(versions) > 1}
