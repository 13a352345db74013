"""How files are written: scalars and modes that are not what they look like."""
