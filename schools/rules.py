"""What the directory holds to, and what an inspection can say; pure."""

from datetime import date, timedelta

from sitrack.core.rules import RuleBroken

SIX_MONTHS = timedelta(days=183)


def is_long_ago(checked_on: date, today: date) -> bool:
    """Whether an entry that was checked then should be looked at again: it is for the
    keeper's attention, and hides nothing from its readers (SUF-K)."""
    return today - checked_on > SIX_MONTHS


def check_inspection(
    *,
    kind: str,
    held_on: date,
    published_on: date | None,
    headline: str,
    graded_areas: int,
    risk_of_decline: bool,
    today: date,
) -> None:
    """Refuse what no inspection can say (SUF-R-12, ACC-096).

    A report card has grades of areas and no overall one; only a monitoring
    inspection may have neither. Raises RuleBroken.
    """
    if held_on > today:
        raise RuleBroken("The inspection lies in the future.", "held_on")
    if published_on and published_on < held_on:
        told = "The report cannot be published before the inspection."
        raise RuleBroken(told, "published_on")
    if kind == "report_card" and headline:
        told = "A report card has no overall outcome. Enter the grade of each area."
        raise RuleBroken(told, "headline")
    if kind != "monitoring" and not (headline or graded_areas):
        told = "Select the overall outcome, or enter the grades of the areas."
        raise RuleBroken(told, "headline")
    if risk_of_decline and kind != "ungraded":
        told = "Only an ungraded inspection ends with a risk of decline."
        raise RuleBroken(told, "risk_of_decline")


def last_day_from(*, linked_on: date | None, opens_on: date | None) -> date | None:
    """The last day of a school, as its link tells it: the day before the next one
    opens; else the link's own day, which is often the first of the new school."""
    if opens_on:
        return opens_on - timedelta(days=1)
    if linked_on and linked_on.day == 1:
        return linked_on - timedelta(days=1)
    return linked_on


def check_change(
    *,
    kind: str,
    last_day: date,
    opened_on: date | None,
    maintained: bool,
    closes_on: date | None,
    next_maintained: bool | None = None,
    next_opened_on: date | None = None,
    next_closes_on: date | None = None,
) -> None:
    """Refuse what no school can become (INV-22, INV-23, ACC-075). Raises RuleBroken.

    The facts named ``next`` are those of the school that follows, where one does.
    """
    if opened_on and last_day < opened_on:
        told = f"The school opened on {opened_on:%-d %B %Y}. It cannot close before."
        raise RuleBroken(told, "last_day")
    if closes_on and closes_on != last_day and kind == "closure":
        told = f"The school closed on {closes_on:%-d %B %Y} already."
        raise RuleBroken(told, "last_day")
    if next_closes_on and next_closes_on <= last_day:
        raise RuleBroken("The school that follows closes no later itself.", "last_day")
    if kind != "conversion":
        return
    if next_maintained:
        told = "A school converts to an academy. The school that follows is maintained."
        raise RuleBroken(told, "successor")
    if not maintained:
        told = (
            "Only a school that the authority maintains converts to an academy."
            " Say that another school replaces it."
        )
        raise RuleBroken(told, "kind")
    if next_opened_on and next_opened_on < last_day:
        told = (
            f"The school that follows has been open since {next_opened_on:%-d %B %Y},"
            " and a conversion makes a new one. Say that another school replaces it,"
            " or that it becomes one school with others."
        )
        raise RuleBroken(told, "successor")
