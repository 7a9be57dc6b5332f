"""GF0: the bytes and the YAML of a file, before anything is known of what it should hold."""

import re
import unicodedata
from collections.abc import Iterator

from gongfu_cli.finding import Hit, Place, rule
from gongfu_cli.words import Phrase

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32

# Characters that look like nothing or like a plain space: controls, no-break and other odd spaces, zero-width and
# direction marks, the line separators that only YAML knows. Tab, LF and CR have their own places in YAML.
ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    "\ufff9-\ufffb\ufffe\uffff]"
)


@rule("GF001", "not-utf8")
def not_utf8(file: str, raw: bytes) -> Iterator[Hit]:
    """The file's bytes are not UTF-8."""
    try:
        raw.decode("utf-8")
        good = ""
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
    column = len(good) - good.rfind("\n")
    place = Place(file, good.count("\n") + 1, column, good.count("\n") + 1, column + 1)
    encoding = encoding_of(raw)
    if encoding is None:
        yield Hit(
            place,
            Phrase("文件不是 UTF-8 编码，从这里起无法识别", "the file is not UTF-8: the bytes from here on cannot be read"),
            Phrase("用编辑器重新保存为 UTF-8", "save it again as UTF-8 from the editor that wrote it"),
        )
    else:
        yield Hit(
            place,
            Phrase(f"文件是 {encoding} 编码，不是 UTF-8", f"the file is encoded in {encoding}, not UTF-8"),
            Phrase(f"另存为 UTF-8，或：iconv -f {encoding} -t UTF-8", f"save it as UTF-8, or: iconv -f {encoding} -t UTF-8"),
        )


def encoding_of(raw: bytes) -> str | None:
    """`UTF-16` or `GB18030` where the bytes look like that, else None."""
    head = raw[:4096]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or head.count(0) * 8 > len(head):
        return "UTF-16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GB18030"


@rule("GF002", "yaml-syntax")
def yaml_syntax(file: str, lines: list[str], problem: str, line: int, column: int) -> Iterator[Hit]:
    """The YAML cannot be parsed."""
    text = lines[line] if line < len(lines) else ""
    rest = text[column:]
    # A full-width colon joins lines into one text, so the parser stumbles on the line after it.
    for n in range(min(line, len(lines) - 1), max(line - 3, -1), -1):
        before, colon, after = lines[n][: comment_start(lines[n])].partition("：")
        if colon and not re.search(r":(\s|$)|[\"']", before + after):
            yield Hit(
                Place(file, n + 1, len(before) + 1, n + 1, len(before) + 2),
                Phrase("这里是全角冒号“：”，YAML 只认半角冒号加空格", "a full-width colon “：” where YAML wants “: ”"),
                Phrase(f"改为：{before.strip()}: {after.strip()}", f"write: {before.strip()}: {after.strip()}"),
                ": " if not after.startswith(" ") else ":",
            )
            return
    place = Place(file, line + 1, column + 1, line + 1, column + 1 + max(1, len(rest.split(" ")[0])))
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        tab = indent.index("\t")
        yield Hit(
            Place(file, line + 1, tab + 1, line + 1, tab + 2),
            Phrase("缩进用了制表符（Tab），YAML 只许用空格", "a tab in the indent: YAML indents with spaces only"),
            Phrase("把制表符换成空格", "put spaces in its place"),
        )
        return
    special = re.match(r"[>|%@`]", rest) or re.search(r"(?<=[:,\[{]\s)[>|%@`]|^[>|%@`]", text[: column + 1])
    if special and not problem.startswith("mapping values"):
        start = text.rfind(special.group(), 0, column + 1)
        value = re.split(r"\s#|[,}\]]", text[start:])[0].strip()
        yield Hit(
            Place(file, line + 1, start + 1, line + 1, start + 1 + len(value)),
            Phrase(f"以“{special.group()}”开头的值要加引号", f"a value that begins with “{special.group()}” needs quotes"),
            Phrase(f"改为：'{value}'", f"write: '{value}'"),
            f"'{value}'",
        )
        return
    for words, message, hint in SYNTAX:
        if re.search(words, problem):
            yield Hit(place, message, hint)
            return
    yield Hit(place, Phrase("这里不合 YAML 语法", "this is not YAML"), None)


