"""Boxes that need no component: drawn by hand, because a page may hold dozens."""

from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECTED = SafeString(" selected")
CHECKED = SafeString(" checked")


def hidden(field: BoundField) -> SafeString:
    """A hidden box: a form of rows has many, and each looks the same."""
    value = field.field.widget.format_value(field.value())
    given = format_html(' value="{}"', value) if value is not None else ""
    return format_html(
        '<input type="hidden" name="{}"{} id="{}">',
        field.html_name,
        given,
        field.auto_id,
    )


def small_select(field: BoundField) -> SafeString:
    """A select box and nothing else, for long lists of boxes that differ little.

    Its label is read out and not shown; errors are not drawn.
    """
    chosen = str(field.value() or "")
    choices = getattr(field.field, "choices", [])
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, SELECTED if str(value) == chosen else "", label)
            for value, label in choices
        ),
    )
    return format_html(
        '<select class="govuk-select" name="{}" id="{}" aria-label="{}">{}</select>',
        field.html_name,
        field.auto_id,
        field.label,
        options,
    )


def small_checkbox(field: BoundField) -> SafeString:
    """A small box to tick with its label, for a page with a hundred of them."""
    checked = CHECKED if field.field.to_python(field.value()) else ""
    return format_html(
        '<div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small"'
        ' data-module="govuk-checkboxes"><div class="govuk-checkboxes__item"><input'
        ' class="govuk-checkboxes__input" id="{}" name="{}" type="checkbox" value="on"{}>'
        '<label class="govuk-label govuk-checkboxes__label" for="{}">{}</label></div></div>'
        "</div>",
        field.auto_id,
        field.html_name,
        checked,
        field.auto_id,
        field.label,
    )


def small_text(field: BoundField) -> SafeString:
    """A one-line text box and nothing else; its label is read out and not shown."""
    return format_html(
        '<input class="govuk-input" name="{}" id="{}" aria-label="{}" value="{}">',
        field.html_name,
        field.auto_id,
        field.label,
        field.value() or "",
    )
