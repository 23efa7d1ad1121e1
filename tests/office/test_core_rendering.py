"""Lists of choices are written as Django writes them, only quicker."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from payung.office.core.rendering import Renderer

CHOICES = {
    "plain": [("", "---"), ("13.03", "Sijunjung"), (7, "Tujuh & <b>tebal</b>"), ('"', "kutip")],
    "grouped": [
        ("Sumatera <Barat>", [("13.03", "Sijunjung"), ("13.04", "Tanah Datar")]),
        ("35.77", "Madiun"),
    ],
}
ATTRIBUTES: list[dict[str, object]] = [
    {},
    {"class": "form-select", "required": True, "disabled": False, "data-x": '"<>'},
]


@pytest.mark.parametrize("kind", CHOICES)
@pytest.mark.parametrize("attrs", ATTRIBUTES)
@pytest.mark.parametrize("chosen", ["13.03", 7, "", None])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_a_select_is_what_django_makes_of_it(kind, attrs, chosen, widget):
    made = widget(attrs=attrs, choices=CHOICES[kind])
    value = [chosen] if widget is forms.SelectMultiple else chosen
    ours, theirs = (made.render("pilih", value, renderer=by()) for by in (Renderer, DjangoTemplates))
    assert parse_html(ours) == parse_html(theirs)


def test_the_forms_of_the_office_are_written_so():
    class Asking(forms.Form):
        where = forms.ChoiceField(choices=CHOICES["plain"])

    assert isinstance(Asking().renderer, Renderer)
