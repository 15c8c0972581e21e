-- One row per source: what its history says of its newest night.
from source_health
