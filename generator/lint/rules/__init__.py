"""The rules: one module each, in a folder a group; ``generator.lint.catalogue`` lists them."""
