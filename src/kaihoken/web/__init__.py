"""ウェブ: the page and the API."""
