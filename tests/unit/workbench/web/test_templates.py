"""The template lint: every value is isolated or harmless, nothing inline, every message translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import nodes

from truceline.assessment.view_file import shipped_views
from truceline.workbench.reports.vocabulary import VIEW_TITLES
from truceline.workbench.web import words as words_module
from truceline.workbench.web.showing import environment
from truceline.workbench.web.vocabulary import SAID, WORK
from truceline.workbench.web.words import LANGUAGES, language_of, preferred, words_in

WEB = Path(words_module.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
MODULES = sorted(WEB.rglob("*.py"))

BETWEEN_TAGS = {"data", "figure", "signed", "term", "source", "own", "line", "legible"}
"""Filters that may end an expression between tags."""
WITHOUT_MARKUP = {"plain", "own", "figure", "urlencode", "forceescape"}
"""Filters that may end one inside a tag, and in elements that hold no markup."""
PLAIN_ELEMENTS = ("option", "title", "text")
SHARED = ("parts", "quoting", "drawing", "proposing", "under", "area_map", "editing")
"""Templates that hold what several screens show the same way."""
CALLS = {"_", "many", "super", "caller"}


@frozen
class Printed:
    """An expression that a template prints: where, and whether markup may stand there."""

    line: int
    node: nodes.Expr
    holds_markup: bool


def _expressions(path: Path) -> Iterator[Printed]:
    """Every printed expression of a template."""
    before = ""
    tree = environment().parse(path.read_text("utf-8"))
    blocks = (block for block in tree.find_all(nodes.Block) if block.name == "title")
    titles = {id(output) for block in blocks for output in block.find_all(nodes.Output)}
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                before += node.data
            else:
                yield Printed(node.lineno, node, id(output) not in titles and _holds_markup(before))


def _holds_markup(before: str) -> bool:
    """Whether markup may stand after some text: outside of a tag, and not in a plain element."""
    if before.rfind("<") > before.rfind(">"):
        return False
    last = re.findall(r"<(/?)([a-z]+)[^<>]*>", before)[-1:]
    return not last or last[0][0] == "/" or last[0][1] not in PLAIN_ELEMENTS


def _printed(node: nodes.Expr) -> set[str]:
    """What an expression ends in: the names of its filters or calls, of every branch."""
    if isinstance(node, nodes.Filter):
        return {node.name}
    if isinstance(node, nodes.CondExpr):
        return _printed(node.expr1) | (_printed(node.expr2) if node.expr2 is not None else set())
    if isinstance(node, nodes.Call):
        target = node.node
        if isinstance(target, nodes.Name):
            return {target.name}
        if isinstance(target, nodes.Getattr):
            base = target.node.name if isinstance(target.node, nodes.Name) else ""
            return {f"{base}.{target.attr}" if base in SHARED else target.attr}
    if isinstance(node, nodes.Const):
        return {"constant"}
    return {"bare"}


def _macros(path: Path) -> set[str]:
    tree = environment().parse(path.read_text("utf-8"))
    return {macro.name for macro in tree.find_all(nodes.Macro)}


PARTS = {f"{part}.{name}" for part in SHARED for name in _macros(WEB / "templates" / f"{part}.html")}


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_every_value_says_how_it_is_shown(path: Path) -> None:
    """A record's value is isolated between tags and harmless inside them; what is ours says so."""
    calls = CALLS | PARTS | _macros(path)
    for one in _expressions(path):
        allowed = calls | (BETWEEN_TAGS if one.holds_markup else WITHOUT_MARKUP | {"_", "many", "term"})
        found = _printed(one.node)
        assert found <= allowed, f"{path.name}:{one.line}: {found - allowed}"


def test_the_lint_sees_what_it_is_for(tmp_path: Path) -> None:
    for line in (
        "<p>{{ name }}</p>",
        "<p>{{ name|plain }}</p>",
        '<p title="{{ name }}"></p>',
        "<p>{{ name|data if name else other }}</p>",
        "<option>{{ name }}</option>",
        '<p title="{{ name|data }}"></p>',
    ):
        path = tmp_path / "bad.html"
        path.write_text(line, "utf-8")
        with pytest.raises(AssertionError):
            test_every_value_says_how_it_is_shown(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_nothing_is_inline(path: Path) -> None:
    """No scripts, styles or handlers in a page: its policy would refuse them."""
    source = path.read_text("utf-8")
    assert not re.search(r"<[^<>{}]*\s(style|on[a-z]+)\s*=", source)
    assert "hx-on" not in source
    assert "js:" not in source
    assert "<style" not in source
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"(src|href|action)=\"https?:", source)
    assert "|safe" not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_every_form_that_writes_carries_our_token(path: Path) -> None:
    for form in re.findall(r"<form\b.*?</form>", path.read_text("utf-8"), re.DOTALL):
        assert ('name="csrf"' in form) == ('method="post"' in form), form[:100]


def _messages_of_templates() -> Iterator[tuple[str, str | None]]:
    for path in TEMPLATES:
        for _, _function, message in environment_messages(path):
            yield (message, None) if isinstance(message, str) else (message[0], message[1])


