"""An answer is lost between the commit and the browser, which sends the form again."""

from itertools import count

import pytest

from chaos.figures import Figure
from chaos.lossy_proxy import lossy_proxy
from chaos.people import Sep, ask_rows, enter_time
from tests.installation import Installation
from tests.plain_browser import NoAnswer

FORMS = 40


def test_a_form_whose_answer_was_lost_is_done_once(
    on_each: Installation, figure: Figure
) -> None:
    sep, turns = Sep(on_each), count()
    forms = [f"form {number} whose answer is lost" for number in range(FORMS)]
    with lossy_proxy(on_each.port, lambda: next(turns) % 2 == 0) as proxy:
        window = sep.window()
        window.port = proxy.port
        for words in forms:
            with pytest.raises(NoAnswer):
                enter_time(window, sep, words)
            assert enter_time(window, sep, words).status == 302
        assert proxy.lost == FORMS
    rows = ask_rows(
        on_each,
        "SELECT what_for FROM engagement_timeentry"
        " WHERE what_for LIKE '% whose answer is lost'",
    )
    assert {row[0] for row in rows} == set(forms)
    name = f"rows_too_many_of_{FORMS}_lost_answers_on_{on_each.vendor}"
    figure(name, len(rows) - FORMS, 0)
