"""The application's addresses and a bare page beside them."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from glossary.models import Entry
from sitrack.urls import urlpatterns as application

TABLE = Engine().from_string(
    "<!doctype html><html lang=en><title>Bare</title><h1>{{ user }}</h1><table>"
    "{% for row in rows %}<tr><td>{{ row.abbreviation }}</td>"
    "<td>{{ row.meaning }}</td><td>{{ row.order }}</td></tr>{% endfor %}</table>"
)


def bare(request: HttpRequest) -> HttpResponse:
    """Session and user, one indexed query, twenty rows."""
    rows = Entry.objects.filter(framework="suffolk").order_by("pk")[:20]
    return HttpResponse(TABLE.render(Context({"rows": rows, "user": request.user})))


urlpatterns = [*application, path("bare/", bare)]
