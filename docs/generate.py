"""Write the documents that are made from the code: `python docs/generate.py`.

With `--check` nothing is written, and the exit code is 1 if one of them is stale.
"""

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from unittest import mock

import gongfu_cli.forms.county_faults
import gongfu_cli.forms.faults  # noqa: F401, likewise
from gongfu_cli.book import json_schema, wording
from gongfu_cli.checks.pages import AND, NOTES, RulePage, SampleFile
from gongfu_cli.checks.pages import pages as all_pages
from gongfu_cli.cli import program
from gongfu_cli.cli.session import Session
from gongfu_cli.formats import json
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.terms import SEVERITIES, STANDINGS
from gongfu_cli.scoring.clause import CLAUSES
from gongfu_cli.scoring.standing import VERDICTS

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 96
FAULT = ("actuals/2024.yaml", "  8: 65780", "  8: 65,780")
"""The slip that the READMEs show: a file of the data, and a text in it with what it becomes."""


def output(command: str, language: str, data: Path = ROOT / "data") -> str:
    """What a command prints at a terminal of WIDTH columns, stderr included, without colours."""
    with contextlib.chdir(data.parent):
        return _printed([*shlex.split(command)[1:], "--data", data.name, "--lang", language])


def _printed(arguments: list[str]) -> str:
    """What the program prints in the working folder."""
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(out),
        mock.patch.multiple(Session, width=WIDTH, color=False),
    ):
        program.run(arguments)
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").split("\n"))


def readme(name: str, language: str) -> str:
    """A README with the output of each command that a comment names, and of a fault in a data file."""
    text = (ROOT / name).read_text(encoding="utf-8")

    def block(comment: str, command: str, shown: str) -> str:
        return f"{comment}\n```console\n$ {command}\n{shown}\n```"

    def command_block(found: re.Match[str]) -> str:
        return block(found[1], found[2], output(found[2], language))

    def fault_block(found: re.Match[str]) -> str:
        return block(found[1], "gongfu check", _fault(language))

    rest = r"(?:\n```console\n.*?\n```)?"
    text = re.sub(rf"(<!-- output: (.*?) -->){rest}", command_block, text, flags=re.DOTALL)
    return re.sub(rf"(<!-- fault -->){rest}", fault_block, text, flags=re.DOTALL)


def _fault(language: str) -> str:
    file, good, bad = FAULT
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        for path in (ROOT / "data").rglob("*.yaml"):
            there = copy / path.relative_to(ROOT / "data")
            there.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            there.write_text(text.replace(good, bad) if path == ROOT / "data" / file else text, encoding="utf-8")
        return output("gongfu check", language, copy)


def guide(name: str, language: Language) -> str:
    """A guide whose console blocks were run from first to last in an empty folder, with what they print. A block behind
    `<!-- write: FILE -->` is first put into that file, one behind `<!-- append: FILE -->` at its end."""

    def step(found: re.Match[str]) -> str:
        if found["file"]:
            with Path(found["file"]).open("w" if found["how"] == "write" else "a", encoding="utf-8") as stream:
                stream.write(found["text"])
            return found[0]
        commands = re.findall(r"^\$ (.+)$", found["console"], re.MULTILINE)
        return "```console\n" + "\n".join(f"$ {command}\n{_done(command)}".strip() for command in commands) + "\n```"

    blocks = (
        r"<!-- (?P<how>write|append): (?P<file>\S+) -->\n```\w*\n(?P<text>.*?)```|```console\n(?P<console>.*?)\n```"
    )
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, {"GONGFU_LANG": language, "GONGFU_DATA": ""}),
    ):
        return re.sub(blocks, step, text, flags=re.DOTALL)


def _done(command: str) -> str:
    """What a command of a guide prints; `cd` is the one that is not ours."""
    program_name, *arguments = shlex.split(command)
    if program_name == "cd":
        os.chdir(*arguments)
        return ""
    assert program_name == "gongfu", command
    return _printed(arguments)


