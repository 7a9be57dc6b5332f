"""A scorecard as a sheet: indicators by category, categories, departments, and one line that sums it up."""

from collections.abc import Iterable, Sequence

from gongfu_cli.language.phrase import Language, Phrase, listed, same, speaking
from gongfu_cli.language.terms import AT_LEVEL, ATTRIBUTES, FLAGS, ILLUSTRATIVE, STANDINGS, Tone
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import STANDING_ORDER, VERDICTS
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets.phrases import (
    by_category,
    in_brackets,
    name_of,
    name_with_unit,
    overall_cell,
    percent,
    percent_cell,
    previous_cell,
    previous_status,
    requirement_cell,
    share,
    standing_cell,
    title_of,
    value_cell,
)
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet

PARTS = ("indicators", "categories", "departments", "summary")
_QUIET = ("interpolated", "illustrative", "preliminary", "not-surveyed", "at-final-level")  # said by the other columns


def scorecard_sheet(card: Scorecard, rows: Sequence[Scored], parts: Iterable[str], language: Language) -> Sheet:
    """The parts of a scorecard that are asked for; `rows` are the indicators to show."""
    shown = [part for part in PARTS if part in set(parts)]
    grids = []
    if "indicators" in shown:
        grids.append(_indicators(card, rows, language))
    if "categories" in shown:
        grids.append(_categories(card, rows, language))
    if "departments" in shown:
        grids.append(_departments(card, rows, language))
    closing = [*_legend(card, rows, language)] if "indicators" in shown else []
    if "summary" in shown:
        closing += [Cell(""), *summary(card, language)] if closing else summary(card, language)
    return Sheet(heading_title(card, language), heading(card, language), grids, closing)


def heading_title(card: Scorecard, language: Language) -> str:
    """The table's title and the year."""
    title = title_of(card.book.table, language)
    return Phrase(f"{title} · {card.year}年", f"{title} · {card.year}").to(language)


def heading(card: Scorecard, language: Language) -> list[Cell]:
    """The lines above: the warning of illustrative data first, what decides, and how the year's requirement is had."""
    lines = []
    illustrative = sum("illustrative" in row.flags for row in card.rows)
    if illustrative or any(previous_status(card.book, row) == "illustrative" for row in card.rows):
        count = Phrase(
            f"{len(card.rows)} 行中 {illustrative} 行，以 * 标出", f"{illustrative} of {len(card.rows)} rows, marked *"
        )
        if not illustrative:
            count = Phrase("早前年份的值，以 * 标出", "values of earlier years, marked *")
        lines.append(Cell(ILLUSTRATIVE.to(language) + in_brackets(count.to(language), language), "notice"))
    lines.append(Cell(heading_title(card, language), "strong"))
    sources = listed(f"{each.source} ({each.issued})" for each in card.documents)
    path = {
        "linear": Phrase("无当年目标的，按直线推算（≈）", "Between milestones: a straight line (≈)"),
        "step": Phrase("不推算，沿用已到期的目标", "Nothing is interpolated"),
    }[card.path]
    text = Phrase(f"目标依据：{sources.zh}。{path.zh}", f"Targets: {sources.en}. {path.en}")
    return [*lines, Cell(text.to(language), "muted")]


def _indicators(card: Scorecard, rows: Sequence[Scored], language: Language) -> Grid:
    say = speaking(language)
    before = {row.previous[0] for row in card.rows if row.previous}
    columns = [
        Column(say("序号", "No.")),
        Column(say("指标", "Indicator"), fold=26, stands_in_for=say("单位", "Unit")),
        Column(say("单位", "Unit"), drop=3, fold=8),
        Column(say(f"{card.book.table.baseline_year}基期", f"{card.book.table.baseline_year}"), "decimal", drop=7),
        Column(str(*before) if len(before) == 1 else say("上次", "Previous"), "decimal", drop=4),
        Column(say(f"{card.year}实际", f"{card.year}"), "decimal"),
        Column(say("当年要求", "Required"), "decimal"),
        Column(say("最终目标", "Final target"), "right", drop=6, fold=8),
        Column(say("判断", "Standing"), fold=16),
        Column(say("牵头部门", "Lead department"), drop=1, fold=22),
        Column(say("配合部门", "Supporting"), drop=5, fold=22),
        Column(say("备注", "Notes"), drop=2, fold=20),
    ]
    groups = by_category(card.book.table, ((row.indicator, _row(card, row, language)) for row in rows), language)
    return Grid(Phrase("指标", "Indicators").to(language), columns, groups)


