"""Run every benchmark of bench/ and print its figures; fail where one is over its limit.

A benchmark is a program that prints lines `figure NAME MEASURED LIMIT ok` (or `over`),
each a ratio of things measured side by side in one run. Names on the command line pick
benchmarks; without any, all run.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def benchmarks(names: list[str]) -> list[Path]:
    """Return the programs to run; modules that start with _ are theirs to share."""
    found = sorted((ROOT / "bench").glob("[!_]*.py"))
    return [path for path in found if not names or path.stem in names]


def figures_of(output: str) -> list[list[str]]:
    """Return the words of the figure lines in a benchmark's output."""
    lines = (line.split() for line in output.splitlines())
    return [
        words
        for words in lines
        if words[:1] == ["figure"] and len(words) == 5 and words[4] in {"ok", "over"}
    ]


def run(path: Path) -> bool:
    """Run one benchmark, print its figures, and say whether all are within limits."""
    environment = {"SITRACK_LOCAL": "yes", **os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(path)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    figures = figures_of(done.stdout)
    for figure in figures:
        print(" ".join(figure), flush=True)
    if done.returncode or not figures:
        print(done.stdout)
        print(f"{path.name} ended with {done.returncode}, {len(figures)} figures.")
        return False
    return all(figure[4] == "ok" for figure in figures)


def main(names: list[str]) -> int:
    """Run them all, even after one that is over."""
    within = [run(path) for path in benchmarks(names)]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
