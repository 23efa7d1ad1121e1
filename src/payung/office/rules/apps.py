from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "payung.office.rules"
    label = "rules"
