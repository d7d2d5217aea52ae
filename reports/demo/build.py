"""Building the demonstration, through the services that everybody uses."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from engagement.services.definitions import load_framework_file
from engagement.services.records import framework_in_use
from glossary.definitions import read_glossary
from glossary.services import load_glossary
from reports.demo import besides
from reports.demo.calendar import Days, open_years
from reports.demo.cast import Cast, play, read
from reports.demo.changes import (
    change_people,
    let_deputies_act,
    let_guests_read,
    propose_an_amalgamation,
)
from reports.demo.directory import fill_directory, propose_words
from reports.demo.elsewhere import tell
from reports.demo.hours import acts_of_hours
from reports.demo.letters import acts_of_letters
from reports.demo.levels import acts_of_levels
from reports.demo.moderation import moderate
from reports.demo.people import (
    add_people_of_schools,
    add_team,
    add_teams_at_schools,
    give_caseloads,
)
from reports.demo.plans import acts_of_plans
from reports.demo.published import publish_a_record
from reports.demo.records import acts_of_records, open_real_records
from reports.demo.reviews import acts_of_reviews
from reports.demo.schools import (
    FIRST_URN,
    acts_of_inspections,
    add_schools,
    load_register,
    real_maintained,
)
from reports.demo.turn import acts_of_the_turn
from reports.demo.visits import acts_of_visits
from reports.services.summaries import refresh
from schools.models import School
from schools.services.regions import load_regions, our_regions
from sitrack.core import clock, delivery, sweep
from sitrack.core.models import Term

A_WEEK = 7


def is_built() -> bool:
    """Whether the demonstration stands already."""
    return School.objects.exists()


@transaction.atomic
def build() -> Cast:
    """Load everything, as of now, in one transaction; nobody is sent a mail."""
    with sweep.asleep():
        cast = _set_the_scene()
        if settings.FRAMEWORK == settings.DEFAULT_FRAMEWORK:
            _tell_the_year(cast)
        else:
            tell(cast)
        for tell_besides in besides:
            tell_besides(cast)
        last_week = cast.days.school_day(-A_WEEK)
        delivery.settle(read_before=cast.days.moment(last_week, "00:00"))
        refresh(School.objects.open().values_list("pk", flat=True))
    return cast


def _tell_the_year(cast: Cast) -> None:
    """The default: a real register, and a year of work at schools beside it."""
    stories = read("schools")
    visits = read("visits")["visits"]
    start = cast.years[0].start
    with clock.at(cast.days.moment(start, "08:00")):
        load_register(start)
        add_team(cast)
        add_schools(cast, stories)
        add_people_of_schools(cast, stories["schools"])
        add_teams_at_schools(cast, visits)
        real = real_maintained()
        give_caseloads(cast, real, cast.years[1].start)
    open_real_records(cast, real, cast.years[1])
    play(
        [
            *acts_of_records(cast, stories["schools"]),
            *acts_of_levels(cast, read("levels")),
            *acts_of_letters(cast, read("letters")["letters"]),
            *acts_of_plans(cast, read("plans")),
            *acts_of_reviews(cast, read("reviews")["reviews"]),
            *acts_of_visits(cast, visits),
            *acts_of_inspections(cast, stories["schools"]),
            *acts_of_the_turn(cast, stories["schools"], by=cast.head_of_service()),
            *acts_of_hours(cast, stories["schools"][0]["key"]),
        ]
    )
    change_people(cast)
    propose_an_amalgamation(cast)
    fill_directory(cast)
    propose_words(cast)
    let_guests_read(cast)
    let_deputies_act(cast)
    moderate(FIRST_URN)
    publish_a_record(cast)


def _set_the_scene() -> Cast:
    """Definitions, calendar and regions."""
    fixtures = Path(settings.BASE_DIR, "fixtures")
    load_framework_file(fixtures / f"frameworks/{settings.FRAMEWORK}.yaml", by=None)
    load_glossary(read_glossary(fixtures / f"glossary/{settings.FRAMEWORK}.yaml"))
    now = clock.now()
    years = open_years(clock.today())
    return Cast(
        days=Days(
            now, list(Term.objects.filter(year__in=years).select_related("year"))
        ),
        years=years,
        framework=framework_in_use(settings.FRAMEWORK),
        regions=load_regions(our_regions()),
    )
