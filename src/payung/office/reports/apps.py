from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "payung.office.reports"
    label = "reports"
