"""Pages of data protection."""

from protection.views.held import held, held_file, own, own_file
from protection.views.log import log
from protection.views.notice import data_protection, privacy, privacy_change

__all__ = [
    "data_protection",
    "held",
    "held_file",
    "log",
    "own",
    "own_file",
    "privacy",
    "privacy_change",
]
