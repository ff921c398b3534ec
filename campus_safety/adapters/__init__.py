"""The only place that speaks with systems outside the site."""
