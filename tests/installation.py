"""An installation as production has it: every process, started as its unit says."""

import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.servers import answers, free_port, postgres_account, postgres_folder
from tests.architecture.sources import ROOT
from tests.mail_server import MailServer
from tests.plain_browser import Browser, NoAnswer
from tests.processes import Program
from tests.serving import in_earnest

UNITS = ROOT / "deploy" / "systemd"
ROLE_SCRIPT = ROOT / "deploy" / "compose" / "role.sh"
DATABASE_PASSWORD = "only of this test"  # noqa: S105
ALIVE = "/health/live"


@contextmanager
def installed(folder: Path) -> Iterator[Path]:
    """What is kept in the repository, as somebody has it who has fetched it, with the
    packages and the vendored files of this one."""
    place = folder / "srv"
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes((ROOT / name).read_bytes())
    (place / ".venv").symlink_to((ROOT / ".venv").resolve())
    (place / "static" / "vendor").symlink_to((ROOT / "static" / "vendor").resolve())
    yield place


def collect_static(place: Path) -> None:
    """Give the static files the names under which they are served."""
    command = [str(place / ".venv" / "bin" / "python"), "manage.py", "collectstatic"]
    command += ["--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=place, env=in_earnest(place / "var"), check=True)


def make_role(port: int) -> None:
    """Give sitrack the role and the database that docker-compose gives it."""
    own = {"PGHOST": "127.0.0.1", "PGPORT": str(port)}
    own |= {"POSTGRES_USER": "postgres", "POSTGRES_PASSWORD": DATABASE_PASSWORD}
    passed = {**in_earnest(Path()), **own}
    subprocess.run([ROLE_SCRIPT], env=passed, check=True, stdout=subprocess.DEVNULL)


def postgresql(folder: Path, home: Path) -> tuple[Program, int]:
    """A PostgreSQL that keeps what it has promised, in a home of its own that its
    account can reach; and its port."""
    programs, account, port = postgres_folder(), postgres_account(), free_port()
    if account:
        shutil.chown(home, account)
    data = home / "data"
    command = [str(programs / "initdb"), "--pgdata", str(data), "--auth", "trust"]
    command += ["--username", "postgres", "--encoding", "UTF8", "--locale", "C.UTF-8"]
    subprocess.run(
        command,
        user=account,
        extra_groups=[] if account else None,
        cwd=home,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(port)]
    command += ["-c", "listen_addresses=127.0.0.1", "-k", str(home)]
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]

    def is_ready() -> bool:
        return subprocess.run(ready, check=False).returncode == 0

    log = folder / "postgresql.log"
    passed = in_earnest(folder)
    return Program("PostgreSQL", command, passed, home, log, is_ready, account), port


def redis(folder: Path) -> tuple[Program, int]:
    """A Redis as docker-compose has it, and its port."""
    home, port = folder / "redis", free_port()
    home.mkdir()
    command = ["redis-server", "--appendonly", "yes", "--port", str(port)]
    command += ["--bind", "127.0.0.1", "--dir", str(home)]
    log = folder / "redis.log"
    passed = in_earnest(folder)
    return Program("Redis", command, passed, home, log, lambda: answers(port)), port


def command_of(unit: str, place: Path, var: Path) -> list[str]:
    """What systemd would run, in these folders."""
    text = (UNITS / f"sitrack-{unit}.service").read_text(encoding="utf-8")
    [line] = [each for each in text.splitlines() if each.startswith("ExecStart=")]
    command = line.removeprefix("ExecStart=").replace("/srv/sitrack", str(place))
    return shlex.split(command.replace("/var/lib/sitrack", str(var)))


