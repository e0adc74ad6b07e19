"""What ticket types cost: prices in further currencies, steps of amounts, prices as shown."""
