"""Links to the dashboards of payment providers: where a payment, a refund or a dispute is shown."""
