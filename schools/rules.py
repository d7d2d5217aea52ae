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