def _row(card: Scorecard, row: Scored, language: Language) -> list[Cell]:
    indicator = row.indicator
    tone: Tone = "strong" if row.verdict == "gap" else "plain"
    final = row.course.cells[row.course.last].text if row.course.last is not None else ""
    return [
        Cell(indicator.id, tone),
        Cell(name_of(indicator, language), tone, narrow=name_with_unit(indicator, language)),
        Cell(indicator.unit or "", "muted"),
        Cell(indicator.baseline.text, "muted", value=indicator.baseline.value),
        previous_cell(card.book, row),
        value_cell(row, language)._replace(tone=tone),
        requirement_cell(row, language),
        Cell(final, "muted"),
        standing_cell(row, language),
        lead_cell(card, row, language),
        Cell(departments_of(card, row.departments[1:], language), "muted"),
        Cell(remarks(row, language), "muted"),
    ]


def departments_of(card: Scorecard, names: Sequence[str], language: Language) -> str:
    """The names of bodies, in a list."""
    return ("、" if language == "zh" else "; ").join(department_name(card, name, language) for name in names)


def lead_cell(card: Scorecard, row: Scored, language: Language) -> Cell:
    """The body that leads a row."""
    return Cell(department_name(card, row.departments[0], language))


def department_name(card: Scorecard, name: str, language: Language) -> str:
    """A body's name; in English where the register has an English one."""
    return name if language == "zh" else card.book.register.name_en(name) or name


def remarks(row: Scored, language: Language) -> str:
    """Further goals that are missed, and the flags that no other column shows."""
    said = [
        Phrase(f"另有要求“{each.cell.text}”未达", f"further goal {each.cell.text} missed")
        for each in row.further
        if each.met is False
    ]
    said += [FLAGS[flag] for flag in row.flags if flag not in _QUIET]
    return ("；" if language == "zh" else "; ").join(each.to(language) for each in said)


def _legend(card: Scorecard, rows: Sequence[Scored], language: Language) -> list[Cell]:
    """What the marks mean that stand in the rows shown."""
    said = []
    kept = sorted({row.course.last for row in rows if row.standing == "achieved" and not row.final and row.course.last})
    for year in kept:
        said.append(same("● {kept}")(kept=AT_LEVEL(year=year)))
    if any("interpolated" in row.flags for row in rows):
        said.append(Phrase("≈ 直线推算，非官方要求", "≈ interpolated, not an official requirement"))
    if any("illustrative" in (row.filed.status, previous_status(card.book, row)) for row in rows):
        said.append(Phrase("* 示例数据，非官方", "* illustrative, not official"))
    if any("preliminary" in row.flags for row in rows):
        said.append(Phrase("p 初步值", "p preliminary"))
    return [Cell("  ".join(each.to(language) for each in said), "muted")] if said else []


def _tally_cells(count: Tally) -> list[Cell]:
    gap_tone: Tone = "behind" if count.gap else "plain"
    return [
        Cell(str(count.judged), value=count.judged),
        Cell(str(count.on_track), value=count.on_track),
        Cell(str(count.gap), gap_tone, value=count.gap),
        percent_cell(count.on_track_rate),
    ]


def worst_cell(rows: Iterable[Scored], count: Tally, observed: Tally, language: Language) -> Cell:
    """The worst standing judged; “仅观察指标” where nothing but observation indicators is there."""
    if count.worst:
        return overall_cell(rows, count.worst, language)
    if not count.rows and observed.rows:
        return Cell(Phrase("仅观察指标", "observation only").to(language), "muted")
    return Cell("–", "muted")


def _categories(card: Scorecard, rows: Sequence[Scored], language: Language) -> Grid:
    say = speaking(language)
    columns = [
        Column(say("类别", "Category"), fold=16),
        Column(say("评价行数", "Rows"), "right", drop=1),
        Column(say("已判断", "Judged"), "right"),
        Column(say("达到要求", "On track"), "right"),
        Column(say("有差距", "Gaps"), "right"),
        Column(say("达到率", "Rate"), "right"),
        Column(say("平均实现率", "Attainment"), "right", drop=2),
        Column(say("最差", "Worst"), fold=12),
        Column(say("观察指标", "Observation"), drop=3),
    ]
    named = {row.indicator.category for row in rows}
    lines = []
    for category in card.book.table.categories:
        if category.name not in named:
            continue
        inside = card.in_category(category.name)
        count, observed = card.of("evaluation", inside), card.of("observation", inside)
        lines.append(
            [
                Cell(name_of(category, language)),
                Cell(str(count.rows), value=count.rows),
                *_tally_cells(count),
                percent_cell(count.attainment),
                worst_cell(inside, count, observed, language),
                Cell(share(observed), "muted"),
            ]
        )
    return Grid(say("类别（评价指标）", "Categories (evaluation indicators)"), columns, [Group("", lines)])


