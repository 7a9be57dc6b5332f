"""Sections 3 to 4.5 for deliverables: done or not, by an attested verdict; once done, done."""

import pytest
from tables import asked, county, course, row, write

from gongfu_cli.book.folder import load
from gongfu_cli.book.period import up_to
from gongfu_cli.book.wording import Words, read_cell
from gongfu_cli.checks.run import check
from gongfu_cli.sheets.phrases import look_of
from gongfu_cli.source.finding import Misread

BUILT = "direction: rising, baseline: ——"
MARCH, JUNE = up_to(2025, 3), up_to(2025, 6)
MET, MISSED = "{verdict: met, source: 验收}", "{verdict: missed, source: 督查}"


@pytest.mark.parametrize("form", ["完成", "办结", "建成", "出台", "印发", "开工", "投用", "通过", "获批", "力争建成"])
def test_a_deliverable_is_worded(form):
    """`力争` before a form changes nothing."""
    assert read_cell(form).wording == Words("done")


@pytest.mark.parametrize("form", ["建成3个", "完成率", "已完成", "完成 ", "未获批"])
def test_what_is_no_deliverable(form):
    with pytest.raises(Misread):
        read_cell(form)


@pytest.mark.parametrize("path", ["linear", "step"])
@pytest.mark.parametrize("timing", ["level", "rate", "count"])
def test_what_is_asked_in_every_period(timing, path):
    """The requirement is that of the cell that stands as on `--path linear`, whatever `timing` and `--path`: official
    at the end of the milestone year, else standing."""
    on = course(f"timing: {timing}, {BUILT}", "2023: 开工, 2025: 建成", path)
    periods = [2021, 2023, up_to(2023, 6), 2024, JUNE, 2025, up_to(2026, 1), 2030]
    assert [(on.cell(period).text, asked(on.at(period))) for period in periods] == [
        ("开工", "done standing"),
        ("开工", "done official"),
        ("开工", "done standing"),
        ("开工", "done standing"),
        ("开工", "done standing"),
        ("建成", "done official"),
        ("建成", "done standing"),
        ("建成", "done standing"),
    ]


# The cells, what was filed, the period; the standing and verdict.
CASES = {
    "attested met": ("2025: 建成", {2024: MET}, 2024, "achieved", "on_track"),
    "attested met in a part-year": ("2025: 建成", {JUNE: MET}, JUNE, "achieved", "on_track"),
    "attested missed": ("2025: 建成", {2024: MISSED}, 2024, "behind", "gap"),
    "before the milestone": ("2025: 建成", {2024: ""}, 2024, "not_due", None),
    "before the milestone, in a part of its year": ("2025: 建成", {JUNE: ""}, JUNE, "not_due", None),
    "at the milestone": ("2025: 建成", {2025: ""}, 2025, "no_data", None),
    "after it": ("2022: 建成", {2024: ""}, 2024, "no_data", None),
    "after it, in a part-year": ("2022: 建成", {JUNE: ""}, JUNE, "no_data", None),
    "between two milestones the earlier is due": ("2022: 开工, 2025: 建成", {2024: ""}, 2024, "no_data", None),
    "not surveyed says nothing": ("2022: 建成", {2024: "——"}, 2024, "no_data", None),
    "not surveyed says nothing before it is due": ("2025: 建成", {2024: "——"}, 2024, "not_due", None),
    "a value attests nothing": ("2022: 建成", {2024: "100"}, 2024, "no_data", None),
    # Attested once as met, it stays met, whatever is filed later.
    "met in an earlier year": ("2025: 建成", {2023: MET, 2024: ""}, 2024, "achieved", "on_track"),
    "met in an earlier month": ("2025: 建成", {MARCH: MET, JUNE: ""}, JUNE, "achieved", "on_track"),
    "met in a month of the year": ("2025: 建成", {JUNE: MET, 2025: ""}, 2025, "achieved", "on_track"),
    "met, and missed in a later file": ("2025: 建成", {2023: MET, 2024: MISSED}, 2024, "achieved", "on_track"),
    "met, and not surveyed later": ("2025: 建成", {2023: MET, 2024: "——"}, 2024, "achieved", "on_track"),
    "met in the baseline year": ("2025: 建成", {2020: MET, 2024: ""}, 2024, "achieved", "on_track"),
    "met only later": ("2025: 建成", {2024: "", 2025: MET}, 2024, "not_due", None),
    "met only at the year's end": ("2022: 建成", {JUNE: "", 2025: MET}, JUNE, "no_data", None),
    # A missed one counts in its own file only.
    "missed in an earlier year": ("2025: 建成", {2023: MISSED, 2024: ""}, 2024, "not_due", None),
    "missed in an earlier year, overdue": ("2022: 建成", {2023: MISSED, 2024: ""}, 2024, "no_data", None),
    "missed in an earlier month": ("2025: 建成", {MARCH: MISSED, JUNE: ""}, JUNE, "not_due", None),
    "missed, then met": ("2025: 建成", {2023: MISSED, 2024: MET}, 2024, "achieved", "on_track"),
}


