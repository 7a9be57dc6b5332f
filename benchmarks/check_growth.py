"""Times `gongfu check` on the shipped data and on copies of it with 10, 100 and 1000 times the values.

    python benchmarks/check_growth.py [--times 1 10 100 1000]

A generated folder holds every row of the table N times over, each copy under an id of its own (8 as 8-1, 8-2 …), with
its targets, actuals of all years and the comments that silence findings. So `check` does the same work N times and
has the same few notes to print N times. English names and other comments are left out: no file may be larger than
16 MiB.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import measure

ROUNDS = {1: 21, 10: 9, 100: 3}
_ENTRY = re.compile(r"(  - id: |  - \{id: |  )([0-9.]+)(:|,|$)")
_PART = re.compile(r"((?:numerator|denominator): )([0-9.]+)")
_SILENCE = re.compile(r" *# gongfu: ")


def main() -> None:
    parser = argparse.ArgumentParser(description="Time gongfu check on data that grows.")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100, 1000])
    sizes = sorted({1, *parser.parse_args().times})
    rows = []
    first: tuple[int, measure.Run] | None = None
    with tempfile.TemporaryDirectory() as folder:
        for times in sizes:
            data = Path(folder) / str(times)
            values = generate(measure.ROOT / "data", data, times)
            run = timed(data, ROUNDS.get(times, 1))
            first = first or (values, run)
            more = values - first[0]
            each = f"{(run.cpu - first[1].cpu) / more * 1e6:.0f}" if more else ""
            shown = [f"{run.wall:.2f}", f"{run.cpu:.2f}", f"{run.cpu / first[1].cpu:.1f}", each, f"{run.memory:.0f}"]
            rows.append([f"{times}", f"{values:,}", *shown])
    print(f"{measure.machine(['gongfu-cli', 'PyYAML'])}. Rounds: {ROUNDS}, else 1.\n")
    head = ["times", "values", "wall s", "CPU s", "CPU ÷ first", "CPU µs per value more", "peak MiB"]
    print(measure.table(head, rows))


def timed(data: Path, rounds: int) -> measure.Run:
    """The medians of some rounds after one that is not counted."""
    command = [measure.GONGFU, "check", "--data", str(data)]
    runs = [measure.run(command) for _ in range(rounds + (rounds > 1))][-rounds:]
    return measure.Run(*(median(each) for each in zip(*runs, strict=True)))


def generate(shipped: Path, data: Path, times: int) -> int:
    """A data folder with the rows of the shipped one so many times; how many cells its actuals have."""
    (data / "actuals").mkdir(parents=True)
    (data / "departments.yaml").write_bytes((shipped / "departments.yaml").read_bytes())
    for file in (shipped / "indicators.yaml", *shipped.glob("targets_*.yaml"), *shipped.glob("actuals/*.yaml")):
        lines = file.read_text(encoding="utf-8").splitlines()
        text = "\n".join(multiplied(lines, times)) + "\n"
        (data / file.relative_to(shipped)).write_text(text, encoding="utf-8")
    filed = [line for file in shipped.glob("actuals/*.yaml") for line in file.read_text(encoding="utf-8").splitlines()]
    return times * sum(bool(_ENTRY.match(line)) for line in filed)


def multiplied(lines: Sequence[str], times: int) -> Iterator[str]:
    """The lines of a file: those before the first entry, then the entries so many times."""
    kept = [line for line in lines if not line.lstrip().startswith(("#", "name_en:")) or _SILENCE.match(line)]
    kept = [re.sub(r" +# (?!gongfu:).*", "", line) for line in kept if line]
    begin = next(n for n, line in enumerate(kept) if _ENTRY.match(line) or _SILENCE.match(line))
    yield from kept[:begin]
    for n in range(1, times + 1):
        for line in kept[begin:]:
            renamed = _ENTRY.sub(rf"\g<1>\g<2>-{n}\3", line, count=1) if _ENTRY.match(line) else line
            yield _PART.sub(rf"\g<1>\g<2>-{n}", renamed)


if __name__ == "__main__":
    main()
