import tomllib

from attrs import Factory, frozen

from truceline.values.forms import (
    Faults,
    form_converter,
    inline,
    list_line,
    nearest,
    number_line,
    read_form,
    text_line,
)
from truceline.values.problems import ValueProblem
from truceline.values.structure import Fault


@frozen
class InnerForm:
    within_days: int = 0
    of: tuple[str, ...] = ()


@frozen
class ShortForm:
    words: str = ""

    @classmethod
    def from_text(cls, text: str) -> "ShortForm":
        if not text:
            raise ValueProblem("place.empty", text)
        return cls(words=text)


@frozen
class OuterForm:
    id: str = ""
    from_: str | None = None
    inner: InnerForm | None = None
    inners: tuple[InnerForm, ...] = ()
    short: ShortForm | None = None
    versions: dict[str, tuple[str, ...]] = Factory(dict)


CONVERTER = form_converter("UTC", (InnerForm, ShortForm, OuterForm))


def told(faults: list[Fault]) -> list[tuple[tuple[str | int, ...], str, str]]:
    return sorted(((fault.path, fault.problem.code, fault.problem.value) for fault in faults), key=str)


def test_keys_are_read_in_kebab_case_with_the_file_s_defaults() -> None:
    value, faults = read_form(
        CONVERTER, {"from": "2016", "inner": {"within-days": 3}, "short": "so"}, OuterForm
    )
    assert faults == []
    assert value == OuterForm(from_="2016", inner=InnerForm(within_days=3), short=ShortForm(words="so"))


def test_a_form_that_has_a_text_form_takes_a_table_too() -> None:
    value, _ = read_form(CONVERTER, {"short": {"words": "so"}}, OuterForm)
    assert value == OuterForm(short=ShortForm(words="so"))


def test_every_fault_is_found_under_its_name_in_the_file() -> None:
    raw = {
        "from": 3,
        "inner": {"within-day": 3},
        "inners": [{"within-days": "x"}, {"of": "abc"}, 5],
        "short": 4,
        "versions": {"a_b": "us", "c": ["us", 1]},
        "idd": "x",
        "zzz": 1,
    }
    value, faults = read_form(CONVERTER, {"id": "kept", **raw}, OuterForm)
    assert value == OuterForm(id="kept", inner=InnerForm())
    assert told(faults) == [
        (("from",), "input.type", "3, where text is wanted"),
        (("idd",), "input.unknown_key", "idd; did you mean id?"),
        (("inner", "within-day"), "input.unknown_key", "within-day; did you mean within-days?"),
        (("inners", 0, "within-days"), "input.type", "'x', where a whole number is wanted"),
        (("inners", 1, "of"), "input.type", "'abc', where a list is wanted"),
        (("inners", 2), "input.type", "5, where a table is wanted"),
        (("short",), "input.type", "4, where a text or a table is wanted"),
        (("versions", "a_b"), "input.type", "'us', where a list is wanted"),
        (("versions", "c", 1), "input.type", "1, where text is wanted"),
        (("zzz",), "input.unknown_key", "zzz"),
    ]


def test_what_is_right_beside_a_fault_is_still_read() -> None:
    raw = {
        "inner": {"within-days": 3, "of": "abc"},
        "inners": [{"within-days": 1}, {"of": [1], "within-days": 2}],
    }
    value, _ = read_form(CONVERTER, raw, OuterForm)
    inners = (InnerForm(within_days=1), InnerForm(within_days=2))
    assert value == OuterForm(inner=InnerForm(within_days=3), inners=inners)


def test_a_list_with_an_item_that_is_no_table_is_left_out_whole() -> None:
    value, faults = read_form(CONVERTER, {"inners": [5, {"within-days": "x"}]}, OuterForm)
    assert value == OuterForm()
    assert [fault.path for fault in faults] == [("inners", 0), ("inners", 1, "within-days")]


def test_a_text_form_s_own_problem_is_kept() -> None:
    _, faults = read_form(CONVERTER, {"short": ""}, OuterForm)
    assert told(faults) == [(("short",), "place.empty", "")]


def test_what_is_no_table_gives_no_form() -> None:
    value, faults = read_form(CONVERTER, [], OuterForm)
    assert value is None
    assert told(faults) == [((), "input.type", "[], where a table is wanted")]


def test_faults_are_collected_and_calls_that_fail_give_none() -> None:
    faults = Faults()
    faults.add(("a",), "place.empty", "b")
    assert faults.tried(("c",), lambda: ShortForm.from_text("")) is None
    assert faults.tried(("c",), lambda: ShortForm.from_text("x")) == ShortForm(words="x")
    assert faults.holds(("c",))
    assert not faults.holds(("c", "d"))
    assert told(faults.found) == [(("a",), "place.empty", "b"), (("c",), "place.empty", "")]


def test_lines_are_written_as_toml_reads_them() -> None:
    awkward = 'a"b\\c\n\x00\x7f é'
    lines = [*text_line("a", awkward), *list_line("b", ["x", awkward]), *number_line("c", 3)]
    assert tomllib.loads("\n".join(lines)) == {"a": awkward, "b": ["x", awkward], "c": 3}
    assert tomllib.loads(f"t = {inline(text_line('k', 'v'))}") == {"t": {"k": "v"}}
    assert [*text_line("a", None), *list_line("b", []), *number_line("c", None)] == []


def test_nearest_adds_nothing_when_no_word_is_like_it() -> None:
    assert nearest("xyz", ["prohibits"]) == "xyz"
