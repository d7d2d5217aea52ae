"""The form's labels, and how a line is recognised as one although it was retyped."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

FRONT, POSITION, SUPPORT = "front", "position", "support"
VISITS, PLAN, GLOSSARY = "visits", "plan", "glossary"
TERMS = ("autumn", "spring", "summer")
PLACEHOLDERS = frozenset(
    {
        *("choose an item", "click or tap to enter a date", "click here to enter text"),
        *("click or tap here to enter text", "click here to enter a date", "yes no"),
        *("enter text", "select", "tap to enter text"),
    }
)
# How alike a label that was mistyped must be, and how short one cannot be mistaken for.
ALIKE, SHORT, LONGEST, MOST_CUTS = 0.88, 6, 160, 4

# What people call the same boxes once they have typed the form anew.
ALSO: dict[str, tuple[str, ...]] = {
    "title": ("Rolling record", "Record of SIEM work"),
    "school": ("School name", "Name of school"),
    "headteacher": ("Headteacher", "Head teacher and email", "Head teacher", "HT"),
    "deputy": ("Deputy headteacher", "Deputy head", "DHT", "Deputy head and email"),
    "chair": ("Chair of Governors", "Chair", "Chair of governing body", "CoG"),
    "sendco": ("SENDCo", "SENCo", "SENCo and email", "Inclusion lead"),
    "officer": ("SEP", "Standards and Excellence Partner"),
    "lead": ("RLE", "Regional Lead for Education", "Regional lead"),
    "external_adviser": (
        *("External adviser", "HTPM adviser", "Name of external adviser"),
        "External adviser for headteacher performance management",
    ),
    "slin_peer_review": ("SLIN peer review", "Peer review", "SLIN"),
    "school_type": ("School type",),
    "inspection": ("Ofsted judgement and date", "Current Ofsted", "Last Ofsted"),
    "vision": ("Vision", "Our vision", "Vision of the school", "Vision and values"),
    "section_1": ("Section 1", "Position and trajectory"),
    "trajectory_inspection": ("Trajectory to next Ofsted", "Ofsted trajectory"),
    "trajectory_assessment": ("Assessment trajectory", "Trajectory for assessments"),
    "view_school": ("School view", "The school's view"),
    "view_la": ("LA's view", "Local authority view", "SEP view"),
    "level": ("Engagement model", "Level of engagement", "SIEM level", "Entitlement"),
    "priorities": ("School priorities", "SDP priorities", "Key priorities"),
    "section_2": ("Section 2", "Plan for support"),
    "entitlement": (
        *("Use of entitlement", "S&E support entitlement", "Use of SEP time"),
        "How will the entitlement be used",
    ),
    "other_teams": ("Other teams", "Support from other LA teams"),
    "school_to_school": ("School-to-school",),
    "offer": ("Support we could offer", "Support offered to other schools"),
    "section_3": ("Joint work", "Section 3", "Record of visits", "Visits"),
    "date": ("Date of visit", "Visit date", "Date of meeting", "Date of contact"),
    "present": (
        *("Those present", "In attendance", "Attendees", "Attended by"),
        *("Who was there", "People present"),
    ),
    "visit_type": ("Type of visit", "Type", "Kind of visit", "Purpose"),
    "follow_up": (
        *("Follow up", "Follow up from last visit", "Actions from last visit"),
        *("Review of previous actions", "Progress since last visit"),
    ),
    "focus": ("Focus", "Focus of the visit", "Focus of visit", "Visit focus"),
    "summary": (
        *("Summary", "Summary evaluation", "Key points", "Evaluation and key points"),
        *("Summary evaluation and key points", "Notes of visit", "Main findings"),
    ),
    "next_steps": ("Next step", "Agreed next steps", "Agreed actions", "Next actions"),
    "by_date": ("By", "By when", "When", "Deadline", "Date", "Due", "Due date"),
    "who": ("Who", "By whom", "Person responsible", "Lead", "Owner", "Responsible"),
    "next_visit": ("Next visit", "Date of next visit", "Next meeting", "Next date"),
    "agenda": ("Agenda", "Agenda for next visit", "Items for next visit"),
    "documents": ("Documents", "Documents shared", "Linked documents", "Attachments"),
    "plan_title": ("Additional Engagement Plan", "AEP", "Engagement plan"),
    "plan_school": (),
    "plan_present": ("Present at the meeting", "Present at planning meeting"),
    "starts_on": ("Start date", "Date started", "Start of additional engagement"),
    "reasons": ("Reasons", "Reason for additional engagement"),
    "ends_on": ("End date", "Timescale", "Timescales", "Timescales (end date)"),
    "plan_priorities": (),
    "team": ("Team",),
    "reviews": ("Reviews", "Progress review dates", "Progress review"),
    "on_track": ("On track", "Are we on track"),
    "off_track": ("If not on track", "Reasons if not on track"),
    "expected_change": ("The changes we will see", "Changes we will see", "Impact"),
    "priority_summary": ("Progress summary", "Summary of progress"),
    "evaluation": ("End evaluation", "Evaluation at the end of the timescale"),
    "glossary": ("Abbreviations", "Glossary of terms"),
}
COLUMNS = {
    "steps": ("next_steps", "by_date", "who"),
    "actions": ("actions", "plan_who", "when", "rag"),
    "team": ("name", "job_title", "email", "phone"),
    # As we write it ourselves: a line for each review.
    "reviews": ("on_track", "review_date", "off_track"),
}
ALSO |= {
    "actions": ("Action", "What we will do"),
    "plan_who": ("By whom", "Person responsible", "Lead"),
    "when": ("By when", "Date", "Deadline", "By", "By date"),
    "rag": ("RAG", "RAG rating", "Progress RAG"),
    "job_title": ("Role", "Position", "Title", "Job"),
    "email": ("E-mail", "Email address"),
    "phone": ("Phone", "Telephone", "Tel", "Mobile", "Telephone number"),
}


@dataclass(frozen=True)
class Form:
    """The words that a framework's form prints: labels by what they are called here,
    the rows of the assessment table by code, and the blocks of criteria by code."""

    labels: Mapping[str, str]
    measures: Mapping[str, str]
    criteria: Mapping[str, str]
    _known: dict[tuple[str, ...], dict[str, tuple[str, bool]]] = field(
        default_factory=dict, repr=False
    )

    def exact(self, text: str, keys: tuple[str, ...], *, printed: bool = False) -> str:
        """The key of the label that a text is, by the form's own word or, unless only
        what is ``printed`` counts, by another name in use; nothing for other texts."""
        if len(text) > LONGEST:
            return ""
        key, own = self._names(keys).get(plain(text), ("", False))
        return key if own or not printed else ""

    def close(self, text: str, keys: tuple[str, ...]) -> str:
        """The key of the label that a mistyped text comes close to, or nothing."""
        if len(text) > LONGEST:
            return ""
        said = plain(text)
        found = (
            (_alike(said, name), key) for name, (key, _) in self._names(keys).items()
        )
        ratio, key = max(found, default=(0.0, ""))
        return key if ratio >= ALIKE else ""

    def measure(self, text: str) -> str:
        """The code of the assessment row that a text names, or nothing."""
        said = plain(text)
        names = {plain(label): code for code, label in self.measures.items()}
        if said in names:
            return names[said]
        close = max(names, key=lambda name: _alike(said, name), default="")
        return names[close] if close and _alike(said, close) >= ALIKE else ""

    def _names(self, keys: tuple[str, ...]) -> dict[str, tuple[str, bool]]:
        """What these labels are called: whose name it is, and whether it is printed."""
        if keys not in self._known:
            names: dict[str, tuple[str, bool]] = {}
            for key in keys:
                for other in ALSO.get(key, ()):
                    names.setdefault(plain(other), (key, False))
            for key in reversed(keys):
                for own in (self.labels.get(key), self.criteria.get(key)):
                    if own:
                        names[plain(own)] = (key, True)
            self._known[keys] = names
        return self._known[keys]


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Words and numbers alone, in small letters: how a label is compared. The number of
    a heading goes, whether it was typed or not."""
    flat = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    flat = re.sub(r"['’‘`]", "", flat)
    words = re.findall(r"[^\W_]+", flat)
    if len(words) > 1 and words[0].isdecimal():
        words = words[1:]
    return " ".join(words)


