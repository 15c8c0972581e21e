"""Scrapy spiders: one generic, and classes of their own for odd sites."""
