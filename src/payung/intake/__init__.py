"""Any-shape spreadsheets and forms in; clean rows and kept originals out."""

from payung.intake.preview import preview
from payung.intake.reading import Reading, read
from payung.intake.source import Source

__all__ = ["Reading", "Source", "preview", "read"]
