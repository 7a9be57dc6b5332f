"""A scorecard as a sheet: indicators by category, categories, departments, and one line that sums it up."""

from collections.abc import Iterable, Sequence

from gongfu_cli.language.phrase import BETWEEN_CLAUSES, BETWEEN_NAMES, BETWEEN_WORDS, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import AT_LEVEL, ATTRIBUTES, FLAGS, ILLUSTRATIVE, STANDINGS, Tone
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import VERDICTS
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets.phrases import (
    by_category,
    department_name,
    in_brackets,
    look_cell,
    name_of,
    name_with_unit,
    number_cell,
    overall_look,
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
_QUIET = ("interpolated", "illustrative", "preliminary", "not-surveyed", "at-final-level")  # in other columns already
_PATHS = {
    "linear": Phrase("无当年目标的，按直线推算（≈）", "Between milestones: a straight line (≈)"),
    "step": Phrase("不推算，沿用已到期的目标", "Nothing is interpolated"),
}


def scorecard_sheet(card: Scorecard, rows: Sequence[Scored], parts: Iterable[str]) -> Sheet:
    """The parts of a scorecard that are asked for; `rows` are the indicators to show."""
    parts = set(parts)
    grids, closing = [], []
    if "indicators" in parts:
        grids.append(_indicators(card, rows))
        signs = legend(card, rows)
        closing += [Cell(signs, "muted")] if signs else []
    if "categories" in parts:
        grids.append(_categories(card, rows))
    if "departments" in parts:
        grids.append(_departments(card, rows))
    if "summary" in parts:
        closing += [Cell(NOTHING)] if closing else []
        closing += _summary(card)
    return Sheet(title(card), heading(card), grids, closing)


def title(card: Scorecard) -> Phrase:
    """The table's title and the year."""
    return title_of(card.book.table) + Phrase(f" · {card.year}年", f" · {card.year}")


def notice(card: Scorecard) -> Phrase:
    """The warning of illustrative data in the rows, of the year or of those before; nothing without any."""
    rows, illustrative = len(card.rows), sum("illustrative" in row.flags for row in card.rows)
    if illustrative:
        count = Phrase(f"{rows} 行中 {illustrative} 行，以 * 标出", f"{illustrative} of {rows} rows, marked *")
        return ILLUSTRATIVE + in_brackets(count)
    if any(previous_status(card.book, row) == "illustrative" for row in card.rows):
        return ILLUSTRATIVE + in_brackets(Phrase("早前年份的值，以 * 标出", "values of earlier years, marked *"))
    return NOTHING


def first_notice(cards: Iterable[Scorecard]) -> list[Cell]:
    """The warning of illustrative data as the first line of a sheet: of the first scorecard that has one."""
    return next(([Cell(warning, "notice")] for card in cards if (warning := notice(card))), [])


def basis(card: Scorecard) -> Phrase:
    """What decides, and how the year's requirement is had."""
    sources = listed(f"{document.source} ({document.issued})" for document in card.documents)
    path = _PATHS[card.path]
    return Phrase(f"目标依据：{sources.zh}。{path.zh}", f"Targets: {sources.en}. {path.en}")


def heading(card: Scorecard) -> list[Cell]:
    """The lines above: the warning of illustrative data first, the title, and what decides."""
    return [*first_notice([card]), Cell(title(card), "strong"), Cell(basis(card), "muted")]


def _indicators(card: Scorecard, rows: Sequence[Scored]) -> Grid:
    before = {row.previous[0] for row in card.rows if row.previous}
    base, unit = card.book.table.baseline_year, Phrase("单位", "Unit")
    columns = [
        Column(Phrase("序号", "No.")),
        Column(Phrase("指标", "Indicator"), fold=26, stands_in_for=unit),
        Column(unit, drop=3, fold=8),
        Column(Phrase(f"{base}基期", f"{base}"), "decimal", drop=7),
        Column(same(str(*before)) if len(before) == 1 else Phrase("上次", "Previous"), "decimal", drop=4),
        Column(Phrase(f"{card.year}实际", f"{card.year}"), "decimal"),
        Column(Phrase("当年要求", "Required"), "decimal"),
        Column(Phrase("最终目标", "Final target"), "right", drop=6, fold=8),
        Column(Phrase("判断", "Standing"), fold=16),
        Column(Phrase("牵头部门", "Lead department"), drop=1, fold=22),
        Column(Phrase("配合部门", "Supporting"), drop=5, fold=22),
        Column(Phrase("备注", "Notes"), drop=2, fold=20),
    ]
    groups = by_category(card.book.table, ((row.indicator, _row(card, row)) for row in rows))
    return Grid(Phrase("指标", "Indicators"), columns, groups)


def _row(card: Scorecard, row: Scored) -> list[Cell]:
    indicator = row.indicator
    tone: Tone = "strong" if row.verdict == "gap" else "plain"
    final = row.course.cells[row.course.last].text if row.course.last is not None else ""
    return [
        Cell(same(indicator.id), tone),
        Cell(name_of(indicator), tone, narrow=name_with_unit(indicator)),
        Cell(same(indicator.unit or ""), "muted"),
        Cell(same(indicator.baseline.text), "muted", value=indicator.baseline.value),
        previous_cell(card.book, row),
        value_cell(row)._replace(tone=tone),
        requirement_cell(row),
        Cell(same(final), "muted"),
        standing_cell(row),
        lead_cell(card, row),
        Cell(departments_of(card, row.departments[1:]), "muted"),
        Cell(remarks(row), "muted"),
    ]


def departments_of(card: Scorecard, names: Iterable[str]) -> Phrase:
    """The names of bodies, in a list."""
    return BETWEEN_NAMES.join(department_name(card.book.register, name) for name in names)


def lead_cell(card: Scorecard, row: Scored) -> Cell:
    """The body that leads a row."""
    return Cell(department_name(card.book.register, row.departments[0]))


def remarks(row: Scored) -> Phrase:
    """Further goals that are missed, and the flags that no other column shows."""
    missed = [goal.cell.text for goal in row.further if goal.met is False]
    goals = [Phrase(f"另有要求“{text}”未达", f"further goal {text} missed") for text in missed]
    return BETWEEN_CLAUSES.join([*goals, *(FLAGS[flag] for flag in row.flags if flag not in _QUIET)])


def legend(card: Scorecard, rows: Sequence[Scored]) -> Phrase:
    """What the marks mean that stand in the rows; nothing where there are none."""
    kept = {row.course.last for row in rows if row.standing == "achieved" and not row.final and row.course.last}
    signs = [same(f"{STANDINGS['achieved'].mark} ") + AT_LEVEL(year=year) for year in sorted(kept)]
    if any("interpolated" in row.flags for row in rows):
        signs.append(Phrase("≈ 直线推算，非官方要求", "≈ interpolated, not an official requirement"))
    if any("illustrative" in (row.filed.status, previous_status(card.book, row)) for row in rows):
        signs.append(Phrase("* 示例数据，非官方", "* illustrative, not official"))
    if any("preliminary" in row.flags for row in rows):
        signs.append(Phrase("p 初步值", "p preliminary"))
    return same("  ").join(signs)


def _tally_cells(count: Tally) -> list[Cell]:
    return [
        number_cell(count.judged),
        number_cell(count.on_track),
        number_cell(count.gap, "behind" if count.gap else "plain"),
        percent_cell(count.on_track_rate),
    ]


def _worst_cell(rows: Sequence[Scored], count: Tally, observed: Tally) -> Cell:
    """The worst standing judged; “仅观察指标” where nothing but observation indicators is there."""
    if count.worst:
        return look_cell(overall_look(rows, count.worst), overall_look(rows, count.worst, short=True))
    if not count.rows and observed.rows:
        return Cell(Phrase("仅观察指标", "observation only"), "muted")
    return Cell(same("–"), "muted")


def _categories(card: Scorecard, rows: Sequence[Scored]) -> Grid:
    columns = [
        Column(Phrase("类别", "Category"), fold=16),
        Column(Phrase("评价行数", "Rows"), "right", drop=1),
        Column(Phrase("已判断", "Judged"), "right"),
        Column(Phrase("达到要求", "On track"), "right"),
        Column(Phrase("有差距", "Gaps"), "right"),
        Column(Phrase("达到率", "Rate"), "right"),
        Column(Phrase("平均实现率", "Attainment"), "right", drop=2),
        Column(Phrase("最差", "Worst"), fold=12),
        Column(Phrase("观察指标", "Observation"), drop=3),
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
                Cell(name_of(category)),
                number_cell(count.rows),
                *_tally_cells(count),
                percent_cell(count.attainment),
                _worst_cell(inside, count, observed),
                Cell(same(share(observed)), "muted"),
            ]
        )
    return Grid(Phrase("类别（评价指标）", "Categories (evaluation indicators)"), columns, [Group(NOTHING, lines)])


