"""The one JavaScript codebase: ``src/`` (plain ES modules), ``static/`` (built, shipped), and their hosts."""
