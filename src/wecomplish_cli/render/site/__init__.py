"""The site: static pages that open anywhere, without a server and with nothing from outside."""
