"""The form's sections, the boxes of each, and how they follow each other."""

from reports.word_import.labels import (
    FRONT,
    GLOSSARY,
    PLAN,
    POSITION,
    SUPPORT,
    VISITS,
)

HEADINGS = {
    "title": FRONT,
    "section_1": POSITION,
    "section_2": SUPPORT,
    "section_3": VISITS,
    "plan_title": PLAN,
    "glossary": GLOSSARY,
}
BOXES = {
    FRONT: (
        *("school", "phase", "headteacher", "deputy", "chair", "sendco", "officer"),
        *("lead", "external_adviser", "slin_peer_review", "school_type"),
        *("inspection", "vision"),
    ),
    POSITION: (
        *("trajectory_inspection", "view_school", "view_la", "trajectory_assessment"),
        *("level", "priorities"),
    ),
    SUPPORT: ("entitlement", "other_teams", "school_to_school", "offer"),
    VISITS: (
        *("date", "present", "visit_type", "follow_up", "focus", "summary"),
        *("next_steps", "next_visit", "agenda", "documents"),
    ),
    PLAN: (
        *("plan_school", "plan_present", "starts_on", "reasons", "ends_on"),
        *("plan_priorities", "team", "reviews", "on_track", "off_track"),
        *("expected_change", "priority_summary", "evaluation", "evaluation_rule"),
    ),
    GLOSSARY: (),
}
# Labels that stand in other places as well, so that they do not change the section.
EVERYWHERE = {"school", "phase", "plan_school", "plan_priorities", "reviews", "team"}
ELSEWHERE = {
    section: tuple(
        key
        for other, keys in BOXES.items()
        for key in keys
        if other != section and key not in EVERYWHERE
    )
    for section in BOXES
}
# Boxes by term: what is said before a term is named stays without one.
BASES = {
    "trajectory_inspection": "trajectory",
    "view_school": "trajectory.school",
    "view_la": "trajectory.la",
    "trajectory_assessment": "trajectory.joint",
    "level": "level",
} | {strand: f"support.{strand}" for strand in BOXES[SUPPORT]}
PROSE = {"follow_up", "focus", "summary"}
RANK = {key: place for place, key in enumerate(BOXES[VISITS])}

# Where every line is an entry of its own, a list's sign is no part of it.
LISTS = {"priorities", "plan_priorities", "agenda", "documents", "present"}
# What stands at the end of a visit, and what may begin one that has no date.
ENDS = ("step", "next_visit", "agenda", "documents", "summary")
BEGINS = {"present", "visit_type"}
