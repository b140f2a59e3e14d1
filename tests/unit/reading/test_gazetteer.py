import pytest

from truceline.reading.gazetteer import read_gazetteer
from truceline.values.problems import Problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,name\nvelmar,Velmar\n", (("Velmar", "velmar"),)),
        ("pcode\tname_en\tname_ar\nV1\tVelmar\tفيلمار\n", (("Velmar", "v1"), ("فيلمار", "v1"))),
        ("name;aliases\nVelmar;Old Velmar|Velmar el-Kebir\n", (("Velmar", "velmar"), ("Old Velmar", "velmar"), ("Velmar el-Kebir", "velmar"))),
        ("\ufeffid,name\nNot An Id,Velmar\n", (("Velmar", "velmar"),)),
        ('[{"search_name": "Tarn - Lower Tarn - Velmar", "post_code": "C1"}, 7, {"name": 3}, {"name": "---"}]', (("Tarn", "c1"),)),
        ('{"features": [{"properties": {"name": "Tarn (Velmar)", "pcode": "X 1"}}]}', (("Tarn", "tarn"),)),
    ],
)  # fmt: skip
def test_names_and_ids_are_read_from_any_usual_form(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    pairs = read_gazetteer(text, "g")
    assert set(expected) <= set(pairs)


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "[1", '{"a": 1}', "[" * 100_000, "name\n\n", 'name\n"\r x' + "y" * 200_000]
)
def test_what_holds_no_name_is_one_problem(text: str) -> None:
    with pytest.raises(Problems) as caught:
        read_gazetteer(text, "g.csv")
    assert [problem.code for problem in caught.value.problems] == ["gazetteer.columns"]
