from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "payung.office.followup"
    label = "followup"
