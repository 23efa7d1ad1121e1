"""The law as data: one dated, cited TOML file per parameter, at the path of the law."""

from payung.law.parameters.model import Citation, Confidence, Dated, Parameter, UnusableParameter
from payung.law.parameters.store import Parameters, current, load

__all__ = [
    "Citation",
    "Confidence",
    "Dated",
    "Parameter",
    "Parameters",
    "UnusableParameter",
    "current",
    "load",
]
