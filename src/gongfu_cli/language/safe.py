"""Text from data files made harmless for terminals and pages."""

import re

CONTROLS = r"\x00-\x1f\x7f-\x9f"
"""The controls (Unicode category Cc), as part of a class of a regular expression."""
UNSEEN = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What draws nothing, likewise: the default-ignorable characters and the bidi controls (Unicode properties of these
names), the line and paragraph separators, the interlinear marks, and what is no character."""
_UNSAFE = re.compile(rf"[{CONTROLS}{UNSEEN}\ud800-\udfff]")


def harmless(text: str) -> str:
    """A text without anything that a terminal obeys or that cannot be seen; each such character becomes U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """A harmless text on one line."""
    return harmless(re.sub(r"[\t\r\n]+", " ", text))
