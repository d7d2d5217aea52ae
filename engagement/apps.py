from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Framework definitions, rolling records, levels, hours."""

    name = "engagement"

    def ready(self) -> None:
        from engagement import sentences  # noqa: F401  (registers its events)
        from engagement.models import LetterPaper
        from engagement.queries.wording import role_names_in_use
        from engagement.queries.words import words_in_use
        from engagement.services import refiling, silence, succession, year
        from engagement.services.letters import papers
        from schools import role_names
        from sitrack.core import events, sweep, words

        role_names.named_by(role_names_in_use)
        words.told_by(words_in_use)
        events.listen(refiling.on_event)
        sweep.handles(LetterPaper)(papers.draw_paper)
        sweep.also(year.open_begun)
        sweep.also(silence.follow_silence)
        sweep.also(succession.supersede_ended)
