"""A terminal program that trains leaders to speak in public on social media."""

__version__ = "0.1.0"
