from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "payung.office.programmes"
    label = "programmes"
