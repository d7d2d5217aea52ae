"""The database of docker-compose is opened by a role that owns it, and no more."""

import os
import subprocess
from urllib.parse import urlsplit

import psycopg
import pytest

from scripts.servers import private_postgres
from tests.architecture.sources import ROOT

PASSWORD = "it's a \"test's\" own"  # noqa: S105


@pytest.mark.own_servers
def test_sitrack_has_a_role_of_its_own_and_nobody_signs_in_as_the_superuser() -> None:
    with private_postgres() as url:
        server = urlsplit(url)
        place = {"PGHOST": str(server.hostname), "PGPORT": str(server.port)}
        own = {"POSTGRES_USER": "postgres", "POSTGRES_PASSWORD": PASSWORD}
        script = ROOT / "deploy" / "compose" / "role.sh"
        subprocess.run([script], env={**os.environ, **place, **own}, check=True)
        with psycopg.connect(url) as connection:
            roles = connection.execute(
                "SELECT rolname, rolsuper, rolcreatedb, rolpassword IS NOT NULL"
                " FROM pg_authid WHERE rolname IN ('postgres', 'sitrack')"
                " ORDER BY rolname"
            ).fetchall()
            owner = connection.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database"
                " WHERE datname = 'sitrack'"
            ).fetchone()
        assert roles == [
            ("postgres", True, True, False),
            ("sitrack", False, True, True),
        ]
        assert owner == ("sitrack",)
