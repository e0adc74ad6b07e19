"""The list of cities of `turnout.places`, made of GeoNames' cities and of names of our own."""
