"""GF6: comments that silence a finding, `# gongfu: ignore[GF301] reason`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.language.phrase import Phrase, listed
from gongfu_cli.source.finding import Finding, Place, correction
from gongfu_cli.source.reading import Source
from gongfu_cli.source.rule import RULES, Hit, rule
from gongfu_cli.source.text import comment_start

_RIGHT = re.compile(r"(?:#\s*)?gongfu:\s*ignore\s*(?:\[[^\]，、]*\]\s*)?")
_NEAR = re.compile(
    r"(?i)(?:#\s*)?gongfu\s*:?\s*ignore(?:[sd](?=\s*(?:\[|GF[0-9])))?(?![a-z])\s*"
    r"(?:\[([^\]]*)\]|\[?\s*((?:GF[0-9]+[\s,、]*)*)\]?)\s*"
)
"""What was meant for a suppression, in ASCII signs: only what is `_RIGHT` too is one."""
_ASCII = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | str.maketrans("\u3000【】〔〕（）()", " [][][][]")
"""The signs that an input method for Chinese puts in the place of others."""
_NAMED = re.compile("[gｇ][oｏ][nｎ][gｇ][fｆ][uｕ]", re.IGNORECASE)


class Suppression(NamedTuple):
    """A comment that silences rules on one line; a near miss silences nothing, and `instead` is how to write it."""

    place: Place
    line: int
    codes: tuple[str, ...]
    reason: str
    instead: str = ""


def matches(pattern: str, code: str, name: str) -> bool:
    """Whether a code, a prefix of codes or a name means the rule `code`, called `name`."""
    pattern = pattern.strip().replace("_", "-")
    return bool(pattern) and (code.startswith(pattern.upper()) or name == pattern.lower())


def codes_meant(pattern: str) -> set[str]:
    """The codes of the rules that a pattern means."""
    return {rule.code for rule in RULES.values() if matches(pattern, rule.code, rule.name)}


def suppressions(source: Source) -> list[Suppression]:
    """The suppressions of a file and the near misses, those of the last line first. One behind data is for that line;
    one on a line of its own for the next line that is not a comment."""
    if not _NAMED.search(source.text):
        return []
    found: list[Suppression] = []
    lines = source.lines
    meant = end = len(lines)  # the next line that is not a comment, going backwards; the last line looked at
    for n in reversed([n for n, line in enumerate(lines) if _NAMED.search(line)]):
        meant = next((m for m in range(n, end) if lines[m][: comment_start(lines[m])].strip()), meant)
        end = n
        if n + 1 not in source.blocks:
            place = Place.on_line(source.file, n, 0, len(lines[n]))
            found += _on_line(place, lines[n], comment_start(lines[n]), meant + 1)
    return found


def _on_line(whole: Place, line: str, start: int, meant: int) -> Iterator[Suppression]:
    """What is in the comment that begins at `start` of a line, or behind a full-width “＃”, which begins none."""
    found = [
        near for near in _NEAR.finditer(line.translate(_ASCII)) if near.start() >= start or line[near.start()] == "＃"
    ]
    ends = [*(near.start() for near in found[1:]), len(line)]
    for near, end in zip(found, ends, strict=bool(found)):
        codes = tuple(code for code in re.split(r"\s*[,、]\s*|\s+", (near[1] or near[2] or "").strip()) if code)
        reason = line[near.end() : end].strip()
        reason = reason if re.search(r"\w", reason) else ""
        right = _RIGHT.fullmatch(line, near.start(), near.end())
        instead = "" if right else f"# gongfu: ignore[{', '.join(codes).upper() or 'GF…'}] {reason}".rstrip()
        yield Suppression(whole.part(near.start(), end - near.start()), meant, codes, reason, instead)


class Settled(NamedTuple):
    """The findings that stand, those that were silenced, and which code of which comment silenced any."""

    open: list[Finding]
    silenced: list[Finding]
    used: set[tuple[Suppression, str]]


def settle(findings: Iterable[Finding], comments: Iterable[Suppression]) -> Settled:
    """Which findings the comments silence.

    What keeps a file from being read (GF0, GF1) cannot be silenced: nothing could be made of the file.
    """
    settled = Settled([], [], set())
    by_line: dict[tuple[str, int], list[Suppression]] = {}
    for comment in comments:
        by_line.setdefault((comment.place.file, comment.line), []).append(comment)
    silenced: dict[tuple[str, int, str], bool] = {}  # many findings of a rule, and many comments, may share a line
    for finding in findings:
        key = (finding.place.file, finding.place.line, finding.code)
        if key not in silenced:
            used = [
                (comment, code)
                for comment in by_line.get(key[:2], ())
                for code in comment.codes
                if not comment.instead and finding.code >= "GF2" and matches(code, finding.code, finding.name)
            ]
            settled.used.update(used)
            silenced[key] = bool(used)
        (settled.silenced if silenced[key] else settled.open).append(finding)
    return settled


@rule("GF601", "bare-ignore", "warning")
def bare_ignore(found: Sequence[Suppression]) -> Iterator[Hit]:
    """A comment that silences a finding does not say why, or does not say which rule.

    Silencing is a decision that the next reader has to be able to follow. Write the code of the rule in the
    brackets and the reason behind them, anywhere in a comment on the line itself or on the line above it.

    忽略注释没有写理由，或者没有写规则代码。

    忽略一条提示是一个决定，后来的人要看得懂。在方括号里写规则代码，其后写理由，写在该行或上一行的注释里，注释中的
    任何位置都可以。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 60, 2025: 60}  # gongfu: ignore[GF301]
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}  # gongfu: ignore 原文如此，照录
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 60, 2025: 60}  # gongfu: ignore[GF301] 原文如此，照录
    """
    for comment in found:
        if comment.instead:
            continue
        if not comment.codes:
            yield Hit(
                comment.place,
                Phrase("忽略注释没有写规则代码", "this comment does not say which rule it silences"),
                Phrase("写成 # gongfu: ignore[GF301] 理由", "write # gongfu: ignore[GF301] and the reason"),
            )
        elif not comment.reason:
            yield Hit(
                comment.place,
                Phrase("忽略注释没有写理由", "this comment does not say why it silences the finding"),
                Phrase("在方括号后写明理由", "write the reason after the bracket"),
            )


@rule("GF602", "unused-ignore", "warning")
def unused_ignore(found: Sequence[Suppression], used: set[tuple[Suppression, str]], ran: set[str]) -> Iterator[Hit]:
    """A comment silences a finding that is not there, names a rule that does not exist, or is not quite right.

    Left standing, it would hide the next mistake on that line; a near miss silences nothing. Delete the comment, or
    write it as the hint says: `# gongfu: ignore[GF301] reason`, in small letters, with half-width signs and square
    brackets.

    忽略注释没有要忽略的问题，所写的规则不存在，或者写法不对。

    留着它，会把这一行以后的错误也遮住；写法不对的，什么也没有忽略。删去这条注释，或照提示改写成
    `# gongfu: ignore[GF301] 理由`，用小写字母、半角符号和方括号。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}  # gongfu: ignore[GF301] 原文如此，照录
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}  # gongfu: ignore[GF901] 原文如此，照录
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}  # gongfu: ignore[GF105] 原文如此，照录
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}  # gongfu：ignore［GF301］原文如此，照录
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}  # 照录；Gongfu ignore GF301 原文如此
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}
    """
    meant = {code: codes_meant(code) for code in {code for comment in found for code in comment.codes}}
    for comment in found:
        if comment.instead:
            message = Phrase(
                "忽略注释写法不对，没有起作用", "this comment was meant to silence a finding, and does not"
            )
            yield Hit(comment.place, message, correction(comment.instead))
            continue
        unknown = [code for code in comment.codes if not meant[code]]
        idle = [code for code in comment.codes if (comment, code) not in used and meant[code] <= ran]
        if unknown:
            yield Hit(comment.place, Phrase("没有这样的规则：", "there is no such rule:").then(listed(unknown)))
        elif idle:
            codes = listed(idle)
            hint = Phrase("删去", "delete it")
            if any(rule < "GF2" for code in idle for rule in meant[code]):
                hint = Phrase("删去（GF0、GF1 不能忽略）", "delete it (GF0 and GF1 cannot be silenced)")
            message = Phrase(f"这里没有 {codes.zh} 可忽略的问题", f"there is nothing here for {codes.en} to silence")
            yield Hit(comment.place, message, hint)
