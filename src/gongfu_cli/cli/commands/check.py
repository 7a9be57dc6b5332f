"""`gongfu check`: every fault of the data files."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from gongfu_cli.cli import completion, options, saving
from gongfu_cli.cli.exit_codes import DONE, FOUND
from gongfu_cli.cli.output import Made, Render, put_difference, utf8, writer
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import one_of
from gongfu_cli.language.phrase import Phrase, Refusal, listed
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import ILLUSTRATIVE

if TYPE_CHECKING:
    from gongfu_cli.book.folder import Folder
    from gongfu_cli.checks.run import Outcome, Wanted


class Checked(NamedTuple):
    """What a check found in which files of some tables."""

    outcome: "Outcome"
    folders: "Sequence[Folder]"
    files: Sequence[str]
    notes: bool = False
    """Whether the screens list the notes, too."""


def _text(checked: Checked, session: Session, *, concise: bool = False) -> Made:
    """The findings for people, with what was not run and a line that counts them; behind it, for a runner of GitHub
    Actions, its annotations."""
    from gongfu_cli.formats import diagnostics

    found = [finding for finding in checked.outcome.findings if checked.notes or finding.severity != "note"]
    if concise:
        text = diagnostics.concise(found, session.language)
    else:
        sources = {file: source for folder in checked.folders for file, source in folder.sources.items()}
        text = diagnostics.render(found, sources, session.language, session.color)
    closing = [*checked.outcome.skipped, *_not_listed(checked), checked.outcome.summary]
    text += "".join(f"{harmless(phrase.to(session.language))}\n" for phrase in closing)
    if not session.on_github or session.file is not None:
        return text
    return utf8(session.shielded(text)) + _github(checked, session)


def _json(checked: Checked, session: Session) -> bytes:
    from gongfu_cli.formats import documents, json

    return utf8(json.dumps(documents.check_document(checked.outcome)))


def _github(checked: Checked, session: Session) -> bytes:
    from gongfu_cli.formats import github

    return utf8(github.render(checked.outcome, session.language))


def _junit(checked: Checked, session: Session) -> bytes:
    from gongfu_cli.formats import junit

    return utf8(junit.render(checked.outcome, session.language, checked.files))


def _sarif(checked: Checked, session: Session) -> bytes:
    from gongfu_cli.formats import sarif

    return utf8(sarif.render(checked.outcome, session.language))


def _workbook(checked: Checked, session: Session) -> bytes:
    from gongfu_cli.formats import xlsx
    from gongfu_cli.sheets.findings import findings_sheet

    return xlsx.render(findings_sheet(checked.outcome, checked.folders), session.language)


FORMATS: Mapping[str, Render[Checked]] = {
    "text": _text,
    "concise": partial(_text, concise=True),
    "json": _json,
    "github": _github,
    "junit": _junit,
    "sarif": _sarif,
    "xlsx": _workbook,
}


_UNCHECKED = Phrase("其他表没有检查（--table all 一并检查）：", "further tables not checked (--table all does): ")
_FORMAT = options.format(FORMATS, "输出格式（默认 text）", "the format (default: text)")
_Select = Annotated[
    list[str] | None,
    options.option(
        "--select",
        "CODE",
        "只查这些规则：代码、代码开头或名称",
        "only these rules: codes, prefixes or names",
        completion.rules,
    ),
]
_Ignore = Annotated[
    list[str] | None,
    options.option(
        "--ignore",
        "CODE",
        "不查这些；只一处：# gongfu: ignore[GF301] 理由",
        "not these rules; in one place only, a comment: # gongfu: ignore[GF301] reason",
        completion.rules,
    ),
]


def command(
    session: Annotated[Session, _FORMAT, options.OUTPUT, options.TABLE],
    only: Annotated[
        list[Path] | None,
        options.argument(
            "FILE", "只看这些文件（默认整个数据文件夹）", "only these files (default: the whole data folder)"
        ),
    ] = None,
    strict: Annotated[bool, options.flag("--strict", "有警告也以 1 退出", "exit with 1 on warnings too")] = False,
    notes: Annotated[bool, options.flag("--notes", "提示也列出", "list the notes, too")] = False,
    select_: _Select = None,
    ignore: _Ignore = None,
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
) -> int:
    """Write what is wrong with the data, mended first where --fix says so; end with 1 where there are errors."""
    from gongfu_cli.book.folder import further_tables
    from gongfu_cli.checks import run
    from gongfu_cli.cli import select
    from gongfu_cli.cli.data_files import open_folders_of

    wanted = select.rules(select_ or (), ignore or ())
    if forbid is not None:
        one_of(forbid, ("illustrative",), Phrase("--forbid ", "value for --forbid"))
    if diff and session.format is not None:
        raise Refusal("--diff 写出的是差异，不能与 --format 同用", "--diff writes a difference, and takes no --format")
    folders, names = open_folders_of(session, only or ())
    if session.table is None and not only and (others := further_tables(folders[0].shared)):
        session.note(*(_UNCHECKED + listed(others)))
    if diff:
        texts = _differences(folders, wanted, names)
        put_difference(session, "".join(text for _, text in sorted(texts.items())))
        return FOUND if texts else DONE
    write = writer(session, FORMATS)
    if fix_:
        folders = [_mended(session, folder, wanted, names) for folder in folders]
    files = sorted(names or {file for folder in folders for file in folder.sources})
    outcomes = [run.check(folder, wanted, forbid_illustrative=forbid is not None) for folder in folders]
    outcome = _of_files(run.joined(outcomes, len(files)), names)
    write(Checked(outcome, folders, files, notes))
    return FOUND if outcome.count("error") or (strict and outcome.count("warning")) else DONE


def _differences(folders: "Sequence[Folder]", wanted: "Wanted", names: Collection[str]) -> dict[str, str]:
    """What a repair would do, as a unified diff for each file; of what tables share, as the first of them has it."""
    from gongfu_cli.checks import fix
    from gongfu_cli.source.writing import difference

    texts: dict[str, str] = {}
    for folder in folders:
        for file, content in fix.repaired(folder, wanted, names).items():
            before = folder.sources[file].raw.decode("utf-8", "replace")
            texts.setdefault(file, difference(before, content.decode(), file))
    return texts


def _mended(session: Session, folder: "Folder", wanted: "Wanted", names: Collection[str]) -> "Folder":
    """The folder after its repaired files were written; read anew before, as another table shares its departments."""
    from gongfu_cli.book.folder import MAIN, again
    from gongfu_cli.checks import fix

    folder = folder if folder.chosen == MAIN else again(folder)
    for file, content in fix.repaired(folder, wanted, names).items():
        remark = saving.save(folder.paths[file], content, saving.Read(folder.sources[file].raw))
        session.note(f"已改：{file}", f"mended: {file}")
        if remark:
            session.note(*remark)
    return again(folder)


def _of_files(outcome: "Outcome", names: Collection[str]) -> "Outcome":
    """An outcome with the findings of the files named only, or of all where none is."""
    if not names:
        return outcome
    findings, silenced, unlisted = (
        [finding for finding in found if finding.place.file in names]
        for found in (outcome.findings, outcome.silenced, outcome.unlisted)
    )
    return outcome._replace(findings=findings, silenced=silenced, unlisted=unlisted, files=len(names))


def _not_listed(checked: Checked) -> Iterator[Phrase]:
    """How many notes a screen leaves out, and the one thing that they say which may not be left out."""
    from gongfu_cli.checks.filing import illustrative
    from gongfu_cli.checks.run import counted

    notes = {finding.code for finding in checked.outcome.findings if finding.severity == "note"}
    if notes and not checked.notes:
        count = checked.outcome.count("note")
        text = Phrase(f"另有 {count} 个提示，--notes 列出。", f"{counted(count, 'note')} not listed: see --notes.")
        yield text.then(ILLUSTRATIVE + Phrase("。", ".")) if illustrative.code in notes else text
