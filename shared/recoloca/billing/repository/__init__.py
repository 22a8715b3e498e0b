"""The SQL of customers, payments, quotas, Stripe events and subscriptions."""
