"""The nouns of a framework that our own sentences take up."""

from dataclasses import dataclass
from typing import Literal

BankHolidays = Literal["ENG", "WLS", "SCT", "NIR"]


@dataclass(frozen=True)
class Words:
    """Each is as it reads inside a sentence; where one is missing a plain word stands
    in. Officers, leads and heads are called by the labels of their roles unless a word
    here says otherwise."""

    # The organisation's side: "the LA's view", "the trust's view".
    authority: str | None = None
    # The same where there is room: "the local authority".
    authority_long: str | None = None
    # What is kept about a school for a year.
    record: str | None = None
    # Who inspects, and what is then held: "the next Ofsted inspection".
    inspectorate: str | None = None
    inspection: str | None = None
    # What a framework calls a level.
    level: str | None = None
    officer: str | None = None
    lead: str | None = None
    head: str | None = None
    director: str | None = None
    # Those at the school who read what is final: in a sentence, and all of them.
    governors: str | None = None
    final_readers: str | None = None
    # One of them, and the end of who reads a letter about a level.
    every_governor: str | None = None
    its_chair: str | None = None
    # Under what schools of a federation stand together.
    governing_body: str | None = None
    # Schools that are not the authority's own, where there are any.
    academies: str | None = None
    # Where the register of schools comes from.
    register: str | None = None
    # The summary of the record in plain words.
    summary: str | None = None
    # What tells a primary from a secondary school, such as "phase".
    school_phase: str | None = None
    # The number by which everybody knows a school, and the second one.
    school_number: str | None = None
    other_number: str | None = None
    # "Begin a …", several of them, "No … runs at the school", the title of one, and the
    # heading above those of a school.
    plan: str | None = None
    plans: str | None = None
    plan_name: str | None = None
    plan_title: str | None = None
    plans_of_a_school: str | None = None
    # What else is said about the external adviser of a headteacher, if anything.
    adviser_hint: str | None = None
    # The board that hears of key themes each quarter, and how it is reported to.
    board: str | None = None
    board_reports: str | None = None
    # The organisation's own side where a sentence says no more: "authority", "trust".
    authority_side: str | None = None
    # What holders of a post may be called otherwise than their role is.
    own_titles: str | None = None
    # Where its bank holidays are those of: England, Wales, Scotland, Northern Ireland.
    bank_holidays: BankHolidays | None = None
    # An abbreviation that everybody there knows.
    abbreviation: str | None = None
