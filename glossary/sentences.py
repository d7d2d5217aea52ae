"""What the glossary's events say."""

from sitrack.core import events

events.register(
    {
        "glossary.proposed": "proposed {label} for the glossary",
        "glossary.published": "published {label} in the glossary",
        "glossary.unconfirmed": "listed {label} in the glossary as not confirmed",
        "glossary.changed": "changed {label} in the glossary",
        "glossary.declined": "left {label} out of the glossary",
    }
)
