"""Django's forms drawn with our own field markup, so that {{ field.as_field_group }} fits every page."""

from django.forms.renderers import TemplatesSetting


class Face(TemplatesSetting):
    field_template_name = "web/parts/field.html"
    form_template_name = "web/parts/form.html"
