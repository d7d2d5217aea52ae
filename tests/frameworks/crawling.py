"""Following every link that a person of an authority can see."""

import re
from html import unescape

from sitrack.core.models import User
from tests.reports.pages import signed_in, words

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)"')
NUMBER = re.compile(r"\d+")
LEAVES = ("/sign-out", "/static/", "/files/")


def pages_of(user: User, start: str = "/", limit: int = 150) -> dict[str, str]:
    """The words of every page that can be reached by links, by its address.

    Of addresses that differ by numbers alone three are read; a page that fails raises
    as it would for its reader. ``limit`` is the most that is read.
    """
    client = signed_in(user)
    waiting, seen = [start], {start}
    shapes: dict[str, int] = {}
    found: dict[str, str] = {}
    while waiting and len(found) < limit:
        path = waiting.pop(0)
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        if "text/html" not in answer["Content-Type"]:
            continue
        found[path] = words(answer)
        for link in map(unescape, LINK.findall(answer.content.decode())):
            shape = NUMBER.sub("N", link.partition("?")[0])
            fresh = link not in seen and shapes.get(shape, 0) < 3
            if fresh and not link.startswith(LEAVES):
                seen.add(link)
                shapes[shape] = shapes.get(shape, 0) + 1
                waiting.append(link)
    return found