@pytest.mark.parametrize("timing", ["level", "count"])
@pytest.mark.parametrize(("cells", "values", "period", "standing", "verdict"), CASES.values(), ids=CASES)
def test_the_standing(cells, values, period, standing, verdict, timing):
    """Line 0, before all others."""
    scored = row(f"timing: {timing}, {BUILT}", cells, values, period)
    assert (scored.clause.number, scored.standing, scored.verdict) == (0, standing, verdict)


def test_status_and_source_are_those_of_the_first_attestation():
    first = "{verdict: met, status: illustrative, source: 验收}"
    again = "{verdict: met, status: preliminary, source: 复查}"
    scored = row(BUILT, "2025: 建成", {2022: first, 2023: again, 2024: "{value: 3, note: 已投用}"})
    assert (scored.filed.status, scored.filed.source) == ("illustrative", "验收")
    assert "illustrative" in scored.flags
    assert "preliminary" not in scored.flags
    assert (scored.value, scored.filed.note) == (3, "已投用")
    assert scored.filed.place.file.endswith("2022.yaml")


def test_a_value_beside_it_is_neither_measured_nor_judged():
    scored = row("direction: rising, baseline: 1", "2025: 建成", {2024: "{value: 3, verdict: missed, source: 督查}"})
    measures = (scored.margin, scored.shortfall, scored.attainment, scored.pace, scored.progress, scored.elapsed)
    assert measures == (None,) * 6
    assert scored.standing == "behind"


def test_what_a_further_document_wants_done_is_not_compared():
    """`met` is null where the cell is words other than a hold."""
    documents = {"2021-11-09": "2022: 开工", "2023-05-01": "2025: 建成"}
    (goal,) = row(BUILT, documents, {2024: MET}).further
    assert (goal.cell.text, goal.met) == ("建成", None)


@pytest.mark.parametrize(
    ("cells", "value", "words"),
    [
        ("2025: 建成", MET, "完成"),
        ("2025: 建成", "", "未到期"),
        ("2025: 建成", MISSED, "滞后"),
        ("2024: 建成", MISSED, "未完成"),
        ("2024: 建成", "", "未报送"),
    ],
)
def test_what_is_done_is_done_and_what_is_missed_is_so_from_the_last_milestone_on(cells, value, words):
    """There is nothing to be kept: not 须保持. Overdue is 未报送, not silence."""
    assert look_of(row(BUILT, cells, {2024: value})).words.zh == words


def found(tmp_path, cells, **actuals):
    values = {period: text for period, text in ((2024, actuals.get("year")), (JUNE, actuals.get("part"))) if text}
    targets = {"2021-11-09": f"1: {{{cells}}}"} if isinstance(cells, str) else cells
    write(tmp_path / "data", "direction: rising, baseline: 5", targets=targets, actuals=values)
    return [finding.code for finding in check(load(tmp_path / "data")).findings if finding.code in CODES]


CODES = ("GF206", "GF209", "GF501")


@pytest.mark.parametrize(
    ("cells", "codes"),
    {
        "2022: 开工, 2025: 建成": [],
        "2022: ——, 2025: 建成": [],
        "2022: 10, 2025: 建成": ["GF209"],
        "2022: 建成, 2025: 完成上级下达指标": ["GF209"],
        "2022: 建成, 2025: {cell: 建成, differs: 只计主体}": ["GF209"],
        "2025: {cell: 建成, differs: 只计主体}": [],
    }.items(),
)
def test_deliverables_stand_beside_no_other_cells(tmp_path, cells, codes):
    """GF209: a row mixes deliverables with no others."""
    assert found(tmp_path, cells) == codes


def test_nor_in_another_document(tmp_path):
    assert found(tmp_path, {"2021-11-09": "1: {2022: 10}", "2025-02-28": "1: {2025: 建成}"}) == ["GF209"]


def test_a_verdict_is_for_an_open_wording_or_a_deliverable(tmp_path):
    """GF206: a verdict where the cell is neither; or without source."""
    assert found(tmp_path / "a", "2025: 建成", year="1: {verdict: met}", part="1: {verdict: missed}") == []
    assert found(tmp_path / "b", "2025: 10", part="1: {value: 3, verdict: met}") == ["GF206"]
    resolved = {"2021-11-09, resolved: [{id: 1, year: 2025, target: 3, source: 通知}]": "1: {2025: 建成}"}
    assert found(tmp_path / "c", resolved) == ["GF206"]


def test_a_deliverable_is_not_reported_only_when_it_is_due(tmp_path):
    """GF501 is about what is due and attested nowhere; it is not asked of part-years."""
    assert found(tmp_path / "a", "2025: 建成", year="1: ", part="1: ") == []
    assert found(tmp_path / "b", "2023: 建成", year="1: ", part="1: ") == ["GF501"]
    assert found(tmp_path / "c", "2023: 建成", part="1: ") == []


def test_what_was_met_is_known_from_that_period_on():
    book = county(BUILT, targets="1: {2025: 建成}", actuals={MARCH: "1: ", JUNE: f"1: {MET}", 2025: "1: "})
    assert [bool(book.first_met("1", period)) for period in (MARCH, JUNE, 2025)] == [False, True, True]
