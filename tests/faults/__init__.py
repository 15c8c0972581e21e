"""Faults on purpose: kills, full disks, damage, clocks, and runs that get in each other's way."""
