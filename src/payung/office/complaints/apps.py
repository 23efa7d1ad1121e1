from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "payung.office.complaints"
    label = "complaints"
