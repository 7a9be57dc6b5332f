"""What several rules need of a book, worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from gongfu_cli.book.book import Book

Result = TypeVar("Result")


def once(function: Callable[[Book], Result]) -> Callable[[Book], Result]:
    """A function of a book that is worked out once for each, and forgotten with it. The result must not hold on to the
    book."""
    known: WeakKeyDictionary[Book, Result] = WeakKeyDictionary()

    @wraps(function)
    def of(book: Book) -> Result:
        if book not in known:
            known[book] = function(book)
        return known[book]

    return of
