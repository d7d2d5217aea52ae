"""Which passwords are good enough, and the one sentence for those that are not."""

import pytest

from sitrack.core.passwords import (
    COMMON,
    IN_A_ROW,
    KNOWN,
    REPEATED,
    TOO_LONG,
    TOO_SHORT,
    fault_in,
)

KNOWN_OF_HELEN = [
    "Helen Marsh",
    "helen.marsh@hawthorn.example",
    "Hawthorn Primary School",
    "Ipswich",
]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", TOO_SHORT),
        ("x7Kp2mQ9vLt", TOO_SHORT),
        ("x7Kp2mQ9vLt4" * 11, TOO_LONG),
        ("passwordpassword", REPEATED),
        ("aaaaaaaaaaaaaaaa", REPEATED),
        ("letmeinletmein", REPEATED),
        ("banana banana banana", REPEATED),
        ("qwertyuiop[]", IN_A_ROW),
        ("zyxwvutsrqpo", IN_A_ROW),
        ("abcdefghijklmnop", IN_A_ROW),
        ("password1234", COMMON),
        ("P@ssw0rd1234", COMMON),
        ("liverpoolfootball", COMMON),
        ("iloveyou12345", COMMON),
        ("suffolkcouncil", KNOWN),
        ("SuffolkCouncil2026!", KNOWN),
        ("suffolksuffolksuffolk", KNOWN),
        ("suff0lkc0unc1l!!", KNOWN),
        ("sitracksitrack1", KNOWN),
        ("Headteacher-1979", KNOWN),
        ("Autumn2026!!", KNOWN),
        ("September2026", KNOWN),
        ("hawthornprimary84739265", KNOWN),
        ("HelenMarsh!!", KNOWN),
        ("helen.marsh@hawthorn.example", KNOWN),
        ("ipswich ipswich", KNOWN),
        ("Hawthorn purple", KNOWN),
    ],
)
def test_a_password_that_would_be_guessed_is_refused_with_what_to_do(
    password: str, said: str
) -> None:
    assert fault_in(password, known=KNOWN_OF_HELEN) == said


@pytest.mark.parametrize(
    "password",
    [
        "violet lantern harbour",
        "correct horse battery staple",
        "mustardtrainpebble",
        "purple otter seventeen",
        "my dog likes cheese",
        "raincoat and teapot",
        "x7Kp2mQ9vLt4",
        "vftg-82h4-nkqw-3z",
        "tri gair cymraeg yma",
        "bałagan na strychu",
        "Hawthorn violet lantern harbour",
        "may we read ahead of the herd",
        "x7Kp2mQ9vLt4" * 10 + "violetla",
    ],
)
def test_a_long_one_of_any_kind_of_signs_is_taken(password: str) -> None:
    assert fault_in(password, known=KNOWN_OF_HELEN) == ""


def test_the_sentences_say_what_to_do() -> None:
    assert [TOO_SHORT, TOO_LONG, KNOWN, REPEATED, IN_A_ROW, COMMON] == [
        "Make the password at least 12 characters long: three words that you will"
        " remember do well",
        "Make the password at most 128 characters long",
        "Leave out names, places and dates that others know: three words that have"
        " nothing to do with you or your work do well",
        "Use three different words instead of repeating the same letters or word",
        "Use three words instead of keys or numbers that follow each other",
        "Use three words that do not belong together: this is one of the passwords"
        " that are tried first",
    ]


def test_a_name_that_nobody_knows_of_is_a_word_like_others() -> None:
    assert fault_in("Hawthorn purple", known=KNOWN_OF_HELEN) == KNOWN
    assert fault_in("Hawthorn purple") == ""
