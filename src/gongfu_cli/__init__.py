"""Score a county's common-prosperity (共富) indicators from YAML tables."""

__version__ = "0.1.0"
