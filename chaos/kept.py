"""What people save while things break, and whether it is there afterwards, once."""

from collections import Counter

from chaos.people import Sep, ask_rows, enter_time, keep_draft
from tests.installation import Installation
from tests.plain_browser import Answer, Browser

ENTRIES_IN = 25  # One of so many is time entered, which must not be entered twice.
DRAFTS = {
    "postgresql": "SELECT fields->'vision'->>0 FROM core_draft",
    "sqlite": "SELECT json_extract(fields, '$.vision[0]') FROM core_draft",
}
ENTRIES = "SELECT what_for FROM engagement_timeentry WHERE what_for LIKE 'save %'"


def save(window: Browser, sep: Sep, words: str) -> Answer:
    """Mostly a draft; at times an entry in the ledger."""
    if int(words.split()[-1]) % ENTRIES_IN:
        return keep_draft(window, sep, words)
    return enter_time(window, sep, words)


def missing_and_twice(made: Installation, words: list[str]) -> tuple[int, int]:
    """How many of the acknowledged are not there, and how many are there again."""
    drafts = {row[0] for row in ask_rows(made, DRAFTS[made.vendor])}
    entered = Counter(row[0] for row in ask_rows(made, ENTRIES))
    lost = set(words) - drafts - set(entered)
    return len(lost), entered.total() - len(entered)
