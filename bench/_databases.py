"""The databases that a benchmark runs on, each in a process of its own."""

import os
import subprocess
import sys
import tempfile


def on_each(program: str) -> None:
    """Run the program again for SQLite, and for PostgreSQL where DATABASE_URL names
    one, with the engine's name and a scratch folder as its arguments."""
    with tempfile.TemporaryDirectory() as folder:
        places = {"sqlite": f"sqlite:///{folder}/bench.sqlite3"}
        named = os.environ.get("DATABASE_URL", "")
        if named.startswith("postgres"):
            places["postgresql"] = named
        for engine, url in places.items():
            environment = {
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "sitrack.settings",
                "SITRACK_LOCAL": "yes",
                "SITRACK_VAR": folder,
            }
            command = [sys.executable, program, engine, folder]
            subprocess.run(command, env=environment, check=True)
