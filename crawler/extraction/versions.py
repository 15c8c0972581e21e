"""What reads: our version and the engine's, without importing the engine."""

from importlib.metadata import version

VERSIONS = f"nightdesk {version('nightdesk')}; trafilatura {version('trafilatura')}"
