from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "payung.office.summaries"
    label = "summaries"
