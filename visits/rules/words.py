"""How the rules say a day."""

from datetime import date


def say(day: date) -> str:
    return f"{day:%-d %B %Y}"
