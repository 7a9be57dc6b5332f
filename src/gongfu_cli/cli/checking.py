"""`gongfu check`, `rule` and `schema`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from gongfu_cli.book.folder import Folder, load
from gongfu_cli.checks import fix, pages
from gongfu_cli.checks.run import Outcome, check
from gongfu_cli.checks.suppression import matches
from gongfu_cli.cli import completion, disk, options, select
from gongfu_cli.cli.running import DONE, FOUND, kind_of, open_folder, put, put_difference, put_json, put_sheet
from gongfu_cli.cli.session import Session
from gongfu_cli.formats import documents
from gongfu_cli.language.phrase import Phrase, Refusal, did_you_mean
from gongfu_cli.language.safe import harmless
from gongfu_cli.source.rule import RULES, Rule
from gongfu_cli.source.writing import difference

FORMATS = ("text", "concise", "json", "github", "junit", "sarif", "xlsx")


def check_command(
    ctx: typer.Context,
    only: Annotated[
        list[Path] | None,
        options.argument(
            "[FILE]...", "只看这些文件（默认整个数据文件夹）", "only these files (default: the whole data folder)"
        ),
    ] = None,
    strict: Annotated[bool, options.flag("--strict", "有警告也以 1 退出", "exit with 1 on warnings too")] = False,
    select_: Annotated[
        list[str] | None,
        options.option(
            "--select",
            "CODE",
            "只查这些规则：代码、代码开头或名称",
            "only these rules: codes, prefixes or names",
            completion.rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, options.option("--ignore", "CODE", "不查这些规则", "not these rules", completion.rules)
    ] = None,
    forbid: Annotated[
        str | None,
        options.choice("--forbid", ("illustrative",), "把每个示例值算作错误", "make every illustrative value an error"),
    ] = None,
    fix_: Annotated[
        bool, options.flag("--fix", "改好只有一种改法的错误", "repair what has exactly one right answer")
    ] = False,
    diff: Annotated[
        bool, options.flag("--diff", "显示 --fix 会怎样改，不写文件", "show what --fix would do, write nothing")
    ] = False,
    format: Annotated[str, options.choice("--format", FORMATS, "输出格式", "the format of the findings")] = "text",
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Find every fault of the data files in one run."""
    session: Session = ctx.obj
    kind = kind_of(format, output, FORMATS)
    wanted = _wanted(select_ or (), ignore or ())
    if forbid is not None:
        select.one_of(forbid, ("illustrative",), Phrase("--forbid ", "value for --forbid"))
    chosen = only or []
    folder = _folder_of(session, chosen, data)
    names = {_name_of(folder, path) for path in chosen} - {""}
    if fix_ or diff:
        changed = fix.repaired(folder, wanted, names)
        if diff:
            put_difference(_difference(folder, changed), output)
            raise typer.Exit(FOUND if changed else DONE)
        for file, content in changed.items():
            disk.write(folder.paths[file], content)
            session.say(Phrase(f"已改：{file}", f"mended: {file}"))
        folder = load(folder.path, folder.name)
    outcome = check(folder, wanted, forbid_illustrative=forbid is not None)
    if names:
        findings, silenced = (
            [each for each in found if each.place.file in names] for found in (outcome.findings, outcome.silenced)
        )
        outcome = outcome._replace(findings=findings, silenced=silenced, files=len(names))
    _print(session, folder, outcome, kind, output, sorted(names or folder.sources))
    if outcome.count("error") or (strict and outcome.count("warning")):
        raise typer.Exit(FOUND)


def _wanted(selected: Sequence[str], ignored: Sequence[str]) -> Callable[[Rule[...]], bool]:
    def patterns(given: Sequence[str]) -> list[str]:
        found = [part.strip() for each in given for part in each.split(",") if part.strip()]
        for each in found:
            if not any(matches(each, rule.code, rule.name) for rule in RULES.values()):
                names = [*RULES, *(rule.name for rule in RULES.values())]
                raise Refusal(Phrase(f"没有规则“{each}”。", f"there is no rule “{each}”."), did_you_mean(each, names))
        return found

    chosen, dropped = patterns(selected), patterns(ignored)

    def wanted(rule: Rule[...]) -> bool:
        return (not chosen or any(matches(each, rule.code, rule.name) for each in chosen)) and not any(
            matches(each, rule.code, rule.name) for each in dropped
        )

    return wanted


def _folder_of(session: Session, chosen: Sequence[Path], data: Path | None) -> Folder:
    """The data folder of the files that are named, which is read whole: they are checked against the rest of it."""
    if data is not None or not chosen:
        return open_folder(session, data)
    folders = {}
    for path in chosen:
        if not path.exists() and not path.is_symlink():
            raise Refusal(Phrase(f"没有文件 {path}", f"there is no file {path}"))
        folder = path if path.is_dir() and (path / "indicators.yaml").exists() else path.absolute().parent
        if folder.name == "actuals":
            folder = folder.parent
        folders[folder.resolve()] = folder
    if len(folders) > 1:
        listed = " ".join(sorted(map(str, folders)))
        raise Refusal(Phrase(f"一次只查一个数据文件夹：{listed}", f"one data folder at a time: {listed}"))
    return load(next(iter(folders.values())), disk.name_from(session.here))


