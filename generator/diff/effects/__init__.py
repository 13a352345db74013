"""What changes do to what runs: a module for each class of effect, and ``environment`` that asks them all."""
