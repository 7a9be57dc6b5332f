"""GF0: the bytes and the YAML of a file, before anything is known of what it should hold."""

import unicodedata
from collections.abc import Container, Iterable, Iterator
from itertools import islice

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Place, Severity
from gongfu_cli.source.rule import Hit, rule
from gongfu_cli.source.syntax import Stumble, explained
from gongfu_cli.source.text import ODD, comment_start, encoding_of, readings

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32
MOST = 1000
"""So many findings of a file, and odd characters in it, are shown one by one; the others are counted."""


@rule("GF001", "not-utf8")
def not_utf8(file: str, raw: bytes) -> Iterator[Hit]:
    """The file is not encoded in UTF-8.

    Only UTF-8 is read, so that a name is the same name on every computer. Excel and older editors on Chinese
    Windows often save GB18030 (GBK) or UTF-16; the finding says which of them it looks like. Save the file again as
    UTF-8; nothing has to be typed anew.

    文件不是 UTF-8 编码。

    程序只读 UTF-8，这样同一个名称在哪台电脑上都一样。中文 Windows 上的 Excel 和旧版编辑器常存成 GB18030（GBK）
    或 UTF-16，提示里会指出像是哪一种。另存为 UTF-8 即可，内容不必重新输入。

    Bad: actuals/2024.yaml (in GB18030)
        source: 示例县统计年鉴
    Bad: actuals/2024.yaml (in UTF-16)
        source: 示例县统计年鉴
    Bad: actuals/2024.yaml (with a damaged character)
        source: 示例县统计年鉴
    Good: actuals/2024.yaml (in UTF-8)
        source: 示例县统计年鉴
    """
    try:
        raw.decode("utf-8")
        good = ""
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
    start = len(good) - good.rfind("\n") - 1
    encoding = encoding_of(raw)
    message = Phrase(f"文件是 {encoding} 编码，不是 UTF-8", f"the file is encoded in {encoding}, not UTF-8")
    command = f"iconv -f {encoding} -t UTF-8"
    hint = Phrase(f"另存为 UTF-8，或：{command}", f"save it as UTF-8, or: {command}")
    if encoding is None:
        message = Phrase(
            "文件不是 UTF-8 编码，从这里起无法识别", "the file is not UTF-8: the bytes from here on cannot be read"
        )
        (_, damaged), (_, other) = readings(raw)
        hint = Phrase(
            f"用编辑器重新保存为 UTF-8；这一行按 UTF-8 读作“{damaged}”，按 GB18030 读作“{other}”",
            "save it again as UTF-8 from the editor that wrote it; "
            f"as UTF-8 the line reads “{damaged}”, as GB18030 “{other}”",
        )
    yield Hit(Place.on_line(file, good.count("\n"), start, start + 1), message, hint)


@rule("GF002", "yaml-syntax")
def yaml_syntax(stumble: Stumble) -> Iterator[Hit]:
    r"""The file is not valid YAML, so it cannot be read.

    Common causes are a full-width colon “：”, a colon without a space after it, a tab in the indent, and a value
    that begins with `>` or `%` and has no quotes. The caret shows the place, and where the cause is recognised the
    hint gives the corrected text. Reading stops at the first such mistake: check again after correcting it. (In the
    samples, `\u0009` stands for the tab.)

    文件不合 YAML 语法，读不出来。

    常见原因：用了全角冒号“：”，冒号后没有空格，用制表符缩进，或者以 `>`、`%` 开头的值没有加引号。插入符标出位
    置，认得出原因时提示里给出改好的写法。读到第一处这样的错误就停下，改好后请再检查一次。（示例中用 `\u0009` 表示制
    表符。）

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: >68, 2025: 70}
    Bad: actuals/2024.yaml
        values:
          15：67.4
    Bad: actuals/2024.yaml
        values:
          15:67.4
    Bad: actuals/2024.yaml
        values:
        \u000915: 67.4
    Bad: actuals/2024.yaml
        values:
          15: {value: 67.4, note: "口径变化}
    Bad: actuals/2024.yaml
        source: 年鉴: 2024
    Bad: actuals/2024.yaml
        values:
          15: 67.4
          19
    Bad: actuals/2024.yaml
        values:
          15: 67.4
         19: 32.7
    Bad: actuals/2024.yaml
        source: "D:\年鉴"
    Bad: actuals/2024.yaml
        source: ]示例县统计年鉴
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: '>68', 2025: 70}
    """
    yield explained(stumble)


