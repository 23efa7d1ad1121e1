from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "payung.office.workdays"
    label = "workdays"
