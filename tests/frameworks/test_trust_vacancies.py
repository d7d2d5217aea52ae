"""A trust's academies are all its own: the list of vacancies knows them."""

from django.urls import reverse

from schools.models import Post, School
from schools.queries.vacancies import vacancies
from sitrack.core import calendar
from sitrack.core.roles import Role
from tests.reports.pages import read
from tests.universe import Council


def without_head(council: Council) -> School:
    school = council.hawthorn
    Post.objects.filter(school=school, role=Role.HEADTEACHER).update(
        end=calendar.today().replace(day=1)
    )
    return school


def test_an_academy_of_a_trust_without_a_headteacher_is_listed(trust: Council) -> None:
    School.objects.update(maintained=False)
    school = without_head(trust)
    listed = read(trust.ada, f"{reverse('schools:vacancies')}?role=headteacher")
    assert f"{school} Headteacher: vacant" in listed
    assert school in vacancies(trust.ada, calendar.today())


def test_an_academy_without_an_agreement_is_no_vacancy_of_an_authority(
    council: Council,
) -> None:
    School.objects.update(maintained=False)
    school = without_head(council)
    assert school not in vacancies(council.ada, calendar.today())
