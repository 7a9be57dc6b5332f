"""Nothing that stands in a data folder makes anything but findings: no bytes, no YAML, no file system."""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn, get_args

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import COUNTY

from gongfu_cli.book.folder import Folder, load
from gongfu_cli.book.model import Actuals, Departments, Document, IndicatorTable, Row
from gongfu_cli.book.row import read_row
from gongfu_cli.checks import suppression
from gongfu_cli.checks.fix import repaired
from gongfu_cli.checks.run import Outcome, check
from gongfu_cli.cli.program import run
from gongfu_cli.formats import diagnostics
from gongfu_cli.formats.documents import check_document, score_document
from gongfu_cli.formats.json import dumps
from gongfu_cli.language.phrase import Language
from gongfu_cli.scoring.requirement import Path as Line
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.source import faults, nodes, reading
from gongfu_cli.source.finding import Finding

DATA = Path(__file__).resolve().parent.parent / "data"
TABLE = "indicators.yaml"
TARGETS = "targets_2022_2025.yaml"
REGISTER = "departments.yaml"
OF_2024 = "actuals/2024.yaml"
SHIPPED = {path.relative_to(DATA).as_posix(): path.read_bytes() for path in sorted(DATA.rglob("*.yaml"))}
SMALL = {file: text.encode() for file, text in COUNTY.items()}
CHANGED = [TABLE, TARGETS, REGISTER, OF_2024]
CODE = re.compile(r"GF[0-6]\d\d")