def environment_messages(path: Path) -> Iterator[tuple[int, str, str | tuple[str, str]]]:
    tree = environment().parse(path.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else getattr(call.node, "attr", "")
        texts = [arg.value for arg in call.args if isinstance(arg, nodes.Const)]
        if name == "_" and texts:
            yield call.lineno, name, texts[0]
        elif name == "many":
            yield call.lineno, name, (texts[0], texts[1])


def _messages_of_modules() -> Iterator[str]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text)), *_]):
                    yield text


def _messages_of_claims() -> Iterator[str]:
    """What claims are told in, but for what the reports say too: their catalogue has it."""
    with (WEB.parent / "reports" / "locale" / "ar.po").open("rb") as source:
        reports = {message.id for message in read_po(source, locale="ar") if isinstance(message.id, str)}
    told = [WEB.parent / "pages" / name for name in ("telling.py", "clause_line.py")]
    for node in (node for path in told for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        match node:
            case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str(text))]) if (
                text not in reports
            ):
                yield text


def _messages_of_numbers() -> Iterator[tuple[str, str]]:
    """What clauses say of a number of things, for one of them and for several."""
    for node in ast.walk(ast.parse((WEB.parent / "pages" / "clause_line.py").read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="count"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(several)), *_],
            ):
                yield one, several


def messages() -> dict[str, str | None]:
    """Every message of the screens, with its plural if it has one."""
    ours = (*_messages_of_modules(), *_messages_of_claims())
    return {**dict.fromkeys(ours), **dict(_messages_of_templates()), **dict(_messages_of_numbers())}


def catalogues(language: str) -> list[Catalog]:
    """The .po files of a language."""
    found = []
    for file in sorted((WEB / "locale" / language / "LC_MESSAGES").glob("*.po")):
        with file.open("rb") as source:
            found.append(read_po(source, locale=language))
    return found


@pytest.mark.parametrize("language", [one.tag for one in LANGUAGES[1:]])
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    known: dict[str, tuple[str, ...]] = {}
    for message in (message for catalogue in catalogues(language) for message in catalogue):
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple | list) else message.id
            known[key] = (
                tuple(map(str, message.string))
                if isinstance(message.string, tuple | list)
                else (str(message.string or ""),)
            )
        assert not message.fuzzy or not message.id, message.id
    wanted = messages()
    assert sorted(set(wanted) - set(known)) == []
    assert sorted(set(known) - set(wanted)) == []
    for key, plural in wanted.items():
        strings = known[key]
        assert all(strings), key
        assert len(strings) == (catalogues(language)[0].num_plurals if plural else 1), key
        for string in strings:
            expected = set(re.findall(r"%\(\w+\)s|\{\w+\}", key))
            found = set(re.findall(r"%\(\w+\)s|\{\w+\}", string))
            assert found <= expected, key
            assert found == expected or (plural and expected - found <= {"%(num)s", "%(n)s"}), key


def test_arabic_runs_from_right_to_left_and_counts_in_its_own_forms() -> None:
    arabic = words_in(language_of("ar"))
    assert arabic.language.direction == "rtl"
    forms = {arabic.many("%(num)s incident", "%(num)s incidents", number) for number in (0, 1, 2, 3, 11, 100)}
    assert len(forms) == 6
    assert arabic.many("%(num)s incident", "%(num)s incidents", 11) == "11 حادثةً"
    assert arabic.many("%(num)s incident", "%(num)s incidents", 100) == "100 حادثة"


def test_a_language_is_the_one_asked_for_then_the_one_kept_then_the_first_accepted() -> None:
    assert preferred("ar", "en", "en").tag == "ar"
    assert preferred("xx", "ar", "en").tag == "ar"
    assert preferred("", "", "fr;q=0.9, ar-SY;q=0.8, en").tag == "ar"
    assert preferred("", "", "").tag == "en"


def test_a_value_in_an_arabic_sentence_keeps_its_own_direction() -> None:
    said = words_in(language_of("ar"))("taken to last until %(day)s", day="2016-03-10")
    assert "\u20682016-03-10\u2069" in said
    assert words_in(language_of("en"))("taken to last until %(day)s", day="2016-03-10").endswith("2016-03-10")


def test_titles_of_shipped_views_and_of_long_work_are_said_in_the_pages_language() -> None:
    arabic = words_in(language_of("ar"))
    titles = {view.title for view in shipped_views().values()}
    assert titles == set(VIEW_TITLES)
    assert [one for one in (*VIEW_TITLES, *WORK) if arabic.term(one) == one] == []
    found = {text for path in MODULES for text in re.findall(r'(?:_long|_awaited|begin)\([^"]*"[^"]*"?, ?(?:f"[^"]*", ?)?"([A-Z][^"]+)"', path.read_text("utf-8"))}  # fmt: skip
    assert found <= set(WORK)


def test_a_word_that_is_no_word_of_the_programs_is_shown_as_it_is() -> None:
    words = words_in(language_of("en"))
    assert words.term("nothing-known") == "nothing-known"
    assert words.term("violation") == SAID["violation"]
