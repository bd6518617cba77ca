"""Shared settings: `--hypothesis-profile=long` runs the random tests with 20,000 examples each."""

from hypothesis import HealthCheck, settings

quiet = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", max_examples=400, **quiet)
settings.register_profile("long", max_examples=20_000, **quiet)
settings.load_profile("quick")
