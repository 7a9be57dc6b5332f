"""Repairs that have exactly one right answer, as splices that touch nothing else."""

from collections.abc import Iterable
from itertools import groupby

from gongfu_cli.book.folder import Folder, again
from gongfu_cli.checks.run import Wanted, check
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.text import encoding_of, line_starts
from gongfu_cli.source.writing import scalar

_ROUNDS = 4


def fixed(raw: bytes, findings: Iterable[Finding]) -> bytes:
    """A file's bytes with the findings that have a fix repaired; comments and all else stay byte for byte.

    A GB18030 file becomes UTF-8; its other faults are seen only then, so it is checked again afterwards.
    """
    findings = list(findings)
    if any(finding.code == "GF001" for finding in findings):
        return raw.decode("gb18030").encode("utf-8") if encoding_of(raw) == "GB18030" else raw
    text = raw.decode("utf-8")
    starts = line_starts(text)
    done, pieces = len(text), []
    fixes = {finding.place: finding.fix for finding in findings if finding.fix is not None}
    for place, fix in sorted(fixes.items(), reverse=True):
        start, end = (starts[place.line - 1] + column - 1 for column in (place.column, place.end_column))
        if end <= done and place.line == place.end_line:  # of two repairs of one place, one
            pieces += [text[end:done], fix and scalar(fix)]
            done = start
    return "".join([text[:done], *reversed(pieces)]).encode("utf-8")


def repaired(folder: Folder, wanted: Wanted, only: Iterable[str] = ()) -> dict[str, bytes]:
    """The files of a folder that a repair changes, with their new contents; `only` names files to leave others alone.

    Checked again after each repair, since one may bring another to light (an alias in a file that was GB18030).
    """
    only, first = set(only), folder.sources
    new: dict[str, bytes] = {}
    for _ in range(_ROUNDS):
        before = dict(new)
        for file, group in groupby(sorted(check(folder, wanted).all), key=lambda finding: finding.place.file):
            findings = [finding for finding in group if finding.fix is not None or finding.code == "GF001"]
            if findings and file in first and (not only or file in only):
                new[file] = fixed(folder.sources[file].raw, findings)
        if new == before:
            break
        folder = again(folder, new)
    return {file: content for file, content in new.items() if content != first[file].raw}
