"""The tenants: municipalities, their bodies and colours. Knows nothing of plans or hearings."""
