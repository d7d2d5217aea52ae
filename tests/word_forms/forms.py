"""The form drawn with what a record says: as it is printed, and as people change it."""

from collections.abc import Mapping

from tests.word_forms.manner import FORM, OPTIONS, PRINTED, Manner
from tests.word_forms.paper import cell, control, para, paras, row, table
from tests.word_forms.plans import plan_blocks
from tests.word_forms.words import (
    TERMS,
    RecordWords,
    VisitWords,
)


def blocks_for(said: RecordWords, manner: Manner = PRINTED) -> list[str]:
    """The whole form, from its title to its glossary."""
    made = [para(manner.name("title"), style="Title"), front(said, manner)]
    if manner.headings:
        made.append(para(manner.name("section_1"), style="Heading1"))
    made += position(said, manner)
    if manner.headings:
        made.append(para(manner.name("section_2"), style="Heading1"))
    made.append(support(said, manner))
    if manner.headings:
        made.append(para(manner.name("section_3"), style="Heading1"))
    draw = visit_in_table if manner.visits_in_tables else visit_in_lines
    for visit in said.visits:
        made += draw(visit, manner)
    for plan in said.plans:
        made += plan_blocks(plan, manner)
    if manner.glossary:
        made += [
            para(manner.name("glossary"), style="Heading1"),
            table(
                row("New rows can be inserted, and new terms added."),
                row("AEP", "Additional Engagement Plan"),
                row("EYFS", "Early Years Foundation Stage"),
            ),
        ]
    return made


def front(said: RecordWords, manner: Manner) -> str:
    """Two boxes in a row as the form has them, or one below the other."""
    keys: tuple[str, ...] = (
        "school",
        "phase",
        "headteacher",
        "deputy",
        "chair",
        "sendco",
        "officer",
    )
    keys += ("lead", "external_adviser", "slin_peer_review", "school_type")
    keys += ("inspection",)
    cells = [
        (cell(manner.name(key)), cell(*paras(said.front.get(key, "")))) for key in keys
    ]
    if manner.stacked_front:
        rows = [row(*pair) for pair in cells]
    else:
        rows = [
            row(*left, *right)
            for left, right in zip(cells[::2], cells[1::2], strict=True)
        ]
    vision = manner.prose(said.front.get("vision", ""))
    label = para(manner.name("vision"))
    return table(*rows, row(cell(label, *vision, span=4)))


def position(said: RecordWords, manner: Manner) -> list[str]:
    trajectory = said.trajectory
    views = [
        row(
            term.capitalize(),
            cell(manner.choice(trajectory.get(f"school.{term}", ""))),
            cell(manner.choice(trajectory.get(f"la.{term}", ""))),
        )
        for term in TERMS
    ]
    heads = (manner.name("view_school"), manner.name("view_la"))
    measures = [
        row(label, *(said.assessments.get(f"{code}.{term}", "") for term in TERMS))
        for code, label in FORM.measures.items()
    ]
    return [
        table(row(manner.name("trajectory_inspection"), *heads), *views),
        para(),
        table(
            by_term("trajectory_assessment", _under(trajectory, "joint"), manner),
            by_term("level", said.level, manner),
        ),
        para(),
        table(row("", *(term.capitalize() for term in TERMS)), *measures),
        para(),
        table(
            row(manner.name("priorities")),
            row(cell(*(para(one, bullet=manner.bullets) for one in said.priorities))),
        ),
    ]


def by_term(key: str, texts: Mapping[str, str], manner: Manner) -> str:
    lines = []
    for term in TERMS:
        text = texts.get(term, "")
        choice = control(text, *OPTIONS) if manner.dropdowns else text
        lines.append(para(f"{term.capitalize()}: ", choice))
    return row(manner.name(key), cell(*lines))


def support(said: RecordWords, manner: Manner) -> str:
    strands = ("entitlement", "other_teams", "school_to_school", "offer")
    if manner.terms_in_lines:
        return table(
            *(
                row(
                    manner.name(strand),
                    cell(
                        *(para(f"{t.capitalize()}: {texts.get(t, '')}") for t in TERMS)
                    ),
                )
                for strand in strands
                for texts in [_under(said.support, strand)]
            )
        )
    return table(
        row("", *(term.capitalize() for term in TERMS)),
        *(
            row(
                manner.name(strand),
                *(cell(*paras(said.support.get(f"{strand}.{t}", ""))) for t in TERMS),
            )
            for strand in strands
        ),
    )


def _under(texts: Mapping[str, str], start: str) -> dict[str, str]:
    return {
        key.removeprefix(f"{start}."): text
        for key, text in texts.items()
        if key.startswith(f"{start}.")
    }


def visit_in_table(visit: VisitWords, manner: Manner) -> list[str]:
    """One table a visit: two facts in a row, then a row for each text."""

    def texts(key: str) -> str:
        label = para(manner.name(key))
        return row(cell(label, *manner.prose(getattr(visit, key)), span=3))

    date, present = manner.name("date"), manner.name("present")
    return [
        table(
            row(
                cell(f"{date} {visit.date}"), cell(para(present), *paras(visit.present))
            ),
            row(
                cell(
                    para(manner.name("visit_type") + " "),
                    manner.choice(visit.visit_type),
                    span=3,
                )
            ),
            texts("follow_up"),
            texts("focus"),
            texts("summary"),
            *steps(visit, manner),
            row(cell(f"{manner.name('next_visit')} {visit.next_visit}", span=3)),
            row(cell(para(manner.name("agenda")), *paras(visit.agenda), span=3)),
            row(cell(para(manner.name("documents")), *paras(visit.documents), span=3)),
        ),
        para(),
    ]


def steps(visit: VisitWords, manner: Manner) -> list[str]:
    names = [manner.name(key) for key in ("next_steps", "by_date", "who")]
    blank = [row("", "", "")] * manner.blank_rows
    return [
        row(*names),
        *(row(cell(*paras(one.text)), one.by, one.who) for one in visit.steps),
        *blank,
    ]


def visit_in_lines(visit: VisitWords, manner: Manner) -> list[str]:
    """Paragraphs with labels before their words; the steps alone in a table."""
    made = [
        para(f"{manner.name('date')} {visit.date}"),
        para(manner.name("present")),
        *paras(visit.present),
        para(f"{manner.name('visit_type')} ", control(visit.visit_type)),
    ]
    for key in ("follow_up", "focus", "summary"):
        made += [para(manner.name(key)), *manner.prose(getattr(visit, key))]
    made += [table(*steps(visit, manner))]
    made += [para(f"{manner.name('next_visit')} {visit.next_visit}")]
    for key in ("agenda", "documents"):
        made += [para(manner.name(key)), *paras(getattr(visit, key))]
    return made
