"""The last few answers to questions that are dear to answer."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The last few answers, the one used longest ago forgotten first.

    ``most`` is how many, or where ``weigh`` says what each of them weighs, how much.
    """

    def __init__(self, most: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._held: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: K, value: V) -> V:
        with self._lock:
            self._drop(key)
            self._held[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._most:
                self._drop(next(iter(self._held)))
            return value

    def _drop(self, key: K) -> None:
        if key in self._held:
            self._weight -= self._weigh(self._held.pop(key))
