from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "payung.office.people"
    label = "people"
