"""HTML from views: environment, assets, headers, pictures."""