def survive(files: dict[str, bytes]) -> Outcome:
    """What `check` finds in a folder of these files, after everything that reads them has been through them."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        for file, content in files.items():
            (path / file).parent.mkdir(parents=True, exist_ok=True)
            (path / file).write_bytes(content)
        folder = load(path, lambda each: each.relative_to(path).as_posix())
        report = check(folder)
        shown(folder, report)
        repaired(folder, lambda rule: True)
    return report


def shown(folder: Folder, report: Outcome) -> None:
    """Every output of a report, and the scores where it is sound; the places lie in their files."""
    for each in report.findings:
        assert_lies_in(each, folder.sources)
    json.loads(dumps(check_document(report)))
    for language in get_args(Language):
        text = diagnostics.render(report.findings, folder.sources, language)
        text += diagnostics.concise(report.findings, language)
        assert len(CODE.findall(text)) >= 2 * len(report.findings)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    if report.book and not report.count("error"):
        for year in report.book.years:
            if year > report.book.table.baseline_year:
                for path in get_args(Line):
                    card = score(report.book, year, path, "latest")
                    json.loads(dumps(score_document(card, card.rows)))


def assert_lies_in(finding: Finding, sources: Mapping[str, reading.Source]) -> None:
    place = finding.place
    assert place.line >= 1, finding
    assert place.column >= 1, finding
    assert (place.end_line, place.end_column) >= (place.line, place.column), finding
    read = sources.get(place.file)
    if read is None or not read.text:
        return
    assert place.end_line <= len(read.lines), finding
    assert place.column <= len(read.lines[place.line - 1]) + 1, finding
    assert place.end_column <= len(read.lines[place.end_line - 1]) + 1, finding


def codes(report: Outcome) -> set[str]:
    return {each.code for each in report.findings}


# No bytes


@settings(max_examples=80)
@given(st.sampled_from(CHANGED), st.binary(max_size=200))
@example(OF_2024, b"\xff\xfe")
@example(OF_2024, b"\xef\xbb\xbf")
@example(OF_2024, b"\xc4")
@example(TABLE, b"\x81\x30\x81\x30")
def test_no_bytes_break_it(file: str, content: bytes) -> None:
    assert codes(survive(SMALL | {file: content}))


@settings(max_examples=80)
@given(st.sampled_from(CHANGED), st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_no_text_breaks_it(file: str, content: str) -> None:
    assert codes(survive(SMALL | {file: content.encode()}))


@settings(max_examples=60)
@given(st.sampled_from(CHANGED), st.integers(0, 1200), st.binary(min_size=1, max_size=4))
def test_no_damaged_bytes_break_it(file: str, at: int, new: bytes) -> None:
    raw = SMALL[file]
    at %= len(raw)
    survive(SMALL | {file: raw[:at] + new + raw[at + len(new) :]})


# No token mutation

TOKENS = [
    *(": ", ":", "- ", "-", "[", "]", "{", "}", "[[", "}}", ",", "&a ", "*a", "*a ", "!!str ", "!x ", "<<: ", "<<"),
    *("|", ">", "|-\n", '"', "'", "#", " # ", "\t", "\n\t", "\u3000", "\xa0", "\ufeff", "\0", "\x1b[31m", "\x85"),
    *("\u2028", "\n---\n", "\n...\n", "\n%YAML 1.2\n", "%", "@", "`", "? ", "\\", "\n", "\r", "\r\n", "  ", "\u202e"),
    *(
        "[" * 40,
        "{a: " * 40,
        "- " * 40,
        "𠮷",
        "，",
        "：",
        "——",
        "0",
        "-1",
        "9" * 31,
        "null",
        "~",
        "no",
        "gongfu: ignore[",
    ),
    *("[]", "{}", "''", '""', "[{}]", "[[]]", "{a: 1}", "# gongfu: ignore[GF]", "1e999", "\x7f", "\u200d"),
]
WORDS = re.compile(r"[\w.]+|[^\w\s]|\s+")


@st.composite
def mutated(draw: st.DrawFn, files: dict[str, bytes]) -> dict[str, bytes]:
    """Some of the files with a few of their tokens deleted, doubled, swapped or joined by others."""
    file = draw(st.sampled_from(sorted(files)))
    words = WORDS.findall(files[file].decode())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.sampled_from(["delete", "double", "swap", "insert", "insert", "replace"])):
            case "delete":
                del words[at : at + draw(st.integers(1, 3))]
            case "double":
                words.insert(at, words[at])
            case "swap":
                other = draw(st.integers(0, len(words) - 1))
                words[at], words[other] = words[other], words[at]
            case "insert":
                words.insert(at, draw(st.sampled_from(TOKENS)))
            case _:
                words[at] = draw(st.sampled_from(TOKENS))
        if not words:
            break
    return files | {file: "".join(words).encode()}


@settings(max_examples=100)
@given(mutated(SMALL))
def test_no_mutation_of_a_small_county_breaks_it(files: dict[str, bytes]) -> None:
    survive(files)


@settings(max_examples=12)
@given(mutated(SHIPPED))
def test_no_mutation_of_the_shipped_files_breaks_it(files: dict[str, bytes]) -> None:
    survive(files)


# No YAML of any shape

KEYS = st.sampled_from(
    re.findall(
        r"\w+",
        "id name category direction baseline departments range derived numerator worse tolerance values value verdict "
        "status targets resolved year 1 8 15 2022 2025 indicators categories baseline_year issued successor aliases",
    )
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(
        ["1", "8", "15", "19", "rising", "keep stable", "——", "预计5", "达到70", "完成上级下达指标", "met"]
    ),
)
SHAPES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(KEYS, SCALARS), inner, max_size=4)),
    max_leaves=12,
)


def dumped(value: Any) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True).encode()


@settings(max_examples=60)
@given(st.sampled_from(CHANGED), SHAPES)
def test_no_shape_of_a_whole_file_breaks_it(file: str, value: Any) -> None:
    assert codes(survive(SMALL | {file: dumped(value)}))


def routes(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, as the keys and indices that lead there."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from routes(each, (*way, key))


def with_at(value: Any, way: tuple[Any, ...], new: Any) -> Any:
    """A document with something else at a place."""
    if not way:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = with_at(value[way[0]], way[1:], new)
    return copy


PLAIN = {file: yaml.load(raw, yaml.BaseLoader) for file, raw in SMALL.items()}
ROUTES = [(file, way) for file in CHANGED for way in routes(PLAIN[file])]


@settings(max_examples=80)
@given(st.sampled_from(ROUTES), SHAPES)
def test_no_shape_within_a_file_breaks_it(where: tuple[str, tuple[Any, ...]], value: Any) -> None:
    file, way = where
    survive(SMALL | {file: dumped(with_at(PLAIN[file], way, value))})


@pytest.mark.parametrize("new", [[], {}, "", "-1"], ids=repr)
def test_no_emptiness_within_a_file_breaks_it(new: Any) -> None:
    """At every place of every file of the small county, and where the values that would hide it are gone."""
    for file, way in ROUTES:
        with_new = dumped(with_at(PLAIN[file], way, new))
        survive(SMALL | {file: with_new})
        if file == TABLE:
            survive(SMALL | {file: with_new, OF_2024: b"year: 2024\nstatus: published\nvalues:\n"})


# Every trap at every scalar

KINDS: dict[str, type[Row]] = {TABLE: IndicatorTable, REGISTER: Departments}
FREE = {"name", "name_en", "title", "title_en", "source", "unit", "unit_en", "item", "note", "differs"}
FREE |= {"reason", "measure"}
FREE |= {"category", "departments", "aliases", "id"}
FREE |= {"numerator", "denominator"}


def kind_of(file: str) -> type[Row]:
    return KINDS.get(Path(file).name, Actuals if Path(file).parent.name == "actuals" else Document)


Scalar = tuple[nodes.Text, tuple[str, ...], bool]


def scalars(node: nodes.Node | None, way: tuple[str, ...] = ()) -> Iterator[Scalar]:
    """Every scalar of a file with the keys that lead to it, and whether it is a key itself."""
    if isinstance(node, nodes.Text):
        if node:
            yield node, way, False
    elif isinstance(node, nodes.Listing):
        for item in node:
            yield from scalars(item, way)
    elif isinstance(node, nodes.Mapping):
        for key, value in nodes.entries(node):
            yield key, (*way, key), True
            yield from scalars(value, (*way, key))


def is_judged(way: tuple[str, ...]) -> bool:
    """Whether a value is a number, a word, a date or a year: not a name or an id, where any text may stand."""
    return way[-1] not in FREE


ALL = {file: list(scalars(reading.parse(raw, file).root)) for file, raw in SHIPPED.items()}


def lines_of(file: str) -> list[str]:
    return SHIPPED[file].decode().split("\n")


def faults_of(file: str, content: str) -> list[Finding]:
    read = reading.parse(content.encode(), file)
    return [*read.findings, *read_row(kind_of(file), read.root)[1]]


def spliced(line: str, each: nodes.Text, new: str) -> str:
    return line[: each.place.column - 1] + new + line[each.place.end_column - 1 :]


WRONG = ["no", "010", "1:30", "1_000", "７８ 万", "70%", "1e3", "+5", "'12,500 元'", "0x10", "TRUE", "一"]


@pytest.mark.parametrize("trap", WRONG)
@pytest.mark.parametrize("file", SHIPPED)
def test_trap_for_a_number_is_flagged_at_every_scalar(file: str, trap: str) -> None:
    """All over the file at once, one scalar a line: as many rounds as the fullest line has scalars."""
    by_line: dict[int, list[Scalar]] = {}
    for each in ALL[file]:
        if is_judged(each[1]) and not each[2]:
            by_line.setdefault(each[0].place.line, []).append(each)
    for turn in range(max(map(len, by_line.values()))):
        lines, expected = lines_of(file), set()
        for line, found in by_line.items():
            if turn < len(found):
                lines[line - 1] = spliced(lines[line - 1], found[turn][0], trap)
                expected.add((line, found[turn][0].place.column))
        flagged = {(each.place.line, each.place.column) for each in faults_of(file, "\n".join(lines))}
        assert flagged == expected


ALONE: dict[str, tuple[str, set[str]]] = {
    "alias": ("*a", {"GF005"}),
    "anchor": ("&a {}", {"GF005"}),
    "tag": ("!!str {}", {"GF005"}),
    "ideographic space": ("{}\u3000{}", {"GF006"}),
    "no-break space": ("{}\xa0{}", {"GF006"}),
    "zero-width space": ("{}\u200b", {"GF006"}),
    "byte order mark": ("{}\ufeff", {"GF006"}),
    "control": ("{}\x07", {"GF006"}),
}


@pytest.mark.parametrize("trap", ALONE)
@pytest.mark.parametrize("file", SHIPPED)
def test_trap_of_yaml_is_flagged_at_every_scalar(file: str, trap: str) -> None:
    pattern, wanted = ALONE[trap]
    by_line: dict[int, list[Scalar]] = {}
    for each in ALL[file]:
        if not (each[2] and "{}" not in pattern):
            by_line.setdefault(each[0].place.line, []).append(each)
    for turn in range(max(map(len, by_line.values()))):
        lines, expected = lines_of(file), set()
        for line, found in by_line.items():
            if turn < len(found):
                text = found[turn][0]
                old = lines[line - 1][text.place.column - 1 : text.place.end_column - 1]
                if old[0] in "'\"" and "{}" in pattern and wanted == {"GF006"}:
                    new = old[0] + pattern.replace("{}", old[1:-1]) + old[-1]
                else:
                    new = pattern.replace("{}", old)
                lines[line - 1] = spliced(lines[line - 1], text, new)
                expected.add(line)
        findings = reading.parse("\n".join(lines).encode(), file).findings
        flagged = sorted({each.place.line for each in findings})
        # Of odd characters the first MOST are listed: in a long file those of the first lines.
        whole = wanted != {"GF006"} or len(findings) < faults.MOST
        assert flagged == (sorted(expected) if whole else sorted(expected)[: len(flagged)])
        assert {each.code for each in findings} == wanted


SYNTAX: dict[str, Callable[[str, nodes.Text], str]] = {
    "unquoted >": lambda line, each: spliced(line, each, f">{each}"),
    "unquoted %": lambda line, each: spliced(line, each, f"%{each}"),
    "full-width colon": lambda line, each: line.replace(":", "：", 1),
    "tab": lambda line, each: re.sub(r"^ +", "\t", line),
    "merge key": lambda line, each: re.sub(r"^( *(?:- )?)[^ :-][^:]*:", r"\1<<:", line),
}


def stumbles(file: str) -> Iterator[tuple[int, nodes.Text]]:
    """The first value of every line that has one: such traps break the reading, so each is tried alone."""
    seen = set()
    for text, _, key in ALL[file]:
        if not key and text.place.line not in seen:
            seen.add(text.place.line)
            yield text.place.line, text


@pytest.mark.parametrize("trap", SYNTAX)
@pytest.mark.parametrize("file", SHIPPED)
def test_trap_of_syntax_is_flagged_at_every_line(file: str, trap: str) -> None:
    whole = lines_of(file)
    for line, text in stumbles(file):
        old = whole[line - 1]
        new = SYNTAX[trap](old, text)
        if new == old or (trap == "full-width colon" and ("{" in old or "- " in old)):
            continue
        # What stands in other blocks cannot matter, and leaving it out makes this fast.
        start = max(n for n in range(line) if re.match(r"[^\s#]|  - ", whole[n]))
        lines = [*whole[start : line - 1], new, *whole[line : line + 4]]
        found = reading.parse("\n".join(lines).encode(), file).findings
        assert line - start in [each.place.line for each in found], (line, new, [each.code for each in found])


@pytest.mark.parametrize("file", SHIPPED)
def test_repeated_key_is_flagged_at_every_key(file: str) -> None:
    whole = lines_of(file)
    lines, expected = [], set()
    for line, after in zip(whole, [*whole[1:], ""], strict=True):
        lines.append(line)
        if re.match(r" *[\w.]+:( |$)", line) and not after.startswith(" " * (indent(line) + 1)):
            lines.append(line)
            expected.add(len(lines))
    findings = reading.parse("\n".join(lines).encode(), file).findings
    assert {each.place.line for each in findings} == expected
    assert {each.code for each in findings} <= {"GF003"}


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# Named bad inputs


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small county in `data/` of the working folder."""
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "GONGFU_DATA", "GONGFU_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    for file, content in SMALL.items():
        path = tmp_path / "data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Path("data")


