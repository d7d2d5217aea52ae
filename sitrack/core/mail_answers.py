"""What a mail server's answer to an address means; pure functions of code and words."""

import re

# RFC 5321, 4.2.3: no such mailbox, not one of ours, not a mailbox's name.
NO_SUCH = {550, 551, 553}
# The same numbers are given for block lists and senders that are not believed: where
# nothing else tells, the words must speak of whom the mail is for.
OF_WHOM = re.compile(
    r"\b(user|mailbox|recipient|account|unknown|no such)\b", re.IGNORECASE
)
NOT_OF_WHOM = re.compile(
    r"\b(sender|relay|blocked|block list|spam\w*)\b", re.IGNORECASE
)
# RFC 3463, 3.2 and 3.3: what is wrong with the recipient's address or mailbox. Other
# subjects, such as policy (5.7), speak of the sender, the mail or the server.
ENHANCED = re.compile(r"^(\d\.\d{1,3}\.\d{1,3})\b")
OF_THE_ADDRESS = {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}


def is_refused_for_good(code: int, words: str) -> bool:
    """Whether the recipient's address takes no mail, however often it is tried.

    Where it is not certain it is tried again, which costs little.
    """
    enhanced = ENHANCED.match(words)
    if enhanced:
        return code >= 500 and enhanced[1] in OF_THE_ADDRESS
    speaks_of_it = OF_WHOM.search(words) and not NOT_OF_WHOM.search(words)
    return code in NO_SUCH and bool(speaks_of_it)


def in_short(code: int, words: str) -> str:
    """The answer without its words, which may name somebody: "550 5.1.1"."""
    enhanced = ENHANCED.match(words)
    return f"{code} {enhanced[1]}" if enhanced else str(code)
