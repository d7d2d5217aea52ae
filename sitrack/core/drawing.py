"""Every form field is drawn here: a Django bound field becomes a GOV.UK component.

`draw(field)` looks at the widget and hands label, hint, error, value and choices to
the macro, which gets ids, descriptions and error marks right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sitrack.core import components, plain_boxes

# The macro writes these itself; maxlength would silently cut pasted text.
OWN_ATTRIBUTES = {"id", "name", "class", "type", "rows", "cols", "required"} | {
    "maxlength",
    "minlength",
    "aria-describedby",
    "aria-invalid",
    "autofocus",
    "placeholder",
}
SIZES = {"s", "m", "l", "xl"}
Options = dict[str, Any]


def draw(field: BoundField, **options: Any) -> SafeString:
    """The field as a GOV.UK component; see the templatetag `govuk_field`."""
    widget = field.field.widget
    if field.is_hidden:
        return plain_boxes.hidden(field)
    for kind, drawer in DRAWERS:
        if isinstance(widget, kind):
            return drawer(field, options)
    return _input(field, options)


def error_id(field: BoundField) -> str:
    """The id an error summary links to: the box that takes the focus."""
    widget = field.field.widget
    if isinstance(widget, forms.MultiWidget):
        wrong = getattr(field.field, "wrong_box", lambda _: 0)(field.errors)
        return f"{field.auto_id}_{wrong}"
    return str(field.auto_id)


def _basics(field: BoundField, options: Options) -> Options:
    """What every component takes: name, id, label, hint, error and attributes."""
    attrs = {**field.field.widget.attrs, **(options.get("attributes") or {})}
    basics: Options = {
        "id": field.auto_id,
        "name": field.html_name,
        "label": _label(field, options, "label"),
        "classes": _classes(attrs, options),
        "attributes": {k: v for k, v in attrs.items() if k not in OWN_ATTRIBUTES},
        "formGroup": {"classes": options.get("wrapper_class") or ""},
    }
    for name in ("autocomplete", "inputmode", "spellcheck"):
        if name in basics["attributes"]:
            basics[name] = basics["attributes"].pop(name)
    hint = options.get("hint") or field.help_text
    if hint:
        basics["hint"] = {"text": hint}
    if field.errors:
        basics["errorMessage"] = {"text": field.errors[0]}
    return basics


def _label(field: BoundField, options: Options, part: str) -> Options:
    """The label, or the legend of a group of boxes, in the size asked for."""
    size = str(options.get("size") or options.get(f"{part}_size") or "")
    prefix = f"govuk-{part}--" if part == "label" else "govuk-fieldset__legend--"
    classes = f"{prefix}{size}" if size in SIZES else size
    if options.get("hide_label"):
        classes = f"{classes} govuk-visually-hidden".strip()
    heading = options.get("page_heading") or options.get(f"{part}_tag") == "h1"
    text = options.get("label") or field.label
    return {"text": text, "classes": classes, "isPageHeading": bool(heading)}


def _classes(attrs: Options, options: Options) -> str:
    """Classes from the widget and the page, without those the macro writes."""
    named = f"{attrs.get('class', '')} {options.get('classes') or ''}".split()
    own = {"govuk-input", "govuk-textarea", "govuk-select", "govuk-file-upload"}
    kept = [c for c in named if c not in own and not c.endswith("--error")]
    width = options.get("width")
    if width:
        kept.append(f"govuk-input--width-{width}")
    return " ".join(dict.fromkeys(kept))


def _text_value(field: BoundField) -> Any:
    """The value as its widget would show it, typed text untouched."""
    value = field.field.widget.format_value(field.value())
    return "" if value is None else value


def _input(field: BoundField, options: Options) -> SafeString:
    widget = field.field.widget
    params = _basics(field, options) | {"value": _text_value(field)}
    params["type"] = getattr(widget, "input_type", "text")
    if params["type"] == "number":
        whole = isinstance(field.field, forms.IntegerField)
        params["type"] = "text"
        params.setdefault("inputmode", "numeric" if whole else "decimal")
        for name in ("min", "max", "step"):
            params["attributes"].pop(name, None)
        if "govuk-input--width" not in params["classes"]:
            params["classes"] += " govuk-input--width-5"
    if params["type"] == "email":
        params["spellcheck"] = False
    for affix in ("prefix", "suffix"):
        if options.get(affix):
            params[affix] = {"text": options[affix]}
    if isinstance(widget, forms.DateInput):
        return _picker(params)
    return components.render("input", **params)


def _picker(params: Options) -> SafeString:
    """A text box for a date, with the MoJ calendar beside it when scripts run."""
    params["type"] = "text"
    params["classes"] += " moj-js-datepicker-input"
    params.setdefault("autocomplete", "off")
    return format_html(
        '<div class="moj-datepicker" data-module="moj-date-picker">{}</div>',
        components.render("input", **params),
    )


def _textarea(field: BoundField, options: Options) -> SafeString:
    rows = options.get("rows") or field.field.widget.attrs.get("rows") or 5
    # A browser drops the first line break after the tag; the text may begin with one.
    params = _basics(field, options) | {
        "rows": rows,
        "value": f"\n{_text_value(field)}",
    }
    words, characters = options.get("max_words"), options.get("max_characters")
    if not words and not characters:
        return components.render("textarea", **params)
    limit = {"maxwords": words} if words else {"maxlength": characters}
    drawn = components.render("character-count", **params, **limit)
    # The macro still writes the name that the script now warns about.
    counted = drawn.replace(
        ' data-maxwords="', ' data-count-type="words" data-maxlength="'
    )
    return mark_safe(counted)  # noqa: S308


def _password(field: BoundField, options: Options) -> SafeString:
    return components.render("password-input", **_basics(field, options))


def _file(field: BoundField, options: Options) -> SafeString:
    widget = field.field.widget
    return components.render(
        "file-upload",
        **_basics(field, options),
        multiple=bool(getattr(widget, "allow_multiple_selected", False)),
        javascript=True,
    )


def _select(field: BoundField, options: Options) -> SafeString:
    params = _basics(field, options)
    params["items"] = items = []
    for option in field.subwidgets:
        blank = option.data["value"] in ("", None)
        label = option.data["label"]
        items.append(
            {
                "value": "" if blank else str(option.data["value"]),
                "text": "Select one" if blank and label == "---------" else label,
                "selected": option.data["selected"],
            }
        )
    return components.render("select", **params)


def _radios(field: BoundField, options: Options) -> SafeString:
    return _choices("radios", field, options)


def _checkboxes(field: BoundField, options: Options) -> SafeString:
    return _choices("checkboxes", field, options)


def _choices(name: str, field: BoundField, options: Options) -> SafeString:
    """Radios or checkboxes in a fieldset; `reveal_<value>=field` opens a further
    field, or one that is drawn already, or a tuple of them, under one choice, and the form field's `hints` explain choices."""
    params = _basics(field, options)
    params["idPrefix"] = params.pop("id")
    if name == "radios" and options.get("inline", options.get("radios_inline")):
        params["classes"] += " govuk-radios--inline"
    if options.get("small"):
        params["classes"] += f" govuk-{name}--small"
    params["fieldset"] = {"legend": _label(field, options, "legend")}
    params["items"] = [
        item for option in field.subwidgets if (item := _item(field, option, options))
    ]
    return components.render(name, **params)