def _departments(card: Scorecard, rows: Sequence[Scored]) -> Grid:
    columns = [
        Column(Phrase("部门", "Department"), fold=20),
        Column(Phrase("牵头达到", "Leads on track"), "right"),
        Column(Phrase("最差", "Worst"), fold=12),
        Column(Phrase("牵头有差距的指标", "Gaps it leads"), fold=18),
        Column(Phrase("配合达到", "Supports on track"), "right", drop=1),
        Column(Phrase("牵头观察指标", "Observation led"), "right", drop=2),
    ]
    named = {name for row in rows for name in row.departments}
    lines = []
    for name in card.departments:
        if name not in named:
            continue
        led = card.led_by(name)
        count, observed = card.of("evaluation", led), card.of("observation", led)
        lines.append(
            [
                Cell(department_name(card.book.register, name)),
                Cell(same(share(count))),
                _worst_cell(led, count, observed),
                Cell(BETWEEN_NAMES.join(_gap(row) for row in led if row.verdict == "gap")),
                Cell(same(share(card.of("evaluation", card.supported_by(name))))),
                Cell(same(share(observed))),
            ]
        )
    heading = Phrase("部门（牵头 n/m：判断的 m 行中达到要求的 n 行）", "Departments (n/m: on track of those judged)")
    return Grid(heading, columns, [Group(NOTHING, lines)])


