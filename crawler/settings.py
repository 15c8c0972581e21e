"""Scrapy settings: for `scrapy shell`, and the ground every crawl stands on."""

BOT_NAME = "nightdesk"
