"""How a form keeps people that prints no names (WIL-V-21, INV-24)."""

import re

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "cllr", "rev", "revd", "prof"}
)
INITIALS = re.compile(r"[A-Z]{1,4}")


def initials_of(name: str) -> str:
    """The initials of a name without its title: "Mrs Ann-Marie Poe" is AMP.

    What is written as initials already stays: "HM", "H. M." and "h m" are HM.
    """
    plain = name.replace(".", " ").strip()
    if INITIALS.fullmatch(plain):
        return plain
    words = [word for word in re.split(r"[\s\-]+", plain) if word[:1].isalpha()]
    bare = [word for word in words if word.lower() not in TITLES] or words
    return "".join(word[0].upper() for word in bare)
