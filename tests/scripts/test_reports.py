"""The closing counts and the figures are read from what the runs really wrote."""

from pathlib import Path

import pytest

from scripts import run_benchmarks
from scripts.run_benchmarks import figures_of
from scripts.run_tests import Counts, counts_of

REPORT = """<testsuites>
<testsuite name="pytest" tests="10" failures="2" errors="1" skipped="3"/>
</testsuites>"""


def test_the_counts_come_from_the_report(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert counts_of(report) == Counts(passed=4, failed=3, skipped=3)
    assert str(counts_of(report)) == "4 passed, 3 failed, 3 skipped"


def test_a_run_that_wrote_no_report_has_failed(tmp_path: Path) -> None:
    assert counts_of(tmp_path / "none.xml") == Counts(passed=0, failed=1, skipped=0)


def test_only_whole_figure_lines_count() -> None:
    output = "warming up\nfigure save 1.2 2.0 ok\nfigure half 3\nfigure list 9 5 over\n"
    assert figures_of(output) == [
        ["figure", "save", "1.2", "2.0", "ok"],
        ["figure", "list", "9", "5", "over"],
    ]


@pytest.mark.parametrize(
    ("source", "within"),
    [
        ("print('figure a 1 2 ok')", True),
        ("print('figure a 3 2 over')", False),
        ("print('nothing measured')", False),
        ("print('figure a 1 2 ok'); raise SystemExit(1)", False),
    ],
)
def test_a_benchmark_is_within_when_every_figure_is(
    tmp_path: Path, source: str, *, within: bool
) -> None:
    program = tmp_path / "bench_a.py"
    program.write_text(source)
    assert run_benchmarks.run(program) is within
