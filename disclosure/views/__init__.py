"""Pages of requests for information."""

from disclosure.views.files import file, preview
from disclosure.views.items import item, mark_off, open_letter, settle
from disclosure.views.requests import correct, new, request_page, requests, take
from disclosure.views.steps import step

__all__ = [
    "correct",
    "file",
    "item",
    "mark_off",
    "new",
    "open_letter",
    "preview",
    "request_page",
    "requests",
    "settle",
    "step",
    "take",
]