def _item(field: BoundField, option: Any, options: Options) -> Options | None:
    value, label = str(option.data["value"] or ""), option.data["label"]
    if not value and label == "---------":
        if field.field.required:
            return None
        label = "Not chosen"
    item: Options = {
        "value": value,
        "text": label,
        "checked": bool(option.data["selected"]),
        "attributes": {
            k: v for k, v in option.data["attrs"].items() if k.startswith("data-")
        },
    }
    hints = getattr(field.field, "hints", {})
    if hints.get(value):
        item["hint"] = {"text": hints[value]}
    if options.get("disabled_values") and value in options["disabled_values"]:
        item["disabled"] = True
    revealed = options.get(f"reveal_{value}")
    if revealed:
        parts = revealed if isinstance(revealed, tuple) else (revealed,)
        drawn = (one if isinstance(one, SafeString) else draw(one) for one in parts)
        item["conditional"] = {"html": mark_safe("".join(drawn))}  # noqa: S308
    return item


def _checkbox(field: BoundField, options: Options) -> SafeString:
    params = _basics(field, options)
    params["idPrefix"] = params.pop("id")
    if options.get("small"):
        params["classes"] += " govuk-checkboxes--small"
    label = params.pop("label")
    checked = field.field.widget.check_test(field.value())
    params["items"] = [{"value": "on", "text": label["text"], "checked": checked}]
    return components.render("checkboxes", **params)


def _several_boxes(field: BoundField, options: Options) -> SafeString:
    """A group of boxes that make one value, such as a day and a time."""
    widget = field.field.widget
    params = _basics(field, options)
    names = getattr(widget, "labels", ("Day", "Time"))
    value = field.value()
    values = value if isinstance(value, list) else widget.decompress(value)
    boxes = []
    for index, (box, text) in enumerate(zip(widget.widgets, names, strict=True)):
        classes = str(box.attrs.get("class", ""))
        one: Options = {
            "id": f"{field.auto_id}_{index}",
            "name": f"{field.html_name}_{index}",
            "label": {"text": text},
            "value": box.format_value(values[index]) or "",
            "classes": f"{classes} govuk-input--error" if field.errors else classes,
        }
        is_day = isinstance(box, forms.DateInput)
        boxes.append(_picker(one) if is_day else components.render("input", **one))
    return _group(field, params, _label(field, options, "legend"), boxes)


def _group(
    field: BoundField, params: Options, legend: Options, boxes: list[SafeString]
) -> SafeString:
    """A fieldset with its hint and error, described by both, around the boxes."""
    parts: list[SafeString] = []
    ids: list[str] = []
    for name, component in (("hint", "hint"), ("errorMessage", "error-message")):
        if name in params:
            ids.append(f"{field.auto_id}-{'hint' if name == 'hint' else 'error'}")
            parts.append(components.render(component, id=ids[-1], **params[name]))
    row = format_html('<div class="app-row">{}</div>', mark_safe("".join(boxes)))  # noqa: S308
    inside = mark_safe("".join([*parts, row]))  # noqa: S308
    fieldset = components.render(
        "fieldset", legend=legend, html=inside, describedBy=" ".join(ids)
    )
    wrong = " govuk-form-group--error" if field.errors else ""
    return format_html('<div class="govuk-form-group{}">{}</div>', wrong, fieldset)


# Tried in this order: Django's checkboxes are a kind of radios, and radios of select.
DRAWERS: list[tuple[type[forms.Widget], Callable[[BoundField, Options], SafeString]]]
DRAWERS = [
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _checkbox),
    (forms.MultiWidget, _several_boxes),
    (forms.Select, _select),
    (forms.FileInput, _file),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
]
