from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "payung.office.insight"
    label = "insight"
