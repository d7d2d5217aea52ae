"""The few nouns that stand in our own sentences and that each framework says otherwise.

What a printed form says comes from its record's own version of the framework. These
words stand around it, on pages that may be about no record at all: they are those of
the framework of the installation. The app that knows definitions tells them, once for
each process; without one, plain words stand in.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import lazy

PLAIN = {
    "authority": "authority",
    "authority_long": "authority",
    "record": "record",
    "inspectorate": "Inspectorate",
    "inspection": "inspection",
    "level": "level",
    "officer": "officer",
    "lead": "regional lead",
    "head": "head of service",
    "director": "director",
    "governors": "governors",
    "final_readers": "Governors",
    "every_governor": "every governor",
    "its_chair": "its chair of governors",
    "governing_body": "governing body",
    # Empty where there are none.
    "academies": "",
    "register": "the national register",
    "summary": "Summary for governors",
    # What tells a primary from a secondary school; where a level is a phase, another word.
    "school_phase": "phase",
    "school_number": "school number",
    # Empty where a school has no second number.
    "other_number": "",
    "plan": "plan",
    "plans": "plans",
    "plan_name": "plan",
    "plan_title": "Plan",
    "plans_of_a_school": "Plans",
    # Not empty where contacts are noted, where each term is reported on, where a record
    # asks for the trajectory, where each side confirms the level once a term, and where
    # quality indicators are graded.
    "contacts": "",
    "trajectory": "",
    "level_confirmed": "",
    "term_report": "",
    "gradings": "",
    # What time is given in, "hour" or "day", and how many hours a day has; empty where
    # time is only noted.
    "time_in": "",
    "day_hours": "",
    # Not empty where every school is the organisation's own, as a trust's academies are.
    "all_own": "",
    # Not empty where something is asked of the service as a whole.
    "service_due": "",
    # The organisation's own side where a sentence says no more: "Only the … sees it".
    "authority_side": "authority",
    # What holders of a post may be called otherwise than their role is.
    "own_titles": "Executive headteacher, Head of school or Co-headteacher",
    "adviser_hint": "",
    # The part of the United Kingdom that the calendar takes its bank holidays from.
    "bank_holidays": "ENG",
    "abbreviation": "CPD",
}
Tell = Callable[[], Mapping[str, str]]
_tellers: list[Tell] = []


def told_by(tell: Tell) -> None:
    """Have a function asked for the framework's words; it must be quick."""
    if tell not in _tellers:
        _tellers.append(tell)


def word(key: str) -> str:
    """A word by its key: ``record``; ``Record`` at the beginning of a sentence;
    ``a_record`` or ``A_record`` with its article. Raises KeyError for one that no
    framework has."""
    article = key[:2] in ("a_", "A_")
    name = key[2:] if article else key
    found = _word(name[:1].lower() + name[1:])
    if article:
        found = f"an {found}" if found[:1].lower() in "aeiou" else f"a {found}"
    return found[:1].upper() + found[1:] if key[:1].isupper() else found


def worded(sentence: str, /, **more: Any) -> str:
    """A sentence with its words: "Agree for the {authority}"; ``more`` has its facts."""
    return sentence.format_map(_Words(more))


# The same for what is written when a module is read, such as a label of a form.
worded_later = lazy(worded, str)


def _word(key: str) -> str:
    for tell in _tellers:
        told = tell()
        if key in told:
            return told[key]
    return PLAIN[key]


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return word(key)
