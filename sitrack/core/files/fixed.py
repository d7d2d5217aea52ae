"""Bytes that were fixed once: kept in private, and handed out as they were, or not."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile


class Altered(RuntimeError):
    """What lies in the storage is not what was put there."""


def sum_of(*pieces: bytes) -> str:
    """The SHA-256 by which bytes are known, given whole or in pieces."""
    summed = hashlib.sha256()
    for piece in pieces:
        summed.update(piece)
    return summed.hexdigest()


def fresh_name() -> str:
    """A name that says nothing."""
    return str(uuid.uuid4())


def put(folder: str, content: bytes) -> str:
    """Keep bytes under a name that says nothing; returns where they lie."""
    return default_storage.save(f"{folder}/{fresh_name()}", ContentFile(content))


def drop(place: str | None) -> None:
    """Remove what was kept; nothing happens where there is nothing."""
    if place:
        default_storage.delete(place)


def unaltered(kept: FieldFile, *, sha256: str) -> bytes:
    """The bytes, as they were put there. Raises Altered where they are others or gone."""
    try:
        with kept.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise Altered(f"{kept.name} is gone.") from None
    if sum_of(content) != sha256:
        raise Altered(f"{kept.name} is not what was put there.")
    return content
