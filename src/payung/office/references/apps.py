from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "payung.office.references"
    label = "references"
