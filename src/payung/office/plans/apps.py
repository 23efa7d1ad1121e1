from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "payung.office.plans"
    label = "plans"
