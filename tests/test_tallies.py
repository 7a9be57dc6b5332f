"""Section 4.6, the tallies; section 2, the departments by date and the documents in force."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import asked, county, row

from gongfu_cli.book.book import Book
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, resolutions, score
from gongfu_cli.scoring.tally import Tally

RISING = "direction: rising, baseline: 100"
CELLS = "2025: 120, 2030: 200"

# A row, its cells and its value in 2025 for each standing.
STANDING = {
    "achieved": (RISING, CELLS, "200"),
    "on_track": (RISING, CELLS, "120"),
    "slightly_behind": (RISING, CELLS, "119"),
    "behind": (RISING, CELLS, "105"),
    "regressed": (RISING, CELLS, "90"),
    "no_data": (RISING, CELLS, ""),
    "no_reference": ("direction: rising, baseline: ——", "2030: 持续巩固", "1"),
    "target_pending": (RISING, "2030: 完成上级下达指标", "1"),
    "not_due": (RISING, CELLS, "——"),
}


def scored_as(*standings: str, also: str = "") -> Scorecard:
    """A scorecard of 2025 whose rows have these standings, by construction."""
    rows = [STANDING[each] for each in standings]
    book = county(
        *(f"{indicator}{also}" for indicator, _, _ in rows),
        targets=", ".join(f"{n}: {{{cells}}}" for n, (_, cells, _) in enumerate(rows, 1)),
        actuals={2025: ", ".join(f"{n}: {value}" for n, (_, _, value) in enumerate(rows, 1))},
    )
    card = score(book, 2025)
    assert [each.standing for each in card.rows] == list(standings)
    return card


# The counts of a tally


def test_a_count_per_standing() -> None:
    tally = scored_as("on_track", "behind", "on_track", "not_due", "achieved").of("evaluation")
    assert tally.rows == 5
    assert tally.standings == {"achieved": 1, "on_track": 2, "behind": 1, "not_due": 1}


SUMS: dict[str, tuple[list[str], tuple[int, int, int]]] = {
    "on track: achieved, on_track": (["achieved", "on_track"], (2, 2, 0)),
    "gap: slightly_behind, behind, regressed": (["slightly_behind", "behind", "regressed"], (3, 0, 3)),
    "neither": (["no_data", "no_reference", "target_pending", "not_due"], (0, 0, 0)),
    "judged is both together": (["achieved", "regressed", "not_due"], (2, 1, 1)),
}


@pytest.mark.parametrize(("standings", "expected"), SUMS.values(), ids=SUMS)
def test_judged_on_track_and_gap(standings: list[str], expected: tuple[int, int, int]) -> None:
    tally = scored_as(*standings).of("evaluation")
    assert (tally.judged, tally.on_track, tally.gap) == expected


RATES: dict[str, tuple[list[str], str | None, str | None]] = {
    "on track ÷ judged, all others left out": (
        ["achieved", "on_track", "behind", "not_due", "target_pending"],
        "2/3",
        "1",
    ),
    "no data and no reference lower the coverage": (["on_track", "no_data", "no_reference"], "1", "1/3"),
    "not due and pending do not": (["on_track", "not_due", "target_pending"], "1", "1"),
    "none on track": (["behind", "regressed"], "0", "1"),
    "nothing judged: no rate": (["no_data", "no_reference"], None, "0"),
    "nothing due: no rate, no coverage": (["not_due", "target_pending"], None, None),
}


@pytest.mark.parametrize(("standings", "rate", "coverage"), RATES.values(), ids=RATES)
def test_rates(standings: list[str], rate: str | None, coverage: str | None) -> None:
    tally = scored_as(*standings).of("evaluation")
    assert tally.on_track_rate == (Fraction(rate) if rate else None)
    assert tally.coverage == (Fraction(coverage) if coverage else None)


WORST: dict[str, tuple[list[str], str | None, str | None]] = {
    "regressed": (["achieved", "behind", "regressed", "slightly_behind"], "regressed", "gap"),
    "behind": (["achieved", "slightly_behind", "behind"], "behind", "gap"),
    "slightly behind": (["achieved", "on_track", "slightly_behind"], "slightly_behind", "gap"),
    "on track": (["achieved", "on_track"], "on_track", "on_track"),
    "achieved": (["achieved", "achieved"], "achieved", "on_track"),
    "the unjudged do not count": (["achieved", "no_data", "target_pending"], "achieved", "on_track"),
    "nothing judged": (["no_data", "not_due"], None, None),
}


@pytest.mark.parametrize(("standings", "worst", "status"), WORST.values(), ids=WORST)
def test_worst_and_status(standings: list[str], worst: str | None, status: str | None) -> None:
    tally = scored_as(*standings).of("evaluation")
    assert (tally.worst, tally.status) == (worst, status)


def test_attainment_is_the_plain_mean_over_rows_that_have_one() -> None:
    tally = scored_as("behind", "regressed", "achieved", "no_data", "target_pending", "not_due").of("evaluation")
    assert tally.attainment == (Fraction(105, 120) + Fraction(90, 120) + 1) / 3


def test_no_attainment_where_no_row_has_one() -> None:
    assert scored_as("no_data", "target_pending").of("evaluation").attainment is None


def test_illustrative_and_preliminary_rows_are_counted() -> None:
    book = county(
        *[RISING] * 5,
        targets=", ".join(f"{n}: {{{CELLS}}}" for n in range(1, 6)),
        actuals={
            2025: "1: {value: 1, status: illustrative}, 2: {value: 1, status: illustrative}, "
            "3: {value: 1, status: preliminary}, 4: 1, 5: {value: ——, status: illustrative}"
        },
    )
    tally = score(book, 2025).of("evaluation")
    assert (tally.illustrative, tally.preliminary) == (2, 1)


def test_nothing_at_all() -> None:
    tally = scored_as("on_track").of("observation")
    assert tally == Tally(rows=0, standings={}, attainment=None, illustrative=0, preliminary=0)
    assert (tally.on_track_rate, tally.coverage, tally.status, tally.worst) == (None, None, None, None)


# Whose rows


def board(*rows: str, departments: str = "", year: int = 2025) -> Scorecard:
    """A scorecard of rows that are all on track."""
    book = county(
        *(f"{RISING}, {each}" for each in rows),
        targets=", ".join(f"{n}: {{{CELLS}}}" for n in range(1, len(rows) + 1)),
        actuals={year: ", ".join(f"{n}: 150" for n in range(1, len(rows) + 1))},
        departments=departments,
    )
    return score(book, year)


def led_and_supported(card: Scorecard) -> dict[str, tuple[str, str]]:
    """For each body in order: the ids of the rows that it leads, and of those that it supports."""
    return {
        name: (
            " ".join(each.indicator.id for each in card.led_by(name)),
            " ".join(each.indicator.id for each in card.supported_by(name)),
        )
        for name in card.departments
    }


def test_evaluation_and_observation_are_tallied_apart() -> None:
    card = board("attribute: evaluation", "attribute: observation", "attribute: evaluation")
    assert (card.of("evaluation").rows, card.of("observation").rows) == (2, 1)


def test_a_category_counts_its_rows() -> None:
    card = board("category: 经济", "category: 社会", "category: 经济, attribute: observation", "category: 经济")
    economy = card.in_category("经济")
    assert [each.indicator.id for each in economy] == ["1", "3", "4"]
    assert (card.of("evaluation", economy).rows, card.of("observation", economy).rows) == (2, 1)


def test_the_first_department_leads_the_others_support() -> None:
    card = board("departments: [甲局, 乙局]", "departments: [乙局, 甲局, 丙局]", "departments: [甲局]")
    assert led_and_supported(card) == {"甲局": ("1 3", "2"), "乙局": ("2", "1"), "丙局": ("", "2")}


def test_leads_sum_to_the_whole() -> None:
    card = board("departments: [甲局, 乙局]", "departments: [乙局, 甲局]", "departments: [丙局, 甲局]")
    assert sum(len(card.led_by(name)) for name in card.departments) == len(card.rows) == 3


def test_departments_come_in_the_order_in_which_the_table_first_names_them() -> None:
    card = board("departments: [丙局, 甲局]", "departments: [乙局, 甲局]")
    assert card.departments == ["丙局", "甲局", "乙局"]


MERGER = (
    "{name: 甲局}, {name: 乙局, successor: {name: 合局, since: 2025-02-28}}, "
    "{name: 丙局, successor: {name: 合局, since: 2025-02-28}}, {name: 合局}"
)
MERGED_ROWS = [
    "departments: [乙局, 丙局]",
    "departments: [丙局, 甲局, 乙局]",
    "departments: [甲局, 乙局, 丙局]",
    "departments: [甲局, 丙局]",
]


def test_before_a_merger_each_body_has_its_own_rows() -> None:
    card = board(*MERGED_ROWS, departments=MERGER, year=2024)
    assert led_and_supported(card) == {"乙局": ("1", "2 3"), "丙局": ("2", "1 3 4"), "甲局": ("3 4", "2")}


def test_a_merged_body_counts_a_row_once_and_as_lead_if_either_leads() -> None:
    card = board(*MERGED_ROWS, departments=MERGER, year=2025)
    assert led_and_supported(card) == {"合局": ("1 2", "3 4"), "甲局": ("3 4", "2")}
    assert [each.departments for each in card.rows[:3]] == [("合局",), ("合局", "甲局"), ("甲局", "合局")]


@pytest.mark.parametrize(
    ("since", "name"), [("2025-01-01", "新局"), ("2025-12-31", "新局"), ("2026-01-01", "旧局"), ("2024-06-30", "新局")]
)
def test_the_name_is_that_in_force_on_31_december(since: str, name: str) -> None:
    departments = f"{{name: 旧局, successor: {{name: 新局, since: {since}}}}}, {{name: 新局}}"
    assert board("departments: [旧局]", departments=departments).departments == [name]


@pytest.mark.parametrize(("year", "name"), [(2022, "一局"), (2023, "二局"), (2024, "二局"), (2025, "三局")])
def test_successors_are_followed(year: int, name: str) -> None:
    departments = (
        "{name: 一局, successor: {name: 二局, since: 2023-05-01}}, "
        "{name: 二局, successor: {name: 三局, since: 2025-05-01}}, {name: 三局}"
    )
    assert board("departments: [一局]", departments=departments, year=year).departments == [name]


def test_a_name_that_is_already_the_new_one_stays() -> None:
    assert board("departments: [合局]", "departments: [乙局]", departments=MERGER).departments == ["合局"]


def test_an_alias_counts_as_the_name() -> None:
    departments = "{name: 甲局, aliases: [甲委, 老甲局]}, {name: 乙局}"
    card = board(
        "departments: [甲委, 乙局]", "departments: [甲局]", "departments: [乙局, 老甲局]", departments=departments
    )
    assert led_and_supported(card) == {"甲局": ("1 2", "3"), "乙局": ("3", "1")}


def test_an_alias_of_a_body_with_a_successor_is_followed() -> None:
    departments = "{name: 甲局, aliases: [甲委], successor: {name: 乙局, since: 2025-02-28}}, {name: 乙局}"
    assert board("departments: [甲委]", departments=departments).departments == ["乙局"]


def test_without_a_register_every_name_stands_for_itself() -> None:
    assert board("departments: [甲局, 乙局]").departments == ["甲局", "乙局"]


# The documents in force

DOCUMENTS = {
    "2023-05-01, replaces: true": "2022: 12, 2025: 30",
    "2021-11-09": "2022: 11, 2025: 20",
    "2024-02-28": "2025: 40",
    "2025-12-31, replaces: true": "2025: 50",
    "2026-01-01, replaces: true": "2025: 60",
}
DECIDING: dict[str, tuple[int, Deciding, list[str], str]] = {
    "the earliest always, even before it was issued": (2021, None, ["2021"], ">= 10 interpolated"),
    "one that replaces, not before its date": (2022, None, ["2021"], ">= 11 official"),
    "one that replaces, from its date, also for past milestones": (2023, None, ["2021", "2023"], ">= 18 interpolated"),
    "one that does not replace never": (2024, None, ["2021", "2023"], ">= 24 interpolated"),
    "issued on 31 December is in force, a day later is not": (2025, None, ["2021", "2023", "2025"], ">= 50 official"),
    "the year after": (2026, None, ["2021", "2023", "2025", "2026"], ">= 60 standing"),
    "latest: all, whatever their date": (2022, "latest", ["2021", "2023", "2024", "2025", "2026"], ">= 12 official"),
    "up to a date, that day included": (2025, date(2024, 2, 28), ["2021", "2023", "2024"], ">= 40 official"),
    "up to a date, the day before": (2025, date(2024, 2, 27), ["2021", "2023"], ">= 30 official"),
    "up to a date before all: always the earliest": (2025, date(2000, 1, 1), ["2021"], ">= 20 official"),
    "up to a date later than the year": (2022, date(2024, 12, 31), ["2021", "2023", "2024"], ">= 12 official"),
}


@pytest.mark.parametrize(("year", "targets", "decide", "requirement"), DECIDING.values(), ids=DECIDING)
def test_documents_that_decide(year: int, targets: Deciding, decide: list[str], requirement: str) -> None:
    indicators = "direction: rising, baseline: 10"
    book = county(
        indicators, targets={key: f"1: {{{each}}}" for key, each in DOCUMENTS.items()}, actuals={year: "1: 1"}
    )
    card = score(book, year, targets=targets)
    assert [each.source for each in card.documents] == [f"文件{each}" for each in decide]
    assert [document for document in book.documents if card.decides(document)] == list(card.documents)
    assert asked(card.rows[0].requirement) == requirement


def test_documents_of_one_day_go_by_what_they_replace_then_by_the_names_of_their_files() -> None:
    """They are known by their source; the first of them, which replaces nothing, always decides."""
    same_day = {
        "2021-11-09, replaces: true, source: 附件3": "1: {2021: 12}",
        "2021-11-09, source: 附件1": "1: {2025: 20}",
        "2021-11-09, source: 附件2": "1: {2025: 30}",
        "2021-11-08, source: 前一日": "1: {2022: 16}",
    }
    book = county(RISING, targets=same_day, actuals={2021: "1: 12"})
    assert [document.source for document in book.documents] == ["前一日", "附件1", "附件2", "附件3"]
    del same_day["2021-11-08, source: 前一日"]
    book = county(RISING, targets=same_day, actuals={2021: "1: 12"})
    deciding = {year: [document.source for document in book.in_force(year)] for year in (2020, 2021, 2025)}
    assert deciding == {2020: ["附件1"], 2021: ["附件1", "附件3"], 2025: ["附件1", "附件3"]}


def test_later_cells_replace_earlier_ones_cell_by_cell() -> None:
    documents = {"2021-11-09": "2022: 11, 2025: 20", "2022-05-01, replaces: true": "2025: 30, 2030: 40"}
    course = row("direction: rising, baseline: 10", documents, {}).course
    assert {year: cell.text for year, cell in course.cells.items()} == {2022: "11", 2025: "30", 2030: "40"}


def test_a_row_that_the_replacing_document_leaves_out_keeps_its_cells() -> None:
    documents = {"2021-11-09": "1: {2025: 20}, 2: {2025: 20}", "2022-05-01, replaces: true": "1: {2025: 30}"}
    book = county(RISING, RISING, targets=documents, actuals={2025: "1: 1, 2: 1"})
    assert [asked(each.requirement) for each in score(book, 2025).rows] == [">= 30 official", ">= 20 official"]


def test_a_replacing_document_can_withdraw_a_cell() -> None:
    documents = {"2021-11-09": "2025: 20", "2022-05-01, replaces: true": "2025: ——"}
    assert row(RISING, documents, {2025: "150"}, 2025).standing == "not_due"


@pytest.mark.parametrize("targets", [None, "latest", date(2000, 1, 1)], ids=["in force", "latest", "by date"])
def test_a_resolved_number_counts_whichever_document_holds_it(targets: Deciding) -> None:
    documents = {
        "2021-11-09": "2024: 完成上级下达指标",
        "2030-01-01, resolved: [{id: 1, year: 2024, target: ≤0.27, source: 通知}]": "",
    }
    assert asked(row(RISING, documents, {2024: "1"}, targets=targets).requirement) == "<= 0.27 resolved"


def test_a_row_rests_on_the_resolved_numbers_of_its_year_and_of_the_last_milestone() -> None:
    years = [2022, 2023, 2024, 2025]
    numbers = ", ".join(f"{{id: {id}, year: {year}, target: 30, source: 通知}}" for id in (1, 2) for year in years)
    open_cells = ", ".join(f"{year}: 完成上级下达指标" for year in years)
    documents = {f"2021-11-09, resolved: [{numbers}]": f"1: {{{open_cells}}}, 2: {{{open_cells}}}"}
    card = score(county(RISING, RISING, targets=documents, actuals={2024: "1: 150, 2: 150"}), 2024)
    assert [[(each.id, each.year) for each in resolutions(card, row)] for row in card.rows] == [
        [("1", 2024), ("1", 2025)],
        [("2", 2024), ("2", 2025)],
    ]


# Properties

OTHER_ROWS = [
    ("direction: falling, baseline: 50", "2022: 45, 2025: 40以内"),
    ("direction: keep stable, worse: lower, tolerance: 2, baseline: 77", "2025: 持续巩固"),
    ("direction: rising, baseline: ——", "2022: ——, 2025: 稳步提升"),
    (RISING, CELLS),
]
VALUES = ["43", "76", "5", "150"]


def shuffled(order: list[int], documents: list[int], years: list[int]) -> Book:
    """The same county, its targets and values, documents and years written in another order."""
    cells = {
        "2021-11-09": {n: each[1] for n, each in enumerate(OTHER_ROWS)},
        "2023-05-01, replaces: true": {0: "2025: 42", 3: "2030: 180"},
        "2024-05-01": {0: "2025: 38", 1: "2025: 超80"},
    }
    written = {key: ", ".join(f"{n + 1}: {{{rows[n]}}}" for n in order if n in rows) for key, rows in cells.items()}
    return county(
        *(indicator for indicator, _ in OTHER_ROWS),
        targets={key: written[key] for n in documents for key in [list(cells)[n]]},
        actuals={year: ", ".join(f"{n + 1}: {VALUES[n]}" for n in order) for year in years},
    )


def results(book: Book) -> object:
    """All that is said of each row, but the places in the files."""
    return [
        (
            (each.clause, each.standing, asked(each.requirement), each.margin, each.pace, each.attainment),
            (each.progress, each.flags),
            [(further.document.source, further.cell, further.met) for further in each.further],
        )
        for each in score(book, 2024).rows
    ]


EXPECTED = results(shuffled([0, 1, 2, 3], [0, 1, 2], [2022, 2023, 2024]))


@given(
    order=st.permutations([0, 1, 2, 3]), documents=st.permutations([0, 1, 2]), years=st.permutations([2022, 2023, 2024])
)
def test_scoring_does_not_depend_on_the_order_of_files_or_of_what_they_hold(
    order: list[int], documents: list[int], years: list[int]
) -> None:
    assert results(shuffled(order, documents, years)) == EXPECTED


@given(st.lists(st.sampled_from(sorted(STANDING)), min_size=1, max_size=12))
def test_a_tally_adds_up(standings: list[str]) -> None:
    tally = scored_as(*standings).of("evaluation")
    assert sum(tally.standings.values()) == tally.rows == len(standings)
    assert tally.judged == tally.on_track + tally.gap == sum(not each.startswith(("n", "t")) for each in standings)
    assert (tally.on_track_rate is None) == (tally.status is None) == (tally.worst is None) == (tally.judged == 0)
    assert tally.on_track_rate is None or 0 <= tally.on_track_rate <= 1
    assert tally.coverage is None or 0 <= tally.coverage <= 1


# What a scorecard says of gaps and of rows without data


def test_gaps_come_worst_first_and_then_by_shortfall() -> None:
    card = score(
        county(
            *[RISING] * 6,
            targets="1: {2025: 120}, 2: {2025: 120}, 3: {2025: 150}, 4: {2025: 150}, "
            "5: {2025: 稳步提升}, 6: {2025: 120}",
            actuals={2025: "1: 119, 2: 90, 3: 105, 4: 101, 5: 100, 6: 121"},
        ),
        2025,
    )
    gaps = [(row.indicator.id, row.standing) for row in card.gaps()]
    assert gaps == [
        ("2", "regressed"),
        ("4", "behind"),
        ("3", "behind"),
        ("5", "behind"),  # judged by words: without a shortfall
        ("1", "slightly_behind"),
    ]
    assert [row.indicator.id for row in card.gaps(card.rows[:3])] == ["2", "3", "1"]


def test_a_miss_of_zero_exceeds_every_shortfall() -> None:
    book = county(
        *["direction: falling, baseline: 40"] * 2, targets="1: {2025: 1}, 2: {2025: 0}", actuals={2025: "1: 39, 2: 1"}
    )
    assert [row.indicator.id for row in score(book, 2025).gaps()] == ["2", "1"]


def test_unreported_is_what_is_asked_for_and_not_filed() -> None:
    card = scored_as("behind", "no_data", "not_due", "target_pending", "no_data")
    assert [row.indicator.id for row in card.unreported()] == ["2", "5"]
    assert card.unreported(card.rows[:1]) == []
