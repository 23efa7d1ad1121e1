from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "payung.office.outreach"
    label = "outreach"
