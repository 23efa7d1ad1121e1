from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "payung.office.journal"
    label = "journal"
