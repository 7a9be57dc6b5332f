"""What can be told of bytes and text before they are parsed: the encoding, and what cannot be seen."""

import os
import random
import sys
from pathlib import Path

import pytest
import regex

from gongfu_cli.checks.fix import fixed
from gongfu_cli.language.safe import harmless
from gongfu_cli.source.reading import parse, read
from gongfu_cli.source.text import ODD, encoding_of, readings

DATA = Path(__file__).parents[1] / "data"
EVERY_CHARACTER = [chr(point) for point in range(sys.maxunicode + 1)]
UNSEEN = r"\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cc}\ufff9-\ufffb\ufffe\uffff"


def test_odd_is_what_unicode_calls_control_ignorable_direction_mark_or_space() -> None:
    by_property = regex.compile(rf"(?![ \t\n\r])[{UNSEEN}\p{{Zs}}\u2800]")
    assert [c for c in EVERY_CHARACTER if bool(ODD.match(c)) != bool(by_property.match(c))] == []


def test_nothing_reaches_a_terminal_that_it_obeys_or_that_cannot_be_seen() -> None:
    by_property = regex.compile(rf"[{UNSEEN}\p{{Cs}}]")
    assert [c for c in EVERY_CHARACTER if (harmless(c) != c) != bool(by_property.match(c))] == []


@pytest.mark.parametrize("character", "\u061c\u3164\u115f\uffa0\u2800\ufe0f\U000e0041\u202e\u00a0", ids=ascii)
@pytest.mark.parametrize("text", ["note: 甲{}乙", "甲{}乙: 值"])
def test_an_unseen_character_in_a_key_or_a_value_is_found(text: str, character: str) -> None:
    (finding,) = parse(text.format(character).encode(), "f").findings
    assert finding.code == "GF006" and f"U+{ord(character):04X}" in finding.message.en


ESCAPES = {r"\t": "U+0009", r"\n": "U+000A", r"\r": "U+000D", r"\x0A": "U+000A", r"\e": "U+001B", r"\u061c": "U+061C"}


@pytest.mark.parametrize(("escape", "name"), ESCAPES.items(), ids=ESCAPES)
def test_a_control_character_written_as_an_escape_is_found(escape: str, name: str) -> None:
    (finding,) = parse(f'note: "甲{escape}乙"'.encode(), "f").findings
    assert finding.code == "GF006" and name in finding.message.en


@pytest.mark.parametrize("text", [r'"D:\\new\\tax"', '"甲\n\n  乙"', '"甲\t乙"', r'"\"引号\""'])
def test_what_is_no_escape_of_a_control_is_not(text: str) -> None:
    assert parse(f"note: {text}".encode(), "f").findings == []


CHINESE = "source: 示例县统计公报\n# 备注：口径变化\n"


def test_gb18030_is_known_by_its_common_hanzi() -> None:
    for file in [*DATA.rglob("*.yaml")]:
        text = file.read_text(encoding="utf-8")
        assert encoding_of(text.encode("gb18030")) == "GB18030", file
    assert encoding_of("source: 公报".encode("gbk")) == "GB18030"


OTHERS = {
    "Big5": "source: 示例縣統計公報，人口與經濟".encode("big5"),
    "Latin-1": "source: Équipe générale, Zürich".encode("latin-1"),
    "Shift JIS": "source: 統計年鑑による".encode("shift_jis"),
}


@pytest.mark.parametrize("raw", OTHERS.values(), ids=OTHERS)
def test_other_encodings_are_not_taken_for_gb18030(raw: bytes) -> None:
    assert encoding_of(raw) is None
    finding = parse(raw, "f").findings[0]
    assert finding.code == "GF001" and finding.hint is not None
    assert all(reading in finding.hint.zh for _, reading in readings(raw))
    assert fixed(raw, [finding]) == raw


def test_one_flipped_bit_in_utf8_is_never_mended_as_gb18030() -> None:
    raw, chance = CHINESE.encode() + (DATA / "actuals/2024.yaml").read_bytes(), random.Random(8)
    for _ in range(500):
        damaged = bytearray(raw)
        damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        findings = [finding for finding in parse(bytes(damaged), "f").findings if finding.code == "GF001"]
        assert fixed(bytes(damaged), findings) == damaged


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "indicators.yaml")
    (finding,) = read(tmp_path / "indicators.yaml", "indicators.yaml").findings
    assert (finding.code, finding.message.en) == ("GF008", "this is no ordinary file")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="devices of POSIX")
def test_a_device_without_end_is_not_read() -> None:
    (finding,) = read(Path("/dev/zero"), "zero").findings
    assert finding.code == "GF008"
