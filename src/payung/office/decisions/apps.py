from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "payung.office.decisions"
    label = "decisions"
