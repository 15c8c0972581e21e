"""Manners and guards: robots.txt, pace, budgets, addresses."""
