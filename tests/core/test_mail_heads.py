"""Nothing that is typed becomes part of the head of a mail."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email


@pytest.mark.parametrize("smuggled", ["x\nBcc: eve@elsewhere.example", "x\r\n\r\nyes"])
def test_a_line_break_in_an_address_or_a_title_sends_no_mail(
    mailoutbox: list[EmailMessage], smuggled: str
) -> None:
    for mail in (
        EmailMessage(subject=smuggled, body="", to=["sam@council.example"]),
        EmailMessage(subject="", body="", to=[f"{smuggled}@council.example"]),
    ):
        with pytest.raises(ValueError, match="newline"):
            mail.send()
    assert mailoutbox == []
    with pytest.raises(ValidationError):
        validate_email(f"{smuggled}@council.example")
