"""A batch starts empty."""

from truceline.testimony.batch import Batch


def test_a_batch_of_nothing_holds_nothing() -> None:
    assert Batch() == Batch(sources=(), claims=())
    assert Batch().datasets == ()
