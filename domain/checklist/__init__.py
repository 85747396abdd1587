"""The scored checklist of one case: a document that explains itself to the manager who gets it."""

from domain.checklist.about import About, Mask, Masked
from domain.checklist.building import checklist

__all__ = ["About", "Mask", "Masked", "checklist"]
