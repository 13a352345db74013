"""fairlead: one app description, three equal outputs."""

__version__ = "0.1.0"