@rule("GF003", "repeated-key")
def repeated_key(key: str, first: Place, second: Place) -> Iterator[Hit]:
    """The same key (the name before a colon) is written twice in one block.

    Only one of the two can be right, and the program does not choose between them. Often a line was copied and its
    id was not changed. The finding names both places: compare them with the source and keep one.

    同一段里，同一个键（冒号前的名）写了两次。

    两处只有一处是对的，程序不代为取舍。常见的是复制了一行却忘了改编号。提示里写明了两处的位置：与原始资料核对，
    只留一处。

    Bad: actuals/2024.yaml
        values:
          15: 67.4
          15: 64.7
    Good: actuals/2024.yaml
        values:
          15: 67.4
    """
    yield Hit(
        second,
        Phrase(
            f"“{key}”已在第 {first.line} 行第 {first.column} 列写过",
            f"“{key}” is already given at line {first.line}, column {first.column}",
        ),
        Phrase("两处只留一处", "keep one of the two"),
    )


@rule("GF004", "empty-file")
def empty_file(file: str) -> Iterator[Hit]:
    """There is nothing in the file, or nothing but comments.

    Every data file has fields that must be there, so an empty one usually means that saving or copying it failed.
    Restore the file, fill it in, or delete it if there is nothing to file yet.

    文件是空的，或者只有注释。

    每个数据文件都有必填的字段，空文件多半是保存或复制时出了差错。找回原文件，或填上内容；暂时没有可填的就删去这
    个文件。

    Bad: actuals/2024.yaml (empty)
    Good: actuals/2024.yaml (whole file)
        year: 2024
        status: published
        source: 示例县统计年鉴
        values:
          1: 20.10
          8: 65780
          15: 67.4
          19: 32.7
    """
    yield Hit(Place.top(file), Phrase("文件是空的", "there is nothing in this file"))


@rule("GF005", "yaml-feature")
def yaml_feature(place: Place, feature: Phrase) -> Iterator[Hit]:
    """The file uses a YAML feature that the data files do without.

    These are anchors (`&`), aliases (`*`), tags (`!`), merge keys (`<<`) and several documents in one file (`---`).
    Such shorthand hides from a reader what a cell says. Write out the value itself wherever it applies; a cell that
    the source merges over two years is written in both.

    文件里用了数据文件不用的 YAML 写法。

    指锚点（`&`）、引用（`*`）、类型标签（`!`）、合并键（`<<`），以及一个文件里放几个文档（`---`）。这类简写让人
    看不出格子里写的是什么。请在每一处直接写出内容；原表两年合并为一格的，两年各写一遍。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: &same 70, 2025: *same}
    Bad: actuals/2024.yaml
        values:
          15: !!float 67.4
    Bad: actuals/2024.yaml
        values:
          15: {<<: {value: 67.4}, note: 口径变化}
    Bad: actuals/2024.yaml
        values:
          [8, 15]: 67.4
    Bad: actuals/2024.yaml
        ---
        year: 2024
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 70, 2025: 70}
    """
    yield Hit(
        place,
        Phrase(f"数据文件里不用 YAML 的{feature.zh}", f"the data files do not use {feature.en}"),
        Phrase("直接写出内容，一个文件只放一个文档", "write the values themselves, in one document"),
    )