def found(file: str, content: bytes) -> list[str]:
    """The findings in one file of the small county, in short: `7:5 GF103`."""
    report = survive(SMALL | {file: content})
    return [f"{each.place.line}:{each.place.column} {each.code}" for each in report.findings if each.place.file == file]


YEAR = SMALL[OF_2024].decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (YEAR.encode("gb18030"), "GB18030"),
        (YEAR.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + YEAR.encode("utf-16-be"), "UTF-16"),
        (YEAR.encode("utf-16-le"), "UTF-16"),
        (YEAR.encode("utf-16-be"), "UTF-16"),
        ("year: 2024\n".encode("utf-16-le"), "UTF-16"),
        ("year: 2024\n".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_an_encoding_is_named(content: bytes, name: str) -> None:
    report = survive(SMALL | {OF_2024: content})
    assert [each.code for each in report.findings] == ["GF001"]
    assert report.findings[0].message.en == f"the file is encoded in {name}, not UTF-8"
    assert name in report.findings[0].message.zh


@pytest.mark.parametrize(
    ("content", "places"),
    [
        pytest.param(b"", ["1:1 GF004"], id="empty"),
        pytest.param(b"\n \n# c\n", ["1:1 GF004"], id="comments only"),
        pytest.param(b"---\n", ["1:1 GF004"], id="an empty document"),
        pytest.param(b"\xef\xbb\xbf", ["1:1 GF004", "1:1 GF006"], id="a BOM only"),
        pytest.param(YEAR.replace("67.4", "67\0.4").encode(), ["7:9 GF006"], id="NUL"),
        pytest.param(YEAR.replace("67.4", "67\x1b.4").encode(), ["7:9 GF006"], id="escape"),
        pytest.param(YEAR.replace("values:", "\x0cvalues:").encode(), ["4:1 GF006"], id="form feed in the indent"),
        pytest.param(YEAR.replace("\n", "\r\n").encode(), [], id="Windows ends"),
        pytest.param(YEAR.replace("\n", "\r").encode(), [], id="old Macintosh ends"),
        pytest.param(YEAR.replace("67.4", "67,4").replace("\n", "\r").encode(), ["7:7 GF103"], id="fault in those"),
        pytest.param(YEAR.replace("67.4", "67,4").replace("\n", "\r\n").encode(), ["7:7 GF103"], id="in Windows ends"),
        pytest.param(YEAR.replace("鉴", "鉴\x85").encode(), ["3:16 GF006"], id="NEL is no line end"),
        pytest.param(YEAR.replace("鉴", "鉴\u2028").encode(), ["3:16 GF006"], id="nor is LS"),
        pytest.param(b"[ " * 10_000, ["1:65 GF007"], id="deep flow"),
        pytest.param(b"{a: " * 10_000, ["1:126 GF007"], id="deep flow mappings"),
        pytest.param(b"- " * 10_000, ["1:65 GF007"], id="deep block"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(2000)).encode(), ["32:32 GF007"], id="deep mappings"),
        pytest.param(b"? " * 10_000, ["1:65 GF007"], id="deep keys"),
    ],
)
def test_bad_file(content: bytes, places: list[str]) -> None:
    assert found(OF_2024, content) == places


