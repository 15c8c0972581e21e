"""Saved real pages, served on loopback as the news sites that they come from: one address a site."""
