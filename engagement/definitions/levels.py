"""Levels and what comes with them: criteria, entitlement, limits, cadences.

Field names are the keys of the file. Codes name other parts of the same file.
"""

from dataclasses import dataclass

from engagement.definitions.choices import (
    Anchor,
    Approver,
    CadenceUnit,
    DurationUnit,
    EntitlementKind,
    EntitlementUnit,
    Expression,
    Period,
    Role,
    Schools,
)
from engagement.definitions.saying import Said
from sitrack.core.typed_yaml import Natural, Positive, Quantity


@dataclass(frozen=True)
class Cap:
    """No more than this quantity of a part in any one period."""

    quantity: Quantity
    per: Period


@dataclass(frozen=True)
class SplitPart:
    """A part of an entitlement that is set aside for one purpose; the categories of
    time that use it up are the one of its own name, unless it names others."""

    code: str
    text: str
    quantity: Quantity
    purpose: str
    cap: Cap | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntitlementLine:
    """One thing a school is entitled to: so much of a unit, or an item of support.

    The provider is a team or an abstract role. Time is counted against the quantity
    only where `counted` says so; a line of the checklist is ticked off when done. A
    line outside the levels names the levels it holds at; none named means all.
    ``unit_hours`` is how many hours of the ledger make one of its units; the time of
    its ``categories`` uses it up, or else all that counts. ``chargeable`` is paid for.
    """

    code: str
    kind: EntitlementKind
    text: str
    quantity_min: Quantity | None = None
    quantity_max: Quantity | None = None
    unit: EntitlementUnit | None = None
    per: Period | None = None
    provider: str | None = None
    counted: bool = False
    checklist: bool = False
    split: tuple[SplitPart, ...] = ()
    levels: tuple[str, ...] = ()
    unit_hours: Quantity | None = None
    categories: tuple[str, ...] = ()
    chargeable: bool = False


@dataclass(frozen=True)
class Extension:
    """A longer limit that holds while a flag is true of the school."""

    code: str
    text: str
    flag: str
    max: Positive


@dataclass(frozen=True)
class Duration:
    """How long a school stays at a level; `then` names the period that follows.

    `max` and `transition_max` count the same unit.
    """

    unit: DurationUnit
    code: str | None = None
    text: str | None = None
    min: Positive | None = None
    max: Positive | None = None
    then: str | None = None
    transition_max: Positive | None = None
    extend_if: Extension | None = None


@dataclass(frozen=True)
class Level:
    """One level of support; `order` rises with need (1 is the least)."""

    code: str
    label: str
    order: Positive
    short_name: str | None = None
    base: bool = False
    statutory: bool = False
    requires_plan: bool = False
    plan_template: str | None = None
    approver: Approver = "lead"
    inherits: str | None = None
    offer: str | None = None
    forced_by: str | None = None
    duration: Duration | None = None
    entitlements: tuple[EntitlementLine, ...] = ()
    suggest_when: Expression = None


@dataclass(frozen=True)
class Theme:
    code: str
    label: str
    provisional: bool = False


@dataclass(frozen=True)
class Offer:
    """A kind of help, where a framework keeps it apart from the level: what it brings,
    and whether it can be offered at any level."""

    code: str
    label: str
    lines: tuple[Said, ...] = ()
    at_any_level: bool = False


@dataclass(frozen=True)
class Criterion:
    """A statement that can be picked as evidence for a level; known by its code."""

    code: str
    level: str
    text: str
    theme: str | None = None
    headline: bool = False
    decisive: bool = False


@dataclass(frozen=True)
class Cadence:
    """Something due again and again, or once where `every` is not given.

    Due by the end of the anchor (a term), or counted from it; `offset` days may be
    negative, and are working days where `working_days` says so. `by_terms` are the
    terms of an academic year, by number, by whose end it is due once each. Some are for
    academies alone, or for maintained schools alone; some are met by the day that a row
    of the front sheet says.
    """

    code: str
    activity: str
    label: str
    anchor: Anchor
    responsible: Role
    every: Positive | None = None
    unit: CadenceUnit | None = None
    level: str | None = None
    offset: int = 0
    working_days: bool = False
    grace: Natural = 0
    by_terms: tuple[Positive, ...] = ()
    schools: Schools | None = None
    front_sheet: str | None = None