def _departments(card: Scorecard, rows: Sequence[Scored], language: Language) -> Grid:
    say = speaking(language)
    columns = [
        Column(say("部门", "Department"), fold=20),
        Column(say("牵头达到", "Leads on track"), "right"),
        Column(say("最差", "Worst"), fold=12),
        Column(say("牵头有差距的指标", "Gaps it leads"), fold=18),
        Column(say("配合达到", "Supports on track"), "right", drop=1),
        Column(say("牵头观察指标", "Observation led"), "right", drop=2),
    ]
    named = {name for row in rows for name in row.departments}
    lines = []
    for name in card.departments:
        if name not in named:
            continue
        led = card.led_by(name)
        count, observed = card.of("evaluation", led), card.of("observation", led)
        gaps = [row for row in led if row.verdict == "gap"]
        lines.append(
            [
                Cell(department_name(card, name, language)),
                Cell(share(count)),
                worst_cell(led, count, observed, language),
                Cell(
                    ("、" if language == "zh" else "; ").join(
                        f"{row.indicator.id} {name_of(row.indicator, language)}" + _observed(row, language)
                        for row in gaps
                    )
                ),
                Cell(share(card.of("evaluation", card.supported_by(name)))),
                Cell(share(observed)),
            ]
        )
    title = say("部门（牵头 n/m：判断的 m 行中达到要求的 n 行）", "Departments (n/m: on track of those judged)")
    return Grid(title, columns, [Group("", lines)])


def _observed(row: Scored, language: Language) -> str:
    """A remark on an observation indicator, which the evaluation's n/m does not count."""
    observed = row.indicator.attribute == "observation"
    return in_brackets(Phrase("观察", "observation").to(language), language) if observed else ""


def summary(card: Scorecard, language: Language) -> list[Cell]:
    """A line for the evaluation indicators and one for the observation indicators: how many are judged, how they
    stand, and why the others are not judged."""
    tones: dict[str, Tone] = {"evaluation": "strong", "observation": "plain"}
    return [
        Cell(_sum(card.of(attribute), ATTRIBUTES[attribute], language), tone)
        for attribute, tone in tones.items()
        if card.of(attribute).rows
    ]


def _sum(count: Tally, what: Phrase, language: Language) -> str:
    def named(verdict: str | None) -> list[tuple[Phrase, int]]:
        return [
            (STANDINGS[each].words, count.standings[each])
            for each in STANDING_ORDER
            if count.standings.get(each) and VERDICTS.get(each) == verdict
        ]

    gaps, others = named("gap"), named(None)
    if language == "zh":
        text = f"{what.zh} {count.rows} 行：已判断 {count.judged}，达到要求 {count.on_track}，有差距 {count.gap}"
        text += "（" + "、".join(f"{words.zh} {n}" for words, n in gaps) + "）" if gaps else ""
        text += f"；达到率 {percent(count.on_track_rate)}" if count.judged else ""
        text += f"，平均实现率 {percent(count.attainment)}" if count.attainment is not None else ""
        text += "。未判断：" + "、".join(f"{words.zh} {n}" for words, n in others) if others else ""
        return text + "。"
    text = f"{what.en.capitalize()}, {count.rows} row{'s' * (count.rows != 1)}: {count.judged} judged, "
    text += f"{count.on_track} on track, {count.gap} with a gap"
    text += " (" + ", ".join(f"{n} {words.en}" for words, n in gaps) + ")" if gaps else ""
    text += f"; {percent(count.on_track_rate)} on track" if count.judged else ""
    text += f", mean attainment {percent(count.attainment)}" if count.attainment is not None else ""
    text += ". Not judged: " + ", ".join(f"{n} {words.en}" for words, n in others) if others else ""
    return text + "."