def is_placeholder(text: str) -> bool:
    return plain(text) in PLACEHOLDERS


def heads(text: str) -> Iterable[tuple[str, str]]:
    """The ways to take a line as a label and what follows it, the longest label first."""
    yield text, ""
    cuts = [found.end() for found in re.finditer(r"[:?\t]|\s[-–—]\s", text[:LONGEST])]
    for cut in reversed(cuts[:MOST_CUTS]):
        yield text[:cut], text[cut:].strip()


def heads_without_sign(text: str) -> Iterable[tuple[str, str]]:
    """The same where nothing but a space parts the label from what follows: labels of
    three words or more, which nobody's own words begin with by chance."""
    for found in list(re.finditer(r"\s", text[:LONGEST]))[2:12]:
        yield text[: found.start()], text[found.end() :].strip()


def term_of(text: str) -> tuple[str, str] | None:
    """The term that a line begins with, and what is said of it: "Autumn 2025: Good"."""
    pattern = rf"({'|'.join(TERMS)})(?:\s+term)?(?:\s+20\d\d)?\s*(?:[:\t–—-]\s*|$)(.*)"
    found = re.match(pattern, text.strip(), re.IGNORECASE | re.DOTALL)
    return (found[1].lower(), found[2].strip()) if found else None


def numbered(text: str, word: str) -> tuple[str, str] | None:
    """The number and the rest of a heading such as "Priority 2: Writing"."""
    pattern = rf"{word}\s*(\d{{1,2}})\s*(?:[:.)\u2013\u2014-]\s*(.*))?$"
    found = re.match(pattern, text, re.IGNORECASE)
    return (found[1], found[2] or "") if found else None


@lru_cache(maxsize=8192)
def _alike(said: str, name: str) -> float:
    short, long = sorted((len(said), len(name)))
    if len(name) < SHORT or short * (2 - ALIKE) < long * ALIKE:
        return 0
    own, other = set(said.split()), set(name.split())
    if {word for word in own ^ other if word.isdecimal()}:
        return 0
    if len(other) > 2 and len(own & other) * 2 < len(other):
        return 0
    found = SequenceMatcher(None, said, name, autojunk=False)
    if found.real_quick_ratio() < ALIKE or found.quick_ratio() < ALIKE:
        return 0
    return found.ratio()