def schema(name: str) -> str:
    """The JSON Schema of a kind of file."""
    return json.dumps(json_schema.schema(name))


FAMILIES: Mapping[str, Phrase] = {
    "GF0": Phrase("文件读不读得出来", "Can the file be read at all?"),
    "GF1": Phrase("字段、词语、数字、日期对不对", "Are its fields, words, numbers and dates in order?"),
    "GF2": Phrase("所引用的是不是都有，是不是只有一个", "Is what the files name there, and once?"),
    "GF3": Phrase("目标与基期、目标与目标是否相称", "Do the targets make sense beside the baselines?"),
    "GF4": Phrase("实绩有没有可能", "Can the actual values be right?"),
    "GF5": Phrase("实绩是否报齐、来源是否写明", "Are the actuals complete, and is their source given?"),
    "GF6": Phrase("忽略注释用得对不对", "Are comments that silence findings in order?"),
    "GF7": Phrase("交回的填报表、县的指标表能不能读入", "Can returned forms, or a county's table, be read?"),
}
COUNTY = ("indicators.yaml", "departments.yaml", "targets_2022_2025.yaml", "actuals/2024.yaml", "actuals/2025.yaml")
"""The county that the samples stand in, `docs/county`; `check` finds nothing in it."""

_INTRODUCTION = Phrase(
    "`gongfu check` 一次找出数据文件里的所有问题，每一条都写明文件、行、列、规则代码和名称，以及该怎么改。\n\n"
    "- **级别。** 错误（error）必须改正，否则相关年份无法评分，`check` 以 1 退出；警告（warning）应当核对，"
    "加上 `--strict` 时也以 1 退出；提示（note）仅供参考，屏幕上只报个数，加上 `--notes` 才列出。\n"
    "- **选择规则。** `--select` 只用所列的规则，`--ignore` 不用所列的规则；可以写代码（`GF301`）、"
    "代码的开头（`GF3`）或名称（`target-looser`）。\n"
    "- **忽略一处。** 在该行或上一行的注释里写 `# gongfu: ignore[GF301] 理由`，几个代码用逗号隔开。"
    "理由必须写明（GF601），没有问题可忽略的要删去，写法不对的不起作用（GF602）。"
    "GF0、GF1 两类不能忽略：读不出来的文件无从评分。\n"
    "- **正式使用。** `--forbid illustrative` 把每个示例值都作为错误（GF503）。\n"
    "- **电子表格。** GF7 类由 `gongfu import` 在交回的填报表里查出，填报的数还按 GF4 类和 GF502 检查；GF72 由 "
    "`gongfu init --from` 在县的指标表里查出。有错误就什么也不写入。",
    "`gongfu check` finds every fault of the data files in one run, each with its file, line and column, the code and "
    "name of the rule, and what to write instead.\n\n"
    "- **Severity.** An *error* has to be corrected: years that depend on it cannot be scored, and `check` exits "
    "with 1. A *warning* should be looked into; with `--strict`, `check` exits with 1 for it too. A *note* is for "
    "information; the screens count notes, and `--notes` lists them.\n"
    "- **Choosing rules.** `--select` runs only the rules it lists, `--ignore` leaves out those it lists. Both take "
    "codes (`GF301`), beginnings of codes (`GF3`) and names (`target-looser`).\n"
    "- **Silencing one place.** `# gongfu: ignore[GF301] reason`, in a comment on the line or on the line above, "
    "silences that rule there; commas separate several codes. The reason has to be given (GF601), a comment "
    "with nothing to silence has to go, and a near miss silences nothing (GF602). GF0 and GF1 cannot be "
    "silenced: what cannot be read cannot be scored.\n"
    "- **In earnest.** `--forbid illustrative` makes every illustrative value an error (GF503).\n"
    "- **Spreadsheets.** GF7 is what `gongfu import` finds in forms that come back, of whose values it also asks GF4 "
    "and GF502, and `gongfu init --from` in a county's table (GF72); with an error, nothing is written.",
)
_SAMPLES = Phrase(
    "示例只写出要紧的几行：每一行取代下列示例县同一文件、同一段里同名的一行，其余照旧；填报表则是整个文件。",
    "A sample shows only the lines that matter: each takes the place of the line with the same name in the same block "
    "of the county below, whose other lines stay as they are. A returned form is shown whole.",
)


