"""What an answer is in the table of access: a letter."""

from django.http.response import HttpResponseBase

LETTERS = {
    **dict.fromkeys((200, 302, 400, 409, 422), "o"),
    401: "-",
    403: "x",
    404: ".",
}


def letter_of(response: HttpResponseBase) -> str:
    """The letter of the table, or the number of a status that has none."""
    status = response.status_code
    if status == 302 and "/accounts/login/" in response.headers["Location"]:
        return "-"
    return LETTERS.get(status, str(status))