@rule("GF006", "odd-character")
def odd_character(found: Iterable[tuple[Place, str]]) -> Iterator[Hit]:
    r"""A key, a value or an indent holds a character that cannot be seen, or that only looks like a space.

    Such characters come along when text is copied from a document or a web page, and they make two names differ
    that look the same. The finding gives the character’s number, such as U+3000 for the full-width space. Put a
    plain space in its place, or delete it. (In the samples, `\u3000` stands for the character of that number.)

    键、值或缩进里有看不见的字符，或者只是看起来像空格的字符。

    这类字符往往是从文档或网页上粘贴时带来的，会让两个看起来一样的名称其实不同。提示里写明字符的编号，例如全角空
    格是 U+3000。换成普通空格，或者删去。（示例中用 `\u3000` 表示这个编号的字符。）

    Bad: indicators.yaml
        indicators:
          - id: 15
            name: 常住人口\u3000城镇化率
    Bad: actuals/2024.yaml
        values:
          15: {value: 67.4, note\u200b: 口径变化}
    Bad: actuals/2024.yaml
        values:
          \u300015: 67.4
    Good: indicators.yaml
        indicators:
          - id: 15
            name: 常住人口城镇化率
    """
    found = iter(found)
    for place, character in islice(found, MOST):
        name = unicodedata.name(character, "CONTROL CHARACTER")
        what = f"U+{ord(character):04X}"
        space = unicodedata.category(character) == "Zs"
        yield Hit(
            place,
            Phrase(f"看不见的字符 {what}（{name}）", f"an odd character, {what} {name}"),
            Phrase("换成普通空格", "put a plain space") if space else Phrase("删去", "delete it"),
            "" if character == "\ufeff" else None,
        )
    if more := next(found, None):
        count = 1 + sum(1 for _ in found)
        yield Hit(more[0], Phrase(f"这类字符本文件里还有 {count} 个", f"{count} more such characters in this file"))


def odd_places(file: str, lines: list[str], blocks: Container[int] | None = None) -> Iterator[tuple[Place, str]]:
    """The odd characters outside comments, and the control characters anywhere. In the lines of `blocks`, by number,
    nothing is a comment: those that only seem to be in one."""
    for n, line in enumerate(lines):
        if not ODD.search(line) or (blocks is not None and n + 1 not in blocks):
            continue
        comment = comment_start(line)
        for found in ODD.finditer(line):
            seen = found.start() < comment or unicodedata.category(found.group()) in ("Cc", "Cn")
            if seen == (blocks is None):
                yield Place.on_line(file, n, *found.span()), found.group()


@rule("GF007", "too-big")
def too_big(place: Place, what: Phrase) -> Iterator[Hit]:
    """The file is larger than 16 MiB, or its lists and mappings are nested more than 32 deep.

    No indicator table comes near these limits, which keep a damaged file from tying up the computer. Most likely it
    is another kind of file, or a key was held down while typing. Put the right file in its place, or delete the
    surplus brackets.

    文件大于 16 MiB，或者嵌套超过 32 层。

    指标数据远到不了这样的规模，设限是为了不让损坏的文件拖住电脑。多半是放错了文件，或者输入时按住了某个键。换回
    正确的文件，或者删去多余的括号。

    Bad: actuals/2024.yaml
        values:
          15: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[67.4]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    Bad: actuals/2024.yaml (larger than 16 MiB)
    Good: actuals/2024.yaml
        values:
          15: 67.4
    """
    yield Hit(place, what)


@rule("GF008", "unreadable-file")
def unreadable_file(file: str, why: Phrase, severity: Severity = "error") -> Iterator[Hit]:
    """A file that has to be there is missing, or a file cannot be opened.

    The data folder needs `indicators.yaml` and at least one `targets_*.yaml`; without them nothing can be scored.
    Check whether the folder is the right one, how the file is called, and whether you may read it. A folder in the
    place of a file is reported too.

    缺少必需的文件，或者文件打不开。

    数据文件夹里必须有 `indicators.yaml` 和至少一个 `targets_*.yaml`，否则无从评分。请核对文件夹是否找对、文件名
    是否写对、有没有读取权限。该是文件的地方放了文件夹，也在此列。

    Bad: targets_2022_2025.yaml (missing)
    Bad: indicators.yaml (missing)
    Bad: targets_2022_2025.yaml (a folder)
    Bad: actuals/2026.yml (a warning)
        year: 2026
    Good: targets_2022_2025.yaml (whole file)
        source: 示例县办〔2021〕1号
        issued: 2021-11-09
        targets:
          1: {2022: 18, 2025: 21}
          8: {2022: 56000, 2025: 69000}
          15: {2022: 68, 2025: 70}
          19: {2022: 31, 2025: 33}
    """
    yield Hit(Place.top(file), why, severity=severity)