def _gap(row: Scored) -> Phrase:
    """A row by id and name, with a remark where the evaluation's n/m does not count it."""
    name = same(f"{row.indicator.id} ") + name_of(row.indicator)
    observed = row.indicator.attribute == "observation"
    return name + in_brackets(Phrase("观察", "observation")) if observed else name


def _summary(card: Scorecard) -> list[Cell]:
    """A line for the evaluation indicators and one for the observation indicators."""
    tones: dict[str, Tone] = {"evaluation": "strong", "observation": "plain"}
    return [Cell(text, tone) for attribute, tone in tones.items() if (text := summary(card, attribute))]


def summary(card: Scorecard, attribute: str) -> Phrase:
    """One sentence on the evaluation or the observation indicators: how many are judged, how they stand, and why the
    others are not judged. Nothing where there are none."""
    count = card.of(attribute)
    if not count.rows:
        return NOTHING
    what, rate, attainment = ATTRIBUTES[attribute], percent(count.on_track_rate), percent(count.attainment)
    gaps, others = (BETWEEN_WORDS.join(counted(count, verdict)) for verdict in ("gap", None))
    text = Phrase(
        f"{what.zh} {count.rows} 行：已判断 {count.judged}，达到要求 {count.on_track}，有差距 {count.gap}",
        f"{what.en.capitalize()}, {count.rows} row{'s' * (count.rows != 1)}: {count.judged} judged, "
        f"{count.on_track} on track, {count.gap} with a gap",
    )
    if gaps:
        text += in_brackets(gaps)
    if count.judged:
        text += Phrase(f"；达到率 {rate}", f"; {rate} on track")
    if count.attainment is not None:
        text += Phrase(f"，平均实现率 {attainment}", f", mean attainment {attainment}")
    if others:
        text += Phrase(f"。未判断：{others.zh}", f". Not judged: {others.en}")
    return text + Phrase("。", ".")


def counted(count: Tally, verdict: str | None) -> list[Phrase]:
    """How many rows have each standing with a verdict (None: of those not judged)."""
    named = [(STANDINGS[name].words, n) for name, n in count.standings.items() if VERDICTS.get(name) == verdict]
    return [Phrase(f"{words.zh} {n}", f"{n} {words.en}") for words, n in named]
