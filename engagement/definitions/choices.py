"""The words a definition may choose from; anything else in a file is a mistake."""

from typing import Any, Literal

Role = Literal[
    "officer",
    "lead",
    "head",
    "director",
    "team",
    "headteacher",
    "deputy",
    "chair",
    "governor",
    "sendco",
    "admin",
]
Organisation = Literal["local_authority", "trust", "scottish_council"]
Selection = Literal["boolean", "best_fit", "count"]
Approver = Literal["lead", "head"]

MeasureUnit = Literal["percent", "points"]
EntitlementKind = Literal["quantity", "item"]
EntitlementUnit = Literal["hour", "day", "fte", "visit", "meeting"]
Period = Literal["week", "half_term", "term", "large_term", "year"]

# What a school of a phase does with capacity, and how an occasion comes about.
Capacity = Literal["taker", "partly", "giver"]
How = Literal["dates_set", "on_demand", "weekly"]

DurationUnit = Literal["week", "month", "term", "year"]
CadenceUnit = Literal["day", "week", "month", "half_term", "term", "year", "visit"]
Anchor = Literal[
    "term",
    "half_term",
    "academic_year",
    "quarter",
    "year_start",
    "plan_level",
    "plan_start",
    "plan_end",
    "off_track",
    "evaluation",
    "draft_sent",
    "meeting",
    "plan_meeting",
    "plan_final",
    "visit",
    "notice",
    "last_done",
    "level_start",
    "new_headteacher",
    "targeted_noted",
    "level_limit",
]

PromptType = Literal[
    "text", "para", "date", "datetime", "choice", "multi", "people", "rows", "rag"
]
Side = Literal["officer", "school", "both"]
Moment = Literal["draft", "share", "final"]
Schools = Literal["maintained", "academy"]
Prefill = Literal["previous_next_steps", "previous_agenda"]
Course = Literal["preventative", "statutory", "concern"]
Signer = Literal["head", "director"]
CopyWhen = Literal["always", "religious", "foundation"]
LabelKind = Literal["title", "term", "placeholder", "heading", "field", "table"]

# A code, or one operator over codes and further expressions (engagement.rules.suggestion).
Expression = Any
