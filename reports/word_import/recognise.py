"""Which box of the form each line belongs to: labels are the anchors."""

from collections.abc import Iterable

from reports.word_import import labels
from reports.word_import.blocks import Block, Box, Line, Table, without_bullet
from reports.word_import.boxes import (
    BASES,
    BEGINS,
    BOXES,
    ELSEWHERE,
    ENDS,
    HEADINGS,
    LISTS,
    PROSE,
    RANK,
)
from reports.word_import.labels import FRONT, GLOSSARY, PLAN, VISITS, Form
from reports.word_import.reading import Gathered, Reading
from reports.word_import.tables import Rows


def recognise(blocks: Iterable[Block], form: Form) -> Reading:
    """All lines in boxes, and what belongs to none of them."""
    reader = Recogniser(form)
    reader.read(blocks)
    return reader.got.reading()


class Recogniser:
    """Reads block after block. ``slot`` is the box that is open, ``base`` the box by
    term that is, ``opened`` the boxes by term whose labels stand in one row."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.got = Gathered()
        self.section = FRONT
        self.slot = self.base = ""
        self.visit = self.plan = self.priority = 0
        self.evaluating = self.reviewing = False
        self.opened: list[str] = []
        self.rows = Rows(self)

    def read(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.rows.read(block)
                self.close()
            elif isinstance(block, Box):
                self.read_apart(block.lines)
            else:
                self.line(block)

    def read_apart(self, lines: Iterable[Line]) -> None:
        """Lines that stand beside the text: they have no part in what is open."""
        held = (self.slot, self.base)
        self.close()
        for line in lines:
            self.line(line)
        self.slot, self.base = held

    def close(self) -> None:
        self.slot = self.base = ""
        self.opened = []

    def line(
        self, line: Line, *, begins_cell: bool = False, alone: bool = True
    ) -> None:
        """A line: a placeholder, a heading, a label with or without what is said, the
        term of a box by term, or words of the box that is open."""
        if labels.is_placeholder(line.text) or (alone and self._heading(line.text)):
            self.got.words.append(line.text)
        elif self.section == GLOSSARY:
            self.got.put("glossary", line.text, line.place)
        elif found := self.label_of(line.text, begins_cell=begins_cell):
            key, head, rest = found
            self.got.words.append(head)
            self.open(key)
            self._go_on(rest, line)
        elif not self._numbered(line) and not self._term(line):
            self.put(line)

    def put(self, line: Line) -> None:
        """Words of the box that is open, or of none."""
        if not self.slot:
            self.got.leave(_said(line), line.place)
        elif self.slot.endswith(".next_steps"):
            start = self.slot.removesuffix(".next_steps") + ".step"
            key = f"{start}.{self.got.next_number(start)}.text"
            self.got.put(key, without_bullet(line).text, line.place)
        elif self.slot.rpartition(".")[2] in LISTS:
            self.got.put(self.slot, without_bullet(line).text, line.place)
        else:
            self.got.put(self.slot, _said(line), line.place)

    def label_of(
        self, text: str, *, begins_cell: bool = False
    ) -> tuple[str, str, str] | None:
        """The label that a line begins with, as it stands there, and what follows it."""
        own, others = self._keys()
        heads = list(labels.heads(text))
        for head, rest in heads:
            if key := self._exact(head, own, others, begins=begins_cell):
                return key, head, rest
        for head, rest in heads:
            key = self.form.close(head, own)
            if key and not self._is_prose(key, printed=False, begins=begins_cell):
                return key, head, rest
        if self.slot and not begins_cell:
            return None
        for head, rest in labels.heads_without_sign(text):
            if key := self._exact(head, own, others, begins=begins_cell):
                return key, head, rest
        return None

    def _exact(
        self, head: str, own: tuple[str, ...], others: tuple[str, ...], *, begins: bool
    ) -> str:
        printed = self.form.exact(head, own, printed=True)
        key = printed or self.form.exact(head, own)
        key = key or self.form.exact(head, others, printed=True)
        is_prose = self._is_prose(key, printed=bool(printed), begins=begins)
        return "" if is_prose else key

    def _keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The labels of this section, and those of others that stand nowhere else."""
        criteria = tuple(self.form.criteria) if self.section == PLAN else ()
        return (*BOXES[self.section], *criteria), ELSEWHERE[self.section]

    def open(self, key: str) -> None:
        """Begin a box; the section goes with it."""
        self.section = next((s for s, keys in BOXES.items() if key in keys), PLAN)
        self.slot, self.base = "", BASES.get(key, "")
        if self.base:
            self.opened.append(self.base)
            self.slot = self.base
        elif self.section == VISITS:
            self._open_in_visit(key)
        elif self.section == PLAN:
            self._open_in_plan(key)
        else:
            self.slot = key if key == "priorities" else f"front.{key}"

    def plan_key(self, key: str) -> str:
        self.plan = self.plan or 1
        return f"plan.{self.plan}.{key}"

    def visit_key(self, key: str) -> str:
        self.visit = self.visit or 1
        return f"visit.{self.visit}.{key}"

    def priority_key(self, key: str) -> str:
        self.priority = self.priority or 1
        return self.plan_key(f"priority.{self.priority}.{key}")

    def _heading(self, text: str) -> bool:
        keys = tuple(HEADINGS)
        key = self.form.exact(text, keys) or self.form.close(text, keys)
        if not key:
            return False
        self.close()
        self.section = HEADINGS[key]
        if key == "plan_title":
            self._next_plan()
        return True

    def _next_plan(self) -> None:
        if not self.plan or self.got.has(f"plan.{self.plan}"):
            self.plan += 1
        self.priority, self.evaluating, self.reviewing = 0, False, False

    def _is_prose(self, key: str, *, printed: bool, begins: bool) -> bool:
        """Whether words that could be a label stand in the middle of somebody's text."""
        box = self.slot.rpartition(".")[2]
        if self.section != VISITS or begins or box not in PROSE or key not in RANK:
            return False
        if key == "date" and printed:
            return False
        is_before = RANK[key] <= RANK[box]
        return is_before and (not printed or self.got.has(self.visit_key(key)))

    def _open_in_visit(self, key: str) -> None:
        """A date begins another visit, and so does what the visit said already once it
        has come to its next steps."""
        if self.evaluating and key in {"date", "present"}:
            self.section = PLAN
            self.slot = self.plan_key(f"evaluation_{key}")
            return
        said = self.got.has(self.visit_key(key))
        ended = any(self.got.has(self.visit_key(end)) for end in ENDS)
        if (key == "date" and (said or ended)) or (said and ended and key in BEGINS):
            self.visit += 1
        self.evaluating = False
        self.slot = self.visit_key(key)

    def _open_in_plan(self, key: str) -> None:
        if key == "starts_on" and self.got.has(self.plan_key(key)):
            self._next_plan()
        if key in {"expected_change", "priority_summary"}:
            self.slot = self.priority_key(key)
        elif key == "evaluation_rule":
            self.slot = self.plan_key("evaluation")
        elif key in self.form.criteria:
            self.slot = self.plan_key(f"criteria.{key}")
        else:
            self.slot = self.plan_key(key)
        self.evaluating = self.evaluating or key == "evaluation"
        self.reviewing = key in {"reviews", "on_track"}

    def _go_on(self, rest: str, line: Line) -> None:
        if not rest:
            return
        after = Line(rest, line.place)
        if labels.is_placeholder(rest):
            self.got.words.append(rest)
        elif not self._term(after):
            self.put(after)

    def _numbered(self, line: Line) -> bool:
        """ "Priority 2: Writing" in a plan, "Visit 3" among the visits."""
        if self.section == PLAN and not self.slot.endswith(".plan_priorities"):
            found = labels.numbered(line.text, "priority")
            if found:
                self.priority = max(self.priority + 1, int(found[0]))
                self.slot = self.priority_key("title")
                return self._numbered_rest(line, found[1])
        if self.section == VISITS:
            found = labels.numbered(line.text, "visit")
            if found:
                if self.got.has(f"visit.{self.visit}"):
                    self.visit += 1
                self.slot = ""
                return self._numbered_rest(line, found[1])
        return False

    def _numbered_rest(self, line: Line, rest: str) -> bool:
        self.got.words.append(line.text.removesuffix(rest))
        if rest:
            self.put(Line(rest, line.place))
        return True

    def _term(self, line: Line) -> bool:
        found = labels.term_of(line.text) if self.base else None
        if found is None:
            return False
        term, rest = found
        self.got.words.append(line.text.removesuffix(rest))
        self.slot = f"{self.base}.{term}"
        if rest and labels.is_placeholder(rest):
            self.got.words.append(rest)
        elif rest:
            self.put(Line(rest, line.place))
        return True


def _said(line: Line) -> str:
    return f"- {without_bullet(line).text}" if line.bullet else line.text
