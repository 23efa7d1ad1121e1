"""The rules over columns: contributions and death benefits of millions, equal to the single case."""

from payung.law.bulk.contributions import DuePerMonth, due_per_month, due_schedule
from payung.law.bulk.deaths import DeathBenefits, death_benefit

__all__ = ["DeathBenefits", "DuePerMonth", "death_benefit", "due_per_month", "due_schedule"]
