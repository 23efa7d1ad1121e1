from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "payung.office.core"
    label = "core"