def rules() -> str:
    """The document of all rules, in both languages."""
    pages = all_pages()
    parts = ["# Check rules 检查规则", _INTRODUCTION.en, _INTRODUCTION.zh]
    rows = ["| Code 代码 | Name 名称 | Severity 级别 | What is wrong 错在哪里 |", "|---|---|---|---|"]
    for each in pages:
        anchor = f"#{each.code.lower()}-{each.name}"
        summary = f"{each.summary.en}<br>{each.summary.zh}"
        rows.append(f"| [{each.code}]({anchor}) | {each.name} | {_severity(each)} | {summary} |")
    parts.append("\n".join(rows))
    for family, question in FAMILIES.items():
        parts.append(f"## {family} {question.en} {question.zh}")
        for each in pages:
            if each.code.startswith(family):
                parts += [f"### {each.code} {each.name}", f"*{_severity(each)}*"]
                parts += [f"**{each.summary.en}**", each.why.en, f"**{each.summary.zh}**", each.why.zh]
                for label, samples in ((Phrase("错误示例", "Bad"), each.bad), (Phrase("正确示例", "Good"), each.good)):
                    parts += [_shown(AND if n else label, file) for sample in samples for n, file in enumerate(sample)]
    parts += ["## The county of the samples 示例县", _SAMPLES.en, _SAMPLES.zh]
    county = [(file, (ROOT / "docs" / "county" / file).read_text(encoding="utf-8")) for file in COUNTY]
    parts += [f"`{file}`\n\n```yaml\n{text}```" for file, text in county]
    return "\n\n".join(parts) + "\n"


ASKS: Mapping[str, Phrase] = {
    "number": Phrase(
        "越高越好的不低于此数，越低越好的不高于此数；保持稳定的，在算变差的一边留出容差",
        "At least (rising) or at most (falling) that number; keep stable: the number less tolerance, on the side that "
        "counts as worse",
    ),
    ">=": Phrase("≥70", "≥ 70"),
    ">": Phrase(">70，正好70不算", "> 70: the value 70 itself misses"),
    "<=": Phrase("≤1.5", "≤ 1.5"),
    "<": Phrase("<1.5", "< 1.5"),
    "rank": Phrase("名次：≤1、≤1、≤3、≤10", "A place in a ranking: ≤ 1, ≤ 1, ≤ 3, ≤ 10"),
    "full": Phrase("≥100", "≥ 100"),
    "zero": Phrase("≤0", "≤ 0"),
    "range": Phrase("在区间内，含两端", "Within, ends included"),
    "hold": Phrase(
        "守住基期水平，有容差的在算变差的一边留出。如第10号：≥78.2；第38号（容差2）：≥75.3－2＝73.3",
        "The baseline, less tolerance if there is one, on the worse side (a *hold*). Indicator 10: ≥ 78.2; "
        "indicator 38, tolerance 2: ≥ 75.3 − 2 = 73.3",
    ),
    "rise": Phrase("只看走向，见第六节", "A direction: section 6"),
    "fall": Phrase("只看走向，见第六节", "A direction: section 6"),
    "done": Phrase(
        "完成一项任务：看考核结论（`verdict`），一经达标就算完成，见第四节",
        "A *deliverable*: an attested verdict (`verdict`) decides, and once it is done it stays done: section 4",
    ),
    "open": Phrase(
        "目标未明确：有当年下达数（`resolved`）或考核结论（`verdict`）才能评价，如第3、4、21号",
        "*Open*: nothing until a number is handed down for that very year (`resolved`) or an assessment attested "
        "(`verdict`), as for 3, 4, 21",
    ),
    "none": Phrase("不作要求，该年不是目标年份", "Nothing: not a milestone"),
}
"""What each kind of wording asks for."""
JUDGED: Mapping[str | None, Phrase] = {
    "on_track": Phrase("达到要求", "on track"),
    "gap": Phrase("有差距", "gap"),
    None: Phrase("未评价", "–"),
}


