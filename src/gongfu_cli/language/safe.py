"""Text from data files made harmless for terminals and pages."""

import re

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def harmless(text: str) -> str:
    """A text without anything that a terminal obeys or that cannot be seen; each such character becomes U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)
