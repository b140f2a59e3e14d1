"""A long list in stretches: every thing is on exactly one, and whoever asks for it gets that one."""

from hypothesis import given
from hypothesis import strategies as st

from truceline.workbench.pages.stretches import stretch


@given(count=st.integers(0, 40), length=st.integers(1, 12))
def test_following_what_comes_after_shows_everything_once_and_back_again(count: int, length: int) -> None:
    keys = [f"k{number}" for number in range(count)]
    here = stretch(keys, keys, at="", length=length)
    seen, starts = list(here.items), [""]
    while here.after:
        starts.append(here.after)
        here = stretch(keys, keys, at=here.after, length=length)
        assert len(here.items) <= length
        seen += here.items
    assert seen == keys
    while here.before:
        here = stretch(keys, keys, at=here.before, length=length)
        starts.pop()
    assert len(starts) == 1


@given(count=st.integers(1, 40), length=st.integers(1, 12), data=st.data())
def test_what_is_asked_for_is_on_its_stretch(count: int, length: int, data: st.DataObject) -> None:
    keys = [f"k{number}" for number in range(count)]
    wanted = data.draw(st.sampled_from(keys))
    assert wanted in stretch(keys, keys, at=wanted, length=length).items


def test_what_is_not_there_gives_the_beginning() -> None:
    assert stretch("abc", "abc", at="z", length=2).items == ("a", "b")
