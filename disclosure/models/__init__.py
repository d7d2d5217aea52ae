"""Requests for information about a school, and what is given out on them."""

from disclosure.models.disclosures import Disclosure, State
from disclosure.models.files import DisclosedFile, Download, FileKind
from disclosure.models.hands import Hand
from disclosure.models.items import DisclosedItem, Treatment, Withheld

__all__ = [
    "DisclosedFile",
    "DisclosedItem",
    "Disclosure",
    "Download",
    "FileKind",
    "Hand",
    "State",
    "Treatment",
    "Withheld",
]
