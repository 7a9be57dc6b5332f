"""The package as others get it: built, installed where nothing else is, used far from the checkout, its types seen from
outside, and its dependencies looked up among known vulnerabilities. `.venv/bin/python .ci/package.py`, some 40 seconds.

With a folder as argument the wheel and the source archive are left there: what `docs/releasing.md` publishes.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("GONGFU", "PYTHON", "VIRTUAL_ENV", "LANG", "LC_")
"""How the variables begin that could lead back to the checkout, or to another language."""
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(OURS)} | {"PYTHONUTF8": "1"}


def run(*command: str | Path, cwd: Path = ROOT, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command; where it does not end with `code`, show what it said and fail."""
    done = subprocess.run(command, cwd=cwd, env=CLEAN, capture_output=True, encoding="utf-8")
    if done.returncode != code:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def expect(true: object, sentence: str) -> None:
    """Fail with a sentence unless it holds."""
    if not true:
        sys.exit(f"not so: {sentence}")


def build(place: Path) -> Path:
    """The wheel, made from the source archive, and the archive beside it."""
    build = (sys.executable, "-m", "build", "--outdir")
    with ThreadPoolExecutor() as pool:  # most of it is waiting for pip
        for made in [pool.submit(run, *build, place / "dist"), pool.submit(run, *build, place / "straight", "--wheel")]:
            made.result()
    (archive,), (wheel,), (straight,) = (
        [*(place / name).glob(pattern)]
        for name, pattern in (("dist", "*.tar.gz"), ("dist", "*.whl"), ("straight", "*.whl"))
    )
    expect(len([*(place / "dist").iterdir()]) == 2, "nothing lies beside the archive and the wheel")
    expect(contents(wheel) == contents(straight), "the archive and the checkout make the same wheel")
    with tarfile.open(archive) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}
    if (ROOT / ".git").exists():
        known = run("git", "-c", "core.quotePath=false", "ls-files", "--deduplicate").stdout.splitlines()
        missing = {name for name in known if (ROOT / name).exists()} - held
        expect(not missing, f"the archive holds all that is committed; it lacks {sorted(missing)}")
    print(f"{wheel.name}: {len(contents(wheel))} files; {archive.name}: {len(held)}")
    return wheel


def contents(wheel: Path) -> dict[str, bytes]:
    """What is in a wheel, by name."""
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def use(program: Path, python: Path, here: Path) -> None:
    """The program and the Python interface in an empty folder, with nothing but what a plain install brings."""
    code = "from importlib import metadata; print('gongfu', metadata.version('gongfu-cli'))"
    version = run(python, "-c", code, cwd=here).stdout
    expect(run(program, "--version", cwd=here).stdout == version, "the program and the wheel have the same version")
    scored = run(program, "score", "2024", cwd=here)
    expect("53 evaluation indicators" in scored.stdout, "score shows the shipped table")
    expect(scored.stderr.startswith("there is no data folder here; these are the data that came"), "a note says whose")
    run(program, "check", cwd=here, code=2)
    run(program, "init", "county", cwd=here)
    run(program, "check", "--data", "county/data", cwd=here)
    run(program, "report", "2024", "-o", "page.html", cwd=here)
    shipped = run(python, "-c", "from importlib.resources import files; print(files('gongfu_cli') / 'data')", cwd=here)
    bundled = shipped.stdout.strip()
    run(program, "compare", "2024", bundled, cwd=here)
    code = f"import gongfu_cli; print(len(gongfu_cli.load({bundled!r}).score(2024).rows()))"
    expect(run(python, "-c", code, cwd=here).stdout == "62\n", "the Python interface scores the shipped table")
    print("used in an empty folder")


def use_extras(program: Path, here: Path) -> None:
    """What needs the extras: workbooks and documents, out and back, and Parquet."""
    for file in ("score.xlsx", "report.docx"):
        run(program, file.partition(".")[0], "2024", "-o", file, cwd=here)
    run(program, "template", "2025", "--data", "county/data", "-o", "form.xlsx", cwd=here)
    run(program, "import", "form.xlsx", "--data", "county/data", cwd=here)
    run(program, "compare", "2024", "county/data", "--rows", "-o", "rows.parquet", cwd=here)
    print("used with its extras")


def types(python: Path, here: Path) -> None:
    """The types of the public names, to a type checker that knows nothing but the installed package."""
    shutil.copy(ROOT / "tests" / "public_types.py", here)
    strict = ("--strict", "--config-file=", "--no-incremental", "--python-executable", python)
    print(run(sys.executable, "-m", "mypy", *strict, "public_types.py", cwd=here).stdout, end="")


def audit(python: Path, here: Path) -> None:
    """What is known against the dependencies that were installed. That it cannot be asked is said, and no failure."""
    installed = run(python, "-m", "pip", "freeze", "--exclude", "gongfu-cli", cwd=here).stdout
    (here / "installed.txt").write_text(installed, encoding="utf-8")
    ask = "--no-deps --disable-pip --progress-spinner off --requirement installed.txt --format json --output known.json"
    asked = [sys.executable, "-m", "pip_audit", *ask.split()]
    said = subprocess.run(asked, cwd=here, capture_output=True, encoding="utf-8").stderr.strip()
    answer = here / "known.json"  # not there where the service cannot be reached; in part, answers are skipped
    answers = json.loads(answer.read_text("utf-8"))["dependencies"] if answer.exists() else []
    told = [each for each in answers if "vulns" in each]
    known = [f"{each['name']} {each['version']}: {vuln['id']}" for each in told for vuln in each["vulns"]]
    expect(not known, "no vulnerability is known of the dependencies: " + "; ".join(known))
    why = [each["skip_reason"] for each in answers if "skip_reason" in each] or [f" {said}".splitlines()[-1].strip()]
    count = len(installed.splitlines())
    not_told = f"; it could not look up {count - len(told)} others ({why[0]})" if len(told) < count else ""
    print(f"pip-audit: no vulnerability is known of {len(told)} dependencies{not_told}")


def main(out: Path | None = None) -> None:
    """All of it, in a temporary folder."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        wheel = build(place)
        here, venv_folder = place / "empty", place / "venv"
        here.mkdir()
        venv.create(venv_folder, with_pip=True)
        bin = venv_folder / ("Scripts" if os.name == "nt" else "bin")
        run(bin / "python", "-m", "pip", "install", "-q", wheel, cwd=here)
        use(bin / "gongfu", bin / "python", here)
        run(bin / "python", "-m", "pip", "install", "-q", f"{wheel}[excel,docx,parquet]", cwd=here)
        use_extras(bin / "gongfu", here)
        types(bin / "python", here)
        audit(bin / "python", here)
        if out:
            out.mkdir(exist_ok=True)
            for file in (place / "dist").iterdir():
                print(shutil.copy(file, out))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