@dataclass
class Installation:
    """All its processes, and the way to it. On SQLite there are pages alone."""

    place: Path
    var: Path
    port: int
    environment: dict[str, str]
    mail: MailServer
    web: Program
    servers: dict[str, Program]
    behind: dict[str, Program]

    @property
    def programs(self) -> dict[str, Program]:
        """Each process by its name, in the order in which they are started."""
        return {**self.servers, "web": self.web, **self.behind}

    @property
    def is_on_postgresql(self) -> bool:
        """Whether its database is a server, and no file."""
        return self.environment.get("DATABASE_URL", "").startswith("postgres")

    @property
    def vendor(self) -> str:
        """The kind of its database, as figures name it."""
        return "postgresql" if self.is_on_postgresql else "sqlite"

    def manage(self, *arguments: str, **more: str) -> str:
        """Run a command of manage.py and return what it printed. Raises
        subprocess.CalledProcessError."""
        return self.run(str(self.place / "manage.py"), *arguments, **more)

    def run(self, *arguments: str, given: str = "", **more: str) -> str:
        """Run a program of Python's as the application is run."""
        done = subprocess.run(
            [self.place / ".venv" / "bin" / "python", *arguments],
            cwd=self.place,
            env={**self.environment, **more},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{arguments} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def browser(self, *, number: int = 1) -> Browser:
        """A browser in which nobody has signed in."""
        return Browser(self.port, number=number)

    def start_pages(self) -> None:
        """Start what answers, and what works behind it."""
        for program in (self.web, *self.behind.values()):
            program.start()

    def written(self) -> str:
        """What all of them wrote to their logs."""
        return "\n".join(each.written() for each in self.programs.values())


@contextmanager
def private_servers(
    folder: Path,
) -> Iterator[tuple[dict[str, Program], dict[str, str]]]:
    """Run PostgreSQL and Redis, and say how the application reaches them."""
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(prefix="sitrack-pg-", dir="/tmp"))
        database, its_port = postgresql(folder, Path(home))
        broker, its_other = redis(folder)
        for server in (database, broker):
            stack.callback(server.stop)
            server.start()
        make_role(its_port)
        yield (
            {"postgresql": database, "redis": broker},
            {
                "DATABASE_URL": f"postgres://sitrack@127.0.0.1:{its_port}/sitrack",
                "REDIS_URL": f"redis://127.0.0.1:{its_other}/0",
            },
        )


@contextmanager
def installation(
    folder: Path,
    place: Path,
    mail: MailServer,
    *,
    servers: dict[str, Program] | None = None,
    **more: str,
) -> Iterator[Installation]:
    """Make one ready in a folder, with the code of a place; nothing is started yet.
    What is told more goes into its environment. With Redis it has a worker."""
    var, port = folder / "var", free_port()
    environment = in_earnest(
        var,
        SITRACK_SMTP_HOST="127.0.0.1",
        SITRACK_SMTP_PORT=str(mail.port),
        SITRACK_SMTP_TLS="no",
        SITRACK_BACKUPS=str(folder / "backups"),
        WEB_CONCURRENCY="2",
        **more,
    )
    web = Program(
        "web",
        [*command_of("web", place, var), "--bind", f"127.0.0.1:{port}"],
        environment,
        place,
        folder / "web.log",
        lambda: _lives(port),
    )
    made = Installation(place, var, port, environment, mail, web, servers or {}, {})
    if "REDIS_URL" in environment:
        made.behind.update(_behind(made, folder))
    with ExitStack() as stack:
        for program in (web, *made.behind.values()):
            stack.callback(program.stop)
        yield made


def _behind(made: Installation, folder: Path) -> dict[str, Program]:
    programs = {}
    for name, word in (("worker", " ready."), ("beat", "beat: Starting")):
        command = command_of(name, made.place, made.var)
        log = folder / f"{name}.log"
        program = Program(
            name, command, made.environment, made.place, log, lambda: False
        )
        program.ready = _has_said(program, word)
        programs[name] = program
    return programs


def _has_said(program: Program, word: str) -> Callable[[], bool]:
    return lambda: word in program.said()


def _lives(port: int) -> bool:
    try:
        return Browser(port).open(ALIVE).status == 200
    except NoAnswer:
        return False