def test_brackets_that_the_parser_reads_ahead_are_too_deep_wherever_it_stops() -> None:
    """libyaml from 0.2.6 on stops at a depth of its own before it hands over the first of them."""
    (finding,) = found(OF_2024, b"[" * 10_000)
    assert finding in ("1:33 GF007", "1:1001 GF007")


def test_alias_bomb() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert {each.partition(" ")[2] for each in found(OF_2024, f"l0: &l0 [1]\n{levels}".encode())} <= {
        "GF005",
        "GF101",
        "GF102",
    }


@pytest.mark.parametrize("file", CHANGED)
def test_truncated_file(file: str) -> None:
    for end in range(0, len(SMALL[file]), 50):
        survive(SMALL | {file: SMALL[file][:end]})


@pytest.mark.slow
def test_truncated_shipped_files() -> None:
    for file, raw in SHIPPED.items():
        for end in range(0, len(raw), max(50, len(raw) // 250)):  # what a cut costs grows with the file
            read = reading.parse(raw[:end], file)
            row, findings = read_row(kind_of(file), read.root)
            for each in read.findings + findings:
                assert_lies_in(each, {file: read})
            assert row is not None or read.findings + findings


@pytest.mark.slow
def test_a_file_of_17_mb(county: Path) -> None:
    (county / OF_2024).write_bytes(b"# " + b"x" * (17 * 1024 * 1024))
    findings = check(load(county)).findings
    assert [(each.code, each.place[1:]) for each in findings] == [("GF007", (1, 1, 1, 1))]
    assert "16 MiB" in findings[0].message.en


def test_an_unreadable_file(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: Callable[..., Any] = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == "2024.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    findings = check(load(county)).findings
    assert [(each.code, each.place.file, each.message.en) for each in findings] == [
        ("GF008", "data/actuals/2024.yaml", "no permission")
    ]


@pytest.mark.parametrize("number", [5, 24, 40, 116])
def test_a_file_that_fails_in_reading(county: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", fail)
    assert {each.code for each in check(load(county)).findings} == {"GF008"}


@pytest.mark.parametrize("file", [TABLE, TARGETS, REGISTER, OF_2024])
def test_a_folder_where_a_file_should_be(county: Path, file: str) -> None:
    (county / file).unlink()
    (county / file).mkdir()
    own = [each for each in check(load(county)).findings if each.place.file.endswith(file)]
    assert [(each.code, each.message.en) for each in own] == [("GF008", "this is a folder, not a file")]


@pytest.mark.parametrize("file", [TABLE, TARGETS, REGISTER, OF_2024])
@pytest.mark.parametrize(("to", "why"), [("itself", "a loop of symbolic links"), ("nowhere", "there is no such file")])
def test_a_link_that_leads_nowhere(county: Path, file: str, to: str, why: str) -> None:
    (county / file).unlink()
    (county / file).symlink_to(Path(file).name if to == "itself" else "nowhere")
    own = [each for each in check(load(county)).findings if each.place.file.endswith(file)]
    assert [(each.code, each.message.en) for each in own] == [("GF008", why)]


@pytest.mark.parametrize("make", ["file", "loop", "nothing"])
def test_actuals_that_are_no_folder(county: Path, make: str, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (county / "actuals").iterdir():
        path.unlink()
    (county / "actuals").rmdir()
    if make == "file":
        (county / "actuals").write_text("")
    elif make == "loop":
        (county / "actuals").symlink_to("actuals")
    assert run(["check", "--lang", "en"]) in (0, 1)
    assert run(["score", "--lang", "en"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_data_folder_that_may_not_be_looked_into(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looked: Callable[[Path], bool] = Path.is_file

    def refuse(path: Path) -> bool:
        if path.parent == county.absolute():
            raise PermissionError(13, "Permission denied")
        return looked(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    assert run(["check", "--lang", "en"]) in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_actuals_that_may_not_be_looked_into(county: Path) -> None:
    (county / "actuals").chmod(0)
    try:
        assert [each.code for each in check(load(county)).findings] == ["GF008"]
    finally:
        (county / "actuals").chmod(0o755)


def test_an_empty_folder(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert run(["check", "--data", "empty", "--format", "concise", "--lang", "en"]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        "empty/indicators.yaml:1:1 GF008 unreadable-file error: there is no such file",
        "empty/targets_*.yaml:1:1 GF008 unreadable-file error: there is no targets_*.yaml in this folder",
    ]
    assert run(["score", "--data", "empty", "--lang", "en"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_files_of_another_county() -> None:
    """Its ids and departments are not ours: each is said, at its place."""
    report = survive(SHIPPED | {TARGETS: SMALL[TARGETS], OF_2024: SMALL[OF_2024].replace(b"  1:", b"  A1:")})
    assert "GF205" in codes(report)
    assert [each.place.line for each in report.findings if each.code == "GF202"] == [5]
    report = survive(SMALL | {file: raw for file, raw in SHIPPED.items() if file == TABLE})
    assert {"GF203", "GF205"} <= codes(report)


@pytest.mark.parametrize("command", ["check", "score", "explain"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "name",
    ['"\\e[31mred\\a"', '"\\u202egnp"', '"\\0\\x7f\\x9b31m"', "'[red]甲[/red] :star: {x} %s'", '"甲\\n::error::乙"'],
)
def test_names_are_harmless(
    county: Path, capsys: pytest.CaptureFixture[str], name: str, lang: str, command: str
) -> None:
    text = SMALL[TABLE].decode().replace("常住人口城镇化率", name).replace("baseline: 65", "baseline: 165")
    if command != "check":
        text = text.replace("165", "65")
    (county / TABLE).write_text(text, encoding="utf-8")
    arguments = {"score": ["score", "2024"], "explain": ["explain", "15", "2024"], "check": ["check"]}[command]
    formats: dict[str, list[list[str]]] = {
        "score": [["--format", "table"], ["--format", "markdown"]],
        "check": [["--format", "text"], ["--format", "concise"], ["--format", "github"]],
        "explain": [[]],
    }
    for options in formats[command]:
        run([*arguments, *options, "--lang", lang])
        shown = capsys.readouterr()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown.out + shown.err)
        assert not re.search("^::error::", shown.out, re.MULTILINE)
        if "[red]" in name and command != "check":
            assert "甲" in shown.out
            assert "[red]" in shown.out.replace("\\", "")


@pytest.mark.skipif(os.name != "posix", reason="such names are not possible")
@pytest.mark.parametrize("name", [b"targets_\x1b[31m.yaml", "targets_\u202e.yaml".encode(), b"targets_\xff.yaml"])
@pytest.mark.parametrize("format", ["text", "concise", "json", "github", "junit", "sarif"])
def test_file_names_are_harmless(county: Path, capsys: pytest.CaptureFixture[str], name: bytes, format: str) -> None:
    Path(os.fsdecode(os.fsencode(county) + b"/" + name)).write_bytes("issued: １\n".encode())
    assert run(["check", "--format", format, "--lang", "en"]) == 1
    shown = capsys.readouterr()
    if format not in ("json", "sarif"):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown.out + shown.err)
    assert run(["check", "--format", format, "--output", "out", "--lang", "en"]) == 1
    assert Path("out").read_bytes().decode()


def test_a_name_in_what_was_mended_is_harmless(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / TARGETS).rename(county / "targets_\x1b[31m.yaml")
    (county / "targets_\x1b[31m.yaml").write_bytes(b"\xef\xbb\xbf" + SMALL[TARGETS])
    assert run(["check", "--fix", "--lang", "en"]) == 0
    assert "\x1b" not in capsys.readouterr().err


# Much of it


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (OF_2024, "67.4", "9" * 1_000_000),
        (OF_2024, "67.4", "9" * 1_000_000 + ",000"),
        (OF_2024, "67.4", "1_" * 200_000),
        (OF_2024, "67.4", "-" * 1_000_000),
        (OF_2024, "67.4", "甲" * 300_000),
        (TARGETS, "2025: 70", "2025: " + "9" * 1_000_000),
        (TARGETS, "2025: 70", "2025: " + "9" * 20_000 + "左右"),
        (TARGETS, "2025: 70", "2025: " + "甲" * 20_000 + "70"),
        (TARGETS, "2025: 70", "2025: " + "1 " * 20_000),
        (TARGETS, "issued: 2021-11-09", "issued: " + "2" * 1_000_000),
        (TABLE, "baseline: 65", "baseline: 预计" + "9" * 1_000_000),
        (TABLE, "direction: rising", "direction: " + "rising" * 50_000),
        (TABLE, "    range:", "    " + "range" * 50_000 + ":"),
        (TABLE, "[县发改局]", f"[{'县' * 100_000}]"),
        (OF_2024, "67.4", "67.4 #" + " 甲" * 300_000),
        (OF_2024, "67.4", " " * 1_000_000 + "67.4"),
        (OF_2024, "  15:", "  15" + "：" * 100_000 + ":"),
    ],
    ids=lambda text: text if len(text) < 30 else f"{text[:14]}…{len(text)}",
)
def test_very_long_line(county: Path, file: str, old: str, new: str) -> None:
    """What is said of it stays short enough to be read."""
    (county / file).write_text(SMALL[file].decode().replace(old, new, 1), encoding="utf-8")
    folder = load(county)
    report = check(folder)
    for each in report.findings:
        assert_lies_in(each, folder.sources)
    shown = diagnostics.render(report.findings, folder.sources, "en")
    assert max(map(len, shown.splitlines()), default=0) < 1000


MANY = 30_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("values:\n", "  {n}: {n}\n"),
        ("values:\n", "  x: {n}\n"),
        ("values:\n  15: 1\n", "key{n}: {n}\n"),
        ("values:\n", "  {n}: *a\n"),
        ("values:\n", "  {n}: &a 1\n"),
        ("values: [1", ", {n}"),
        ("values:\n  15: 67.4\n", "\n"),
        ("values:\n", "  {n}\xa0: 1\n"),
    ],
    ids=["unknown ids", "one key", "unknown fields", "aliases", "anchors", "list", "blank lines", "odd"],
)
def test_very_many_lines(county: Path, head: str, line: str) -> None:
    """Time in proportion: the whole takes seconds, where time in proportion to the square would take hours."""
    content = "year: 2024\nstatus: published\n" + head + "".join(line.replace("{n}", str(n)) for n in range(1000, MANY))
    (county / OF_2024).write_text(content, encoding="utf-8")
    assert check(load(county)).files == 5


def test_comments_one_above_the_other_are_read_once_each(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def counted(line: str) -> int:
        read.append(line)
        return len(line) - len(line.lstrip())

    monkeypatch.setattr(suppression, "comment_start", counted)
    (county / OF_2024).write_text(YEAR + "# gongfu: ignore[GF301] 理由\n" * 300, encoding="utf-8")
    check(load(county))
    assert len(read) < 10 * 300


@pytest.mark.slow
def test_a_register_and_a_table_of_very_many_rows() -> None:
    rows = range(1, 600)
    head = "title: 表\nsource: 文\nbaseline_year: 2020\ncategories: [{name: 甲}]\nindicators:\n"
    row = (
        "{{id: {0}, name: 某, category: 甲, attribute: evaluation, direction: rising, baseline: 1, departments: [{0}]}}"
    )
    files = {
        TABLE: head + "".join(f"  - {row.format(n)}\n" for n in rows),
        REGISTER: "departments:\n" + "".join(f"  - {{name: {n}}}\n" for n in rows),
        TARGETS: "source: 文\nissued: 2021-11-09\ntargets:\n" + "".join(f"  {n}: {{2025: 2}}\n" for n in rows),
        OF_2024: "year: 2024\nstatus: published\nsource: 文\nvalues:\n" + "".join(f"  {n}: 1.5\n" for n in rows),
    }
    assert codes(survive({file: text.encode() for file, text in files.items()})) == {"GF306"}
