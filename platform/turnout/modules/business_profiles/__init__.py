"""Business profiles: the country of an organization's legal seat, and its social links."""
