"""Values of the record in a page's language: the reports' phrases, with every catalogue the screens have."""

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import cast

from markupsafe import Markup, escape

from truceline.testimony.claim import Claim
from truceline.values.harmless import harmless
from truceline.workbench.pages.telling import claim_line
from truceline.workbench.reports.lines import Data, Line, Words, data
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.tongue import Tongue
from truceline.workbench.reports.values import Register
from truceline.workbench.web.words import Words as Language


def phrases_in(language: Language, register: Register) -> Phrases:
    """The phrases of a language over a register's names."""
    return Phrases(Tongue(language.language.tag, cast("NullTranslations", language.catalogue)), register, {})


def line(found: Line) -> Markup:
    """A line as markup: our words as they are, the record's isolated and harmless."""
    parts = Markup("")
    for run in found:
        if isinstance(run, Words):
            parts += escape(run.text)
        elif isinstance(run, Data):
            lang = Markup(' lang="{}"').format(run.language) if run.language else Markup("")
            parts += Markup("<bdi{}>{}</bdi>").format(lang, harmless(run.text))
    return parts


def teller(claims: Mapping[str, Claim], register: Register) -> Callable[[Language, str], Line]:
    """What tells a claim, by its id, in a page's language."""

    def tell(language: Language, id: str) -> Line:
        claim = claims.get(id)
        return claim_line(phrases_in(language, register), claim) if claim is not None else data(id[:_SHORT])

    return tell


_SHORT = 12
