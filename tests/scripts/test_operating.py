"""The operator's handbook is true: its commands run, and its lists are whole."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from scripts.servers import private_postgres
from sitrack.core.health import probes
from tests.architecture.sources import ROOT
from tests.installation import installed, make_role
from tests.serving import in_earnest

HANDBOOK = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
# What a container is given by docker-compose.yml itself, or must not be given.
NOT_PASSED_ON = {
    "SITRACK_VAR",
    "SITRACK_LOCAL",
    "SITRACK_DEBUG",
    "SITRACK_DEMONSTRATION",
}


def blocks(language: str) -> list[str]:
    """The blocks of the handbook in a language, in their order."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", HANDBOOK, re.DOTALL | re.MULTILINE
    )


def names_in(table: str) -> set[str]:
    """The settings that a table's first column names; `_PORT` after `SITRACK_SMTP_HOST`
    is short for `SITRACK_SMTP_PORT`."""
    found: set[str] = set()
    for row in table.splitlines():
        stem = ""
        for name in re.findall(r"`(_?[A-Z][A-Z_]+)`", row.split("|")[1]):
            if name.startswith("_"):
                found.add(stem + name)
            else:
                found.add(name)
                stem = name.rpartition("_")[0]
    return found


def read_by_the_code() -> set[str]:
    """The variables that the settings and the server's own configuration read."""
    named = r"environment\.\w+\(\s*\"([A-Z_]+)\""
    settings = (ROOT / "sitrack" / "settings.py").read_text(encoding="utf-8")
    server = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    own = re.findall(r"environ\.get\(\"(SITRACK_[A-Z_]+)\"", server)
    return {*re.findall(named, settings), *own}


def settings_of_the_readme() -> set[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("| variable | meaning | without it |\n")[1].split("\n\n")[0]
    return names_in(table)


def test_every_setting_is_described_and_none_that_is_not_read() -> None:
    assert settings_of_the_readme() == read_by_the_code()


def test_docker_compose_passes_every_setting_on() -> None:
    passed = yaml.safe_load(COMPOSE)["x-app"]["environment"]
    assert set(passed) == settings_of_the_readme() - NOT_PASSED_ON


def test_every_fault_and_every_check_is_explained() -> None:
    faults = {"database", *probes.BY_DATABASE, *probes.BY_THEMSELVES}
    rows = set(re.findall(r"^\| `([\w.]+)` \|", HANDBOOK, re.MULTILINE))
    checks = (ROOT / "sitrack" / "core" / "checks.py").read_text(encoding="utf-8")
    numbers = set(re.findall(r"sitrack\.[EW]\d{3}", checks))
    assert {row for row in rows if row.startswith("sitrack.")} == numbers
    keys = {row for row in rows if row.startswith("SITRACK_")}
    assert keys <= settings_of_the_readme()
    assert rows - numbers - keys == faults


@pytest.mark.parametrize("block", blocks("console"))
def test_what_cannot_be_run_here_names_things_that_exist(block: str) -> None:
    services = set(yaml.safe_load(COMPOSE)["services"])
    units = {path.name for path in (ROOT / "deploy" / "systemd").iterdir()}
    for line in block.splitlines():
        words = shlex.split(line)
        assert words[0] in {"sudo", "docker-compose"}, line
        named = {word for word in words if re.fullmatch(r"sitrack-\w+\.\w+", word)}
        assert named <= units, line
        if words[0] == "docker-compose":
            assert services & set(words) or "--build" in words, line
        for word in words:
            if word.startswith(("scripts/", "requirements/")):
                assert (ROOT / word).exists(), line
        if "manage.py" in words:
            command = words[words.index("manage.py") + 1]
            assert command == "check" or list(ROOT.glob(f"*/**/commands/{command}.py"))


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """A server where sitrack has the role that docker-compose gives it."""
    with private_postgres() as url:
        server = urlsplit(url)
        make_role(server.port or 5432)
        command = ["createdb", "--host=127.0.0.1", f"--port={server.port}"]
        subprocess.run([*command, "--username=sitrack", "empty"], check=True)
        yield f"postgres://sitrack@{server.hostname}:{server.port}"


@pytest.mark.own_servers
def test_every_command_runs_on_a_new_installation(tmp_path: Path) -> None:
    said = []
    with database_of_its_own() as server, installed(tmp_path) as place:
        environment = in_earnest(
            tmp_path / "var",
            DATABASE_URL=f"{server}/sitrack",
            SITRACK_BACKUPS=str(tmp_path / "backups"),
            SITRACK_CLAMD="tcp://127.0.0.1:3310",
            SITRACK_SECURITY_CONTACT="mailto:security@council.example",
            EMPTY_DATABASE=f"{server}/empty",
            EMPTY_FOLDER=str(tmp_path / "restored"),
        )
        for block in blocks("sh"):
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", block],
                cwd=place,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
            said.append(done.stdout)
    told = "\n".join(said)
    for words in (
        "files and the log of events are as they were.",
        "Restored as of ",
        "Everything is there.",
        "Nothing can be saved.\nPeople read and save.",
    ):
        assert words in told
