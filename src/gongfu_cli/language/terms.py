"""The terms of the field in both languages, each decided once: a standing's mark, tone and words are here alone."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from gongfu_cli.language.phrase import Phrase

Tone = Literal["plain", "strong", "muted", "achieved", "on_track", "slightly_behind", "behind", "regressed", "notice"]


class Look(NamedTuple):
    """How a standing, a movement or a severity is shown: a mark that every Chinese console font and GBK have, if any, a
    tone, words."""

    mark: str
    tone: Tone
    words: Phrase


STANDINGS: Mapping[str, Look] = {
    "achieved": Look("●", "achieved", Phrase("完成", "achieved")),
    "on_track": Look("○", "on_track", Phrase("符合进度", "on track")),
    "slightly_behind": Look("△", "slightly_behind", Phrase("略有滞后", "slightly behind")),
    "behind": Look("▲", "behind", Phrase("滞后", "behind")),
    "regressed": Look("▼", "regressed", Phrase("倒退", "regressed")),
    "no_data": Look("□", "notice", Phrase("未报送", "no data")),
    "no_reference": Look("◇", "muted", Phrase("无可比基数", "no reference")),
    "target_pending": Look("※", "muted", Phrase("目标未明确", "target pending")),
    "not_due": Look("－", "muted", Phrase("无要求", "not due")),
}

NOT_YET = Phrase("未到期", "not due yet")
"""What `not_due` reads where something is asked: of a deliverable before its milestone, in a part of a year."""
NOT_YET_OR_NOTHING = Phrase("未到期或无要求", "not due")
"""What it reads of several rows, of some of which nothing is asked."""
AT_LEVEL = Phrase("已达{year}年水平，须保持", "at the {year} level, to be kept")
"""What `achieved` reads before the last milestone year."""
AT_FINAL_LEVEL = Phrase("已达目标水平，须保持", "at the target level, to be kept")
AT_FINAL_LEVEL_SHORT = Phrase("已达目标", "at target")
AT_LEVEL_SHORT = Phrase("已达{year}年水平", "at {year} level")
FINAL_GAPS: Mapping[str, Phrase] = {
    "slightly_behind": Phrase("接近完成", "nearly met"),
    "behind": Phrase("未完成", "not met"),
    "regressed": Phrase("未完成且差于基期", "not met and worse than the baseline"),
}
"""What the gaps read from the last milestone year on: nothing can be made up for any more."""
FINAL_GAPS_SHORT: Mapping[str, Phrase] = {**FINAL_GAPS, "regressed": Phrase("差于基期", "worse than baseline")}

ATTESTED: Mapping[str, Phrase] = {"met": Phrase("已达标", "met"), "missed": Phrase("未达标", "missed")}
CROSSINGS: Mapping[str, Phrase] = {
    "into_gap": Phrase("新出现差距", "now a gap"),
    "out_of_gap": Phrase("差距已消除", "gap closed"),
}
REASON = Phrase("原因", "Reason")
MEASURE = Phrase("措施", "Measure")
ATTRIBUTES: Mapping[str, Phrase] = {
    "evaluation": Phrase("评价指标", "evaluation indicators"),
    "observation": Phrase("观察指标", "observation indicators"),
}
DIRECTIONS: Mapping[str, Phrase] = {
    "rising": Phrase("越高越好", "higher is better"),
    "falling": Phrase("越低越好", "lower is better"),
    "keep stable": Phrase("保持稳定", "keep stable"),
}
STATUSES: Mapping[str | None, Phrase] = {
    "published": Phrase("已公布", "published"),
    "preliminary": Phrase("初步值", "preliminary"),
    "illustrative": Phrase("示例，非官方", "illustrative, not official"),
    None: Phrase("", ""),
}
BASES: Mapping[str, Phrase] = {
    "official": Phrase("当年的官方目标", "the official target of the year"),
    "standing": Phrase("沿用的官方目标", "an official target that stands"),
    "interpolated": Phrase("按直线推算，非官方", "interpolated on a straight line, not official"),
    "baseline": Phrase("保持基期水平", "the baseline, to be kept"),
    "resolved": Phrase("上级下达数", "the number given for this year"),
}
SHARE_OF_THE_YEAR = Phrase("按序时进度折算，非官方", "its share of the year, not official")
"""What an interpolated requirement is of a count, which begins at 0 every year."""
FLAGS: Mapping[str, Phrase] = {
    "interpolated": Phrase("要求为推算", "requirement interpolated"),
    "estimated-baseline": Phrase("基期为预计数", "baseline estimated"),
    "looser-target": Phrase("目标松于基期", "target looser than baseline"),
    "worse-than-baseline": Phrase("差于基期", "worse than baseline"),
    "at-final-level": Phrase("已达最终目标水平", "at the final target's level"),
    "rounding-sensitive": Phrase("末位取舍影响评价", "rounding decides"),
    "preliminary": Phrase("初步值", "preliminary"),
    "illustrative": Phrase("示例数据", "illustrative"),
    "not-surveyed": Phrase("未统计", "not surveyed"),
    "revised-target": Phrase("目标经过修订", "target revised"),
    "tolerance": Phrase("要求含允许变动", "requirement less a tolerance"),
    "off-course": Phrase("照此难达最终目标", "off course for the final target"),
    "parts-on-track": Phrase("分子分母均达到要求", "both parts on track"),
}
MOVEMENTS: Mapping[str, Look] = {
    "better": Look("", "achieved", Phrase("改善", "better")),
    "worse": Look("", "behind", Phrase("变差", "worse")),
    "same": Look("", "muted", Phrase("持平", "same")),
    "unknown": Look("", "muted", Phrase("无法比较", "unknown")),
}
"""In words only: an arrow or a sign would be taken for the value's own direction."""
CAUSES: Mapping[str, Phrase] = {
    "value": Phrase("实际值变化", "the value changed"),
    "requirement": Phrase("要求变化", "the requirement changed"),
    "both": Phrase("实际值和要求均变化", "both changed"),
    "data": Phrase("数据或要求有增减", "data came or went"),
}
SEVERITIES: Mapping[str, Look] = {
    "error": Look("", "regressed", Phrase("错误", "error")),
    "warning": Look("", "slightly_behind", Phrase("警告", "warning")),
    "note": Look("", "muted", Phrase("提示", "note")),
}
PARTS = ("indicators", "categories", "departments", "gaps", "summary")
"""The parts of a scorecard, in the order in which they are shown."""
ORDERS = ("table", "shortfall", "department")
"""The orders in which its rows are shown."""
ALL_TABLES = Phrase("全部指标和清单", "All tables")
"""What the tables of a folder are together."""
ILLUSTRATIVE = Phrase("含示例数据，非官方", "Contains illustrative data: not official")
OPERATORS: Mapping[str, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
