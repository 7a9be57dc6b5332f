"""What the fuzzer asks for holds on what it begins with; `tests/fuzz/run` goes on from there."""

import pytest
from fuzz.seeds import SEEDS, SUITE
from fuzz.targets import TARGETS


def test_every_target_has_seeds() -> None:
    assert SEEDS.keys() == TARGETS.keys()


@pytest.mark.parametrize("name", TARGETS)
def test_what_must_hold_holds_on_the_seeds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SUITE, raising=False)
    seeds = [*SEEDS[name]()]
    assert len(seeds) > 3
    for seed in seeds[:: 1 + len(seeds) // 50]:
        TARGETS[name](seed)
