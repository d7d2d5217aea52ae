"""Workers that print documents, each a process with a printing process of its own."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any


class Workers:
    """So many processes, started and warm, on the database and the folder named."""

    def __init__(self, hands: int, database: str, folder: Path) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._hands = hands
        self._pool = ProcessPoolExecutor(
            hands, spawn, initializer=_ready, initargs=(database, folder)
        )

    def __enter__(self) -> "Workers":
        list(self._pool.map(_print, [None] * self._hands * 2))
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def print_all(self, documents: list[Any]) -> None:
        """Print each once; back when all are printed."""
        lengths = list(self._pool.map(_print, documents))
        assert min(lengths) > 0


def _ready(database: str, folder: Path) -> None:
    import django
    from django.conf import settings
    from django.db import connection

    django.setup()
    settings.VAR_DIR = folder
    connection.settings_dict["NAME"] = database


def _print(document: Any) -> int:
    from sitrack.core.documents import drawing, render_pdf

    if document is None:
        drawing._printer._running()
        return 1
    return len(render_pdf(document))