def methodology(name: str, language: Language) -> str:
    """The methodology in a language, with the tables that are the program's own: wordings, and clauses of standing."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for table, lines in (("wordings", _wordings(language)), ("clauses", _clauses(language))):
        body = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        text = re.sub(rf"(<!-- table: {table} -->)(?:\n\|[^\n]*)*", rf"\1\n{body}", text)
    return text


def _wordings(language: Language) -> Iterator[list[str]]:
    yield [phrase.to(language) for phrase in (Phrase("措辞", "Wording"), Phrase("要求", "Asks for"))]
    yield ["---", "---"]
    for kind, forms in wording.KNOWN.items():
        yield [" ".join(f"`{form}`" for form in forms), ASKS[kind].to(language)]


def _clauses(language: Language) -> Iterator[list[str]]:
    heads = (Phrase("序", "#"), Phrase("情形", "When"), Phrase("等次", "Standing"), Phrase("结论", "Verdict"))
    yield [head.to(language) for head in heads]
    yield ["---"] * len(heads)
    between = Phrase("／", " / ").to(language)
    for clause in CLAUSES:
        when = clause.words.to(language)
        verdicts = dict.fromkeys(VERDICTS.get(standing) for standing in clause.standings)
        standings = between.join(STANDINGS[standing].words.to(language) for standing in clause.standings)
        judged = between.join(JUDGED[verdict].to(language) for verdict in verdicts)
        yield [str(clause.number), when[0].upper() + when[1:], standings, judged]


def _severity(page: RulePage) -> str:
    words = SEVERITIES[page.severity].words
    return f"{words.en} {words.zh}"


def _shown(label: Phrase, file: SampleFile) -> str:
    note = NOTES[file.note] if file.note else None
    head = f"{label.en} {label.zh} · `{file.name}`" + (f" ({note.en} {note.zh})" if note else "")
    return f"{head}\n\n```{file.name.rpartition('.')[2]}\n{file.text}```" if file.text else head


DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "docs/rules.md": rules,
    **{f"schemas/{name}.schema.json": partial(schema, name) for name in json_schema.NAMES},
    "docs/methodology.md": partial(methodology, "methodology.md", "en"),
    "docs/methodology.zh-CN.md": partial(methodology, "methodology.zh-CN.md", "zh"),
    "docs/your-own-county.md": partial(guide, "your-own-county.md", "en"),
    "docs/your-own-county.zh-CN.md": partial(guide, "your-own-county.zh-CN.md", "zh"),
    "README.md": partial(readme, "README.md", "en"),
    "README.zh-CN.md": partial(readme, "README.zh-CN.md", "zh"),
}
"""What makes the text of each generated document, by its path in the repository."""


def stale() -> list[str]:
    """The documents that are not what the code makes now."""
    return [
        name
        for name, text in DOCUMENTS.items()
        if not (ROOT / name).exists() or (ROOT / name).read_bytes() != text().encode()
    ]


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only say so."""
    if arguments not in ([], ["--check"]):
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    found = stale()
    for name in found:
        if arguments:
            print(f"{name} is stale: run python docs/generate.py", file=sys.stderr)
        else:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_bytes(DOCUMENTS[name]().encode())
            print(f"wrote {name}")
    return 1 if arguments and found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