SYNTAX = [
    (
        "end of stream|unexpected end|',' or '[]}]'",
        Phrase("引号或括号没有配对，一直开到了这里", "a quote or bracket was opened and not closed before this"),
        Phrase("补上缺的引号或括号", "close it where it should end"),
    ),
    (
        "mapping values",
        Phrase("这里不该出现“: ”", "“: ” is not expected here"),
        Phrase(
            "检查上一行：冒号后是否缺空格、缩进是否对齐；值里含“: ”要加引号",
            "look at the line above for a colon without a space or a wrong indent; quote a value that holds “: ”",
        ),
    ),
    (
        "could not find expected ':'|simple key",
        Phrase("这一行缺冒号（“名: 值”）", "a colon is missing here (“name: value”)"),
        Phrase("冒号后要有一个空格", "put a colon and a space after the name"),
    ),
    (
        "expected <block end>|did not find expected (key|'-'|<document start>)|indentation",
        Phrase("这一行的缩进与上文对不齐", "the indent of this line fits nothing above it"),
        Phrase("与同级的上一行左对齐", "align it with the line it belongs beside"),
    ),
    (
        "escape",
        Phrase("双引号里的“\\”后面不是合法的转义", "not a known escape after “\\” in double quotes"),
        Phrase("改用单引号", "use single quotes"),
    ),
]


@rule("GF003", "repeated-key")
def repeated_key(key: str, first: Place, second: Place) -> Iterator[Hit]:
    """A key stands twice in one mapping."""
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
    """There is nothing in the file."""
    yield Hit(Place(file, 1, 1, 1, 1), Phrase("文件是空的", "there is nothing in this file"))


@rule("GF005", "yaml-feature")
def yaml_feature(place: Place, feature: Phrase) -> Iterator[Hit]:
    """A YAML feature that the data files do not use."""
    yield Hit(
        place,
        Phrase(f"数据文件里不用 YAML 的{feature.zh}", f"the data files do not use {feature.en}"),
        Phrase("直接写出内容", "write the value itself"),
    )


@rule("GF006", "odd-character")
def odd_character(file: str, lines: list[str]) -> Iterator[Hit]:
    """A character that cannot be seen, outside a comment."""
    for n, line in enumerate(lines):
        if not ODD.search(line):
            continue
        comment = comment_start(line)
        for found in ODD.finditer(line):
            character, column = found.group(), found.start()
            control = unicodedata.category(character) in ("Cc", "Cn")
            if column >= comment and not control:
                continue
            name = unicodedata.name(character, "CONTROL CHARACTER")
            yield Hit(
                Place(file, n + 1, column + 1, n + 1, column + 2),
                Phrase(
                    f"看不见的字符 U+{ord(character):04X}（{name}）", f"an odd character, U+{ord(character):04X} {name}"
                ),
                Phrase("换成普通空格", "put a plain space") if name.endswith("SPACE") and ord(character) != 0xFEFF
                else Phrase("删去", "delete it"),
                "" if character == "\ufeff" else None,
            )


@rule("GF007", "too-big")
def too_big(place: Place, what: Phrase) -> Iterator[Hit]:
    """The file is deeper or larger than any table of this kind."""
    yield Hit(place, what)


@rule("GF008", "unreadable-file")
def unreadable_file(file: str, why: Phrase) -> Iterator[Hit]:
    """The file cannot be opened or is no file."""
    yield Hit(Place(file, 1, 1, 1, 1), why)


def comment_start(line: str) -> int:
    """Where the comment of a line begins (its length where there is none); quotes are respected."""
    quote = ""
    for n, character in enumerate(line):
        if quote:
            if character == quote and line[n - 1] != "\\":
                quote = ""
        elif character in "\"'" and (n == 0 or line[n - 1] in " [{,"):
            quote = character
        elif character == "#" and (n == 0 or line[n - 1].isspace()):
            return n
    return len(line)
