"""Which passwords are good enough: long, and not among those that are tried first.

As the National Cyber Security Centre advises (and ASVS 6.2): no rules about kinds of
signs and no expiry; what others know of the service and its people counts for nothing.
"""

import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError

from sitrack.core.models.user import User

SHORTEST = 12
LONGEST = 128
# How often somebody must guess: of the whole, and of what is no name, place or date.
GUESSES = 10**8
GUESSES_BESIDE_KNOWN = 10**6
# zxcvbn takes no more; nobody needs more to tell a strong password.
JUDGED = 72
ADVICE = "At least 12 characters. Three words that you will remember do well."
TOO_SHORT = (
    "Make the password at least 12 characters long: three words that you will remember"
    " do well"
)
TOO_LONG = "Make the password at most 128 characters long"
KNOWN = (
    "Leave out names, places and dates that others know: three words that have nothing"
    " to do with you or your work do well"
)
REPEATED = "Use three different words instead of repeating the same letters or word"
IN_A_ROW = "Use three words instead of keys or numbers that follow each other"
COMMON = (
    "Use three words that do not belong together: this is one of the passwords that"
    " are tried first"
)
FAULT_OF = {
    "repeat": REPEATED,
    "spatial": IN_A_ROW,
    "sequence": IN_A_ROW,
    "date": KNOWN,
    "regex": KNOWN,
}
# What everybody knows who knows what the service is for.
OF_THE_WORK = """
    sitrack council county borough city authority trust local education school schools
    primary secondary academy nursery infant junior head teacher headteacher deputy
    principal governor governors chair partner improvement officer adviser inspector
    admin administrator standards excellence regional lead record visit ofsted welcome
    monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december spring summer autumn
    winter term
"""
SHORTEST_KNOWN = 3
LOOKS_LIKE = {"a": "[a@4]", "e": "[e3]", "i": "[i1!]", "o": "[o0]", "s": "[s$5]"}
YEAR = r"(?:19|20)\d\d"
_around: list[Callable[[User], Iterable[str]]] = []


def also_known(around: Callable[[User], Iterable[str]]) -> None:
    """Have a function say which names are known of somebody with an account."""
    if around not in _around:
        _around.append(around)


def fault_in(password: str, *, known: Iterable[str] = ()) -> str:
    """What to do instead, in one sentence; empty where the password is good.

    ``known`` are names and addresses that others know: no part of them counts, in
    whatever spelling, nor do the digits and signs around them.
    """
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    rest = _beside_known(password, known)
    if rest != password and not _stands_alone(rest):
        return KNOWN
    guesses, kind = _judged(password)
    return "" if guesses >= GUESSES else FAULT_OF.get(kind, COMMON)


class GoodPassword:
    """Django's way of asking, which every page that sets a password goes."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with the one sentence that helps."""
        known: list[str] = []
        if user is not None:
            known += [user.name, user.email]
            known += [name for around in _around for name in around(user)]
        if fault := fault_in(password, known=known):
            raise ValidationError(fault, code="password_not_good")

    def get_help_text(self) -> str:
        return ADVICE


def _beside_known(password: str, known: Iterable[str]) -> str:
    """The password without what others know."""
    texts = [*known, settings.ORGANISATION, settings.FRAMEWORK, OF_THE_WORK]
    words = {word for text in texts for word in re.findall(r"\w+", text.lower())}
    longest_first = sorted(words, key=len, reverse=True)
    spelled = [
        "".join(LOOKS_LIKE.get(letter, re.escape(letter)) for letter in word)
        for word in longest_first
        if len(word) >= SHORTEST_KNOWN
    ]
    return re.sub("|".join([YEAR, *spelled]), "", password, flags=re.IGNORECASE)


def _stands_alone(rest: str) -> bool:
    """Whether what is left would be guessed late by itself; digits and signs are not."""
    has_letters = any(letter.isalpha() for letter in rest)
    return has_letters and _judged(rest)[0] >= GUESSES_BESIDE_KNOWN


def _judged(password: str) -> tuple[int, str]:
    """After how many guesses it is found, and what kind of thing its longest part is."""
    # It reads its lists of words when it is first imported, which no page waits for.
    from zxcvbn import zxcvbn

    judged = zxcvbn(password[:JUDGED])
    longest = max(judged["sequence"], key=lambda match: len(match["token"]))
    return int(judged["guesses"]), str(longest["pattern"])
