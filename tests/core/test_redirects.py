"""Nobody is led on to another site, and no folder is shown."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.schools.invited import PASSWORD
from tests.universe import Council, address_of


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "https:elsewhere.example",
        "javascript:alert(1)",
    ],
)
def test_a_sign_in_leads_to_no_other_site(council: Council, elsewhere: str) -> None:
    council.sam.set_password(PASSWORD)
    council.sam.save()
    sent = {"login": address_of("sam"), "password": PASSWORD, "next": elsewhere}
    answer = Client().post(reverse("account_login"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("home"))


@pytest.mark.parametrize(
    "folder", ["/static/", "/static/css/", "/static/../", "/files/"]
)
def test_no_folder_is_listed(council: Council, folder: str) -> None:
    client = Client()
    client.force_login(council.sam)
    assert client.get(folder).status_code == 404