def _name_of(folder: Folder, path: Path) -> str:
    """What the folder calls a file that was named."""
    if path.is_dir() and path.resolve() == folder.path.resolve():
        return ""
    for name, known in folder.paths.items():
        if known.absolute() == path.absolute():
            return name
    raise Refusal(
        Phrase(
            f"{path} 不是数据文件（indicators.yaml、departments.yaml、targets_*.yaml、actuals/年份.yaml）",
            f"{path} is no data file (indicators.yaml, departments.yaml, targets_*.yaml, actuals/YEAR.yaml)",
        )
    )


def _difference(folder: Folder, changed: Mapping[str, bytes]) -> str:
    """What a repair would do, as a unified diff."""
    return "".join(
        difference(folder.paths[file].read_bytes().decode("utf-8", "replace"), content.decode(), file)
        for file, content in changed.items()
    )


def _print(
    session: Session, folder: Folder, outcome: Outcome, kind: str, output: Path | None, checked: Sequence[str]
) -> None:
    language = session.language
    if kind == "json":
        put_json(documents.check_document(outcome), output)
    elif kind == "xlsx":
        from gongfu_cli.sheets.findings import findings_sheet

        put_sheet(session, findings_sheet(outcome, folder), kind, output)
    elif kind in ("github", "junit", "sarif"):
        put(_machine(kind, outcome, session, checked), output, machine=True)
    else:
        from gongfu_cli.formats import diagnostics

        color = session.color and output is None
        if kind == "concise":
            text = diagnostics.concise(outcome.findings, language)
        else:
            text = diagnostics.render(outcome.findings, folder.sources, language, color)
        text += "".join(f"{harmless(each.to(language))}\n" for each in [*outcome.skipped, _closing(outcome)])
        if session.environment.get("GITHUB_ACTIONS") == "true" and output is None:
            # The runner obeys commands wherever they stand in a line, and the text quotes the user's files.
            import secrets

            token = secrets.token_hex(16)
            text = f"::stop-commands::{token}\n{text}::{token}::\n" + _machine("github", outcome, session, checked)
        put(text, output)


def _machine(kind: str, outcome: Outcome, session: Session, checked: Iterable[str]) -> str:
    from gongfu_cli.formats import github, junit, sarif

    if kind == "junit":
        return junit.render(outcome, session.language, checked)
    return (sarif.render if kind == "sarif" else github.render)(outcome, session.language)


def _closing(outcome: Outcome) -> Phrase:
    def counted(count: int, word: str) -> str:
        return f"{count} {word}" if count == 1 else f"{count} {word}s"

    errors, warnings, notes = (outcome.count(each) for each in ("error", "warning", "note"))
    silenced = Phrase(f"（另有 {outcome.suppressed} 个已注明理由忽略）", f" ({outcome.suppressed} silenced)")
    counts = ", ".join([counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")])
    said = Phrase(
        f"{outcome.files} 个文件：{errors} 个错误，{warnings} 个警告，{notes} 个提示",
        f"{counted(outcome.files, 'file')}: {counts}",
    )
    return Phrase(said.zh + silenced.zh, said.en + silenced.en) if outcome.suppressed else said


def rule(
    ctx: typer.Context,
    code: Annotated[
        str | None,
        options.argument(
            "[CODE]",
            "规则的代码或名称（默认列出全部）",
            "the rule's code or name (default: list them all)",
            completion.rules,
        ),
    ] = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """What a check rule means, with a bad and a good example."""
    import gongfu_cli.forms.faults  # noqa: F401, for its rules
    from gongfu_cli.sheets.rulebook import page_text, rules_sheet

    session: Session = ctx.obj
    if code is None:
        put_sheet(session, rules_sheet(pages.pages()), "table", None)
        return
    page = pages.find(code.replace("_", "-"))
    if page is None:
        names = [*RULES, *(each.name for each in RULES.values())]
        raise Refusal(Phrase(f"没有规则“{code}”。", f"there is no rule “{code}”."), did_you_mean(code, names))
    put(page_text(page).to(session.language), None)


def schema(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        options.argument(
            "[NAME]",
            "哪种文件：indicators targets actuals departments（默认列出）",
            "which file: indicators, targets, actuals, departments (default: list them)",
            completion.words("indicators", "targets", "actuals", "departments"),
        ),
    ] = None,
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """The JSON Schema of a data file, for editors."""
    from gongfu_cli.book import json_schema

    if name is None:
        put("".join(f"{each}\n" for each in json_schema.NAMES), output)
        return
    put_json(json_schema.schema(select.one_of(name, json_schema.NAMES, Phrase("数据文件", "data file"))), output)
