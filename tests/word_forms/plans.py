"""The Additional Engagement Plan, drawn with what a plan says."""

from tests.word_forms.manner import Manner
from tests.word_forms.paper import cell, para, paras, row, table
from tests.word_forms.words import PlanWords, PriorityWords


def plan_blocks(plan: PlanWords, manner: Manner) -> list[str]:
    dates = [date for date, _ in plan.reviews]
    tracks = [track for _, track in plan.reviews]
    unused = 8 - len(dates)
    name = manner.name
    return [
        para(name("plan_title"), style="Heading1"),
        table(
            row(cell(name("plan_present")), cell(*paras(plan.present))),
            row(name("starts_on"), plan.starts_on),
            row(cell(para(name("reasons")), *manner.prose(plan.reasons), span=2)),
            row(name("SUF-A-05"), _picks(plan.criteria_12, 3, manner)),
            row(name("SUF-A-06"), _picks(plan.criteria_24, 4, manner)),
            row(name("ends_on"), plan.ends_on),
            row(cell(name("plan_priorities")), cell(*map(para, plan.headlines))),
        ),
        para(name("team")),
        table(
            row(*(name(key) for key in ("name", "job_title", "email", "phone"))),
            *(row(*member) for member in plan.team),
            *[row("", "", "", "")] * manner.blank_rows,
        ),
        table(
            row(name("reviews"), *dates, *["Date"] * unused),
            row(name("on_track"), *tracks, *["Yes/No"] * unused),
            row(cell(para(name("off_track")), *paras(plan.off_track), span=9)),
        ),
        *(
            priority_table(number, one, manner)
            for number, one in enumerate(plan.priorities, start=1)
        ),
        table(
            row(cell(name("evaluation"), span=2)),
            row(f"Date: {plan.evaluation_date}", f"Present: {plan.evaluation_present}"),
            row(
                cell(
                    para(name("evaluation_rule")),
                    *manner.prose(plan.evaluation),
                    span=2,
                )
            ),
        ),
    ]


def _picks(picked: list[str], boxes: int, manner: Manner) -> str:
    texts = [*picked, *[""] * (boxes - len(picked))]
    return cell(*(manner.choice(text) for text in texts))


def priority_table(number: int, one: PriorityWords, manner: Manner) -> str:
    def text(key: str, said: str) -> str:
        return row(cell(para(manner.name(key)), *manner.prose(said), span=4))

    columns = ("actions", "plan_who", "when", "rag")
    return table(
        row(cell(f"Priority {number}"), cell(one.title, span=3)),
        text("expected_change", one.change),
        text("priority_summary", one.summary),
        row(*(manner.name(key) for key in columns)),
        *(
            row(what, who, when, cell(manner.choice(rag)))
            for what, who, when, rag in one.actions
        ),
        *[row("", "", "", "")] * manner.blank_rows,
    )
