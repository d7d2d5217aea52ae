"""Addresses of pages that are drawn by the dozen."""

from functools import cache

from django.urls import get_script_prefix, reverse


def address(page: str, *keys: int | str | None) -> str:
    """A page's address; the routes are searched once for each kind of page."""
    href = _route(page, len(keys), get_script_prefix())
    for key in keys:
        href = href.replace("/0/", f"/{key}/", 1)
    return href


@cache
def _route(page: str, keys: int, prefix: str) -> str:
    return reverse(page, args=[0] * keys)
