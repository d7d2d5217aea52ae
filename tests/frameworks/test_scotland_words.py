"""In Scotland nobody reads an English word, and everything that can be reached opens."""

import re

import pytest

from tests.frameworks.crawling import pages_of
from tests.universe import Council

ENGLISH = re.compile(
    r"\b(Ofsted|SIAMS|URN|DfE|LA|KS[1-5]|[Kk]ey [Ss]tages?|EYFS"
    r"|SEND|SENDCo|[Gg]overnors?|[Gg]overning body|[Gg]overnance|SEPs?|RLEs?"
    r"|[Rr]olling records?|Suffolk|academy|[Aa]cademies|GIAS|Regional Lead"
    r"|[Pp]honics|[Aa]dditional [Ee]ngagement|[Cc]ircles?"
    r"|Get information about schools)\b"
)
PEOPLE = ["sam", "rita", "hana", "dee", "helen", "dev", "cora", "ada"]


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_in_scotland_reads_an_english_word(scotland: Council, name: str) -> None:
    found = {
        (path, match.group(0), text[max(0, match.start() - 50) : match.end() + 30])
        for path, text in pages_of(scotland.user(name)).items()
        for match in ENGLISH.finditer(text)
    }
    assert found == set()
