from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    name = "payung.office.continuity"
    label = "continuity"
